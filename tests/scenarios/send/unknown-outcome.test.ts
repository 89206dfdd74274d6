import { demoChat } from "../../../fixtures/platform/mod.ts";
import { dataOf, documentOf, errorOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Answers that do not say what became of a write: that is told, with the way to go on. */

const CHAT = demoChat.chats[0]?.chatId ?? "";
const SEND = ["+messages-send", "--chat-id", CHAT, "--text", "hello"];
const BOT = { env: { IM_TENANT_ACCESS_TOKEN: "t-demo" } };
const POST = { method: "POST", endpoint: "/open-apis/im/v1/messages" } as const;

describe("a write whose answer does not say what became of it", () => {
  for (const name of ["html-200", "cut-json"] as const) {
    it(`${name}: the outcome of a message is unknown, and the key to repeat it under is reported`, () =>
      inScene(demoChat, async ({ run, platform }) => {
        platform.addFault({ name, when: POST });
        const error = errorOf(await run([...SEND, "--idempotency-key", "k1"]), 5);
        assertEquals([error["type"], error["subtype"]], ["internal", "invalid_response"]);
        assertStringIncludes(String(error["message"]), "the outcome is unknown");
        assertStringIncludes(String(error["hint"]), "--idempotency-key k1");
        assertEquals("retryable" in error, false);
      }));
  }

  it("a server error with a code: the outcome of an edit, which has no key, is unknown, and it is asked for once", () =>
    inScene(demoChat, async ({ run, platform }) => {
      const sent = dataOf(await run([...SEND, "--as", "bot"], BOT));
      platform.addFault({ name: "error-after-acting", httpStatus: 500, code: 2200, when: { method: "PUT" } });
      const edit = ["+messages-edit", "--message-id", String(sent["message_id"]), "--text", "new"];
      const error = errorOf(await run(edit, BOT), 4);
      assertStringIncludes(String(error["message"]), "the outcome is unknown");
      assertEquals([error["code"], "retryable" in error], [2200, false]);
      assertEquals(platform.log.filter(({ method }) => method === "PUT").length, 1);
    }));

  it("code 0 without a message id: sent, with a warning", () =>
    inScene(demoChat, async ({ run, platform }) => {
      platform.addFault({ name: "no-data", when: POST });
      const result = await run(SEND);
      assertEquals(dataOf(result)["message_id"], "");
      assertStringIncludes(result.stderr, "warning: message_id_missing: ");
    }));

  it("+messages-update is another name of +messages-edit", () =>
    inScene(demoChat, async ({ run }) => {
      const sent = dataOf(await run([...SEND, "--as", "bot"], BOT));
      const id = String(sent["message_id"]);
      assertEquals(
        dataOf(await run(["+messages-update", "--message-id", id, "--text", "new"], BOT))["updated"],
        true,
      );
    }));

  it("the other name inside a message stays what it is", () =>
    inScene(demoChat, async ({ run, platform }) => {
      const said = "+messages-update";
      dataOf(await run(["+messages-send", "--chat-id", CHAT, "--text", said, "--as", "bot"], BOT));
      assertEquals(platform.sentMessages.map(({ content }) => content), [{ text: said }]);
    }));
});

/** How to go on is told in words that work. */

const DEMO_CHAT = demoChat.chats[0]?.chatId ?? "";
const SEND_ARGS = ["+messages-send", "--chat-id", DEMO_CHAT];
const LONG_TEXT = "a line of a long report\n".repeat(9000);
const WORLD = { ...demoChat, writing: { messageRate: "none" } } as const;

describe("how to go on after a write that failed", () => {
  for (const fault of [{ name: "cut-before-headers" }, { name: "error", code: 230035 }] as const) {
    it(`a later part of --split, ${fault.name}: the key that is shown sends the others and none twice`, () =>
      inScene(WORLD, async ({ run, platform }) => {
        platform.addFault({ ...fault, when: { method: "POST", body: "(2/2)" } });
        const line = [...SEND_ARGS, "--text", "-", "--split"];
        const failed = await run(line, { stdin: LONG_TEXT });
        const hint = String(partOf(documentOf(failed.stdout), "error")["hint"]);
        assertStringIncludes(hint, "1 of 2 parts were sent");
        const key = /--idempotency-key (\S+?)[:;]?(\s|$)/.exec(hint)?.[1] ?? "";
        platform.clearFaults();
        assertEquals((await run([...line, "--idempotency-key", key], { stdin: LONG_TEXT })).status, 0);
        const starts = platform.sentMessages.map(({ content }) => String(content?.["text"]).slice(0, 5));
        assertEquals(starts, ["(1/2)", "(2/2)"]);
      }));
  }

  it("with --safe-repeat: the same command", () =>
    inScene(WORLD, async ({ run, platform }) => {
      platform.addFault({ name: "cut-before-headers", when: { method: "POST" } });
      const error = errorOf(await run([...SEND_ARGS, "--text", "hello", "--safe-repeat"]), 4);
      assertStringIncludes(String(error["hint"]), "run the same command again");
      assertEquals(String(error["hint"]).includes("--idempotency-key"), false);
    }));
});

describe("what is refused and left out", () => {
  for (const url of ["http://127.0.0.1:9/a.png", "http://localhost/a.png", "https://[::1]/a.png"]) {
    it(`${url} is refused in a preview, too`, () =>
      inScene(WORLD, async ({ run }) => {
        assertEquals(errorOf(await run([...SEND_ARGS, "--image", url, "--dry-run"]), 2)["param"], "--image");
      }));
  }

  it("messages without a read status are reported in every format", () =>
    inScene(WORLD, async ({ run }) => {
      for (const format of ["json", "csv", "ndjson", "table"]) {
        const { stderr, status } = await run([
          "+messages-read-status",
          "--message-ids",
          "om_none",
          "--format",
          format,
        ]);
        assertEquals(status, 0);
        assertStringIncludes(stderr, "warning: messages_not_returned: 1 of 1: om_none\n");
      }
    }));
});
