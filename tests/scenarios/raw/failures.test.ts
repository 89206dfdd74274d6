import { BOTH_TOKENS, rawWorld } from "../../support/raw-methods.ts";
import { errorOf, partOf, successDocument, warningsOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const env = BOTH_TOKENS;
const TEXT = ["--msg-type", "text", "--content", '{"text":"hello"}'];
const LINES = {
  send: ["messages", "create", "--receive-id-type", "chat_id", "--receive-id", "oc_xxx", ...TEXT],
  reply: ["messages", "reply", "--message-id", "om_xxx", ...TEXT],
  edit: ["messages", "update", "--message-id", "om_xxx", ...TEXT],
};

describe("a refused raw method speaks like the shortcut that does the same", () => {
  const cases: readonly (readonly [keyof typeof LINES, code: number, status: number, hint: string])[] = [
    ["send", 230013, 3, "oc_xxx is outside the app's availability"],
    ["reply", 230071, 1, "leave --reply-in-thread out"],
    ["edit", 230071, 1, "only the bot that sent the message can edit it"],
    ["edit", 230072, 1, "20 times"],
    ["reply", 230110, 1, "the message was deleted"],
  ];
  for (const [endpoint, code, status, hint] of cases) {
    it(`${endpoint}: ${code}`, () =>
      inScene({ faults: [{ name: "error", code }] }, async ({ run }) => {
        const error = errorOf(await run([...LINES[endpoint], "--as", "bot"], { env }), status);
        assertEquals(error["code"], code);
        assertStringIncludes(String(error["hint"]), hint);
      }));
  }
});

describe("a raw message whose uuid was used for another message", () => {
  for (const endpoint of ["send", "reply"] as const) {
    for (const place of ["--uuid", "--data"]) {
      it(`${endpoint}, ${place}: the service's data, and a warning that names the first message`, () =>
        inScene(rawWorld("bot"), async ({ run }) => {
          const line = (text: string) => [
            ...LINES[endpoint].slice(0, -1),
            JSON.stringify({ text }),
            ...(place === "--uuid" ? ["--uuid", "k1"] : ["--data", '{"uuid":"k1"}']),
            ...["--as", "bot"],
          ];
          const first = await run(line("one"), { env });
          const again = await run(line("one"), { env });
          const other = await run(line("two"), { env });
          const [id, ...ids] = [first, again, other].map((one) =>
            partOf(successDocument(one), "data")["message_id"]
          );
          assertEquals([ids, warningsOf(first), warningsOf(again)], [[id, id], [], []]);
          assertMatch(
            warningsOf(other)[0] ?? "",
            new RegExp(`^warning: idempotency_key_reused: --uuid k1 was used before for the message ${id}, `),
          );
        }));
    }
  }
});

describe("a raw write that nobody answered", () => {
  const forward = ["messages", "forward", "--message-id", "om_xxx", "--receive-id-type", "chat_id"];
  const lines: readonly (readonly [name: string, line: readonly string[], key: "query" | "body"])[] = [
    ["send", LINES.send, "body"],
    ["reply", LINES.reply, "body"],
    ["forward", [...forward, "--receive-id", "oc_xxx"], "query"],
    ["api", ["api", "POST", "im/v1/chats", "--params", '{"uuid":"u1"}', "--data", "{}"], "query"],
  ];
  for (const [name, line, place] of lines) {
    it(`${name}: shows the key under which it counts once`, () =>
      inScene({ ...rawWorld("bot"), faults: [{ name: "cut-before-headers" }] }, async ({ run, platform }) => {
        const error = errorOf(await run([...line, "--as", "bot"], { env }), 4);
        assertStringIncludes(String(error["message"]), "the outcome is unknown");
        const [first] = platform.log;
        const key = place === "query" ? first?.query["uuid"] : partOf({ body: first?.body }, "body")["uuid"];
        assertStringIncludes(String(error["hint"]), `under the same uuid it counts once: ${key}`);
      }));
  }

  it("without a key: says to check, and names none", () =>
    inScene({ faults: [{ name: "cut-before-headers" }] }, async ({ run }) => {
      const line = ["pins", "create", "--message-id", "om_xxx"];
      assertEquals(
        errorOf(await run([...line, "--as", "bot"], { env }), 4)["hint"],
        "check whether it took effect before you run it again",
      );
    }));

  it("the key of the hint makes no second message", () =>
    inScene({ ...rawWorld("bot"), faults: [{ name: "cut-before-headers" }] }, async ({ run, platform }) => {
      const error = errorOf(await run([...LINES.send, "--as", "bot"], { env }), 4);
      const key = String(error["hint"]).split(" ").at(-1) ?? "";
      platform.clearFaults();
      const again = successDocument(await run([...LINES.send, "--uuid", key, "--as", "bot"], { env }));
      assertEquals(platform.sentMessages.map(({ messageId }) => messageId), [
        partOf(again, "data")["message_id"],
      ]);
    }));
});

describe("a mistyped method is named, also where it has flags", () => {
  const lines: readonly (readonly [line: string, hint: string])[] = [
    ["chats gett --chat-id oc_1", "did you mean chats get?"],
    ["messages recall --message-id om_1 --yes", "recall a message: im messages delete"],
  ];
  for (const [line, hint] of lines) {
    it(line, () =>
      inScene({}, async ({ run, platform }) => {
        const words = line.split(" ");
        const error = errorOf(await run(words, { env }), 2);
        assertEquals([error["message"], error["hint"]], [
          `unknown command "${words[0]} ${words[1]}"`,
          hint,
        ]);
        assertEquals(platform.log, []);
      }));
  }
});

describe("letters of flags that are written together", () => {
  it("are wrong usage, not an internal error", () =>
    inScene({}, async ({ run }) => {
      const error = errorOf(await run(["api", "GET", "im/v1/x", "-yq"], { env }), 2);
      assertEquals([error["type"], error["param"]], ["validation", "-q"]);
    }));
});

describe("--help=true", () => {
  const lines = ["messages delete --message-id om_a --yes", "+messages-send --chat-id oc_a --text hi"];
  for (const line of lines) {
    it(`shows help and does nothing: ${line}`, () =>
      inScene({}, async ({ run, platform }) => {
        const { status, stdout } = await run([...line.split(" "), "--help=true"], { env });
        assertEquals([status, platform.log], [0, []]);
        assertStringIncludes(stdout, "USAGE");
      }));
  }
});

describe("those who are not in charge of a chat learn that", () => {
  for (const code of [232002, 232016, 232017]) {
    it(`${code}: exit 3, and who could do it`, () =>
      inScene({ faults: [{ name: "error", code }] }, async ({ run }) => {
        const line = ["chats", "update", "--chat-id", "oc_a", "--name", "x"];
        const error = errorOf(await run(line, { env }), 3);
        assertEquals([error["type"], error["subtype"]], ["authorization", "permission_denied"]);
        assertStringIncludes(String(error["hint"]), "--as");
      }));
  }
});
