import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Failure } from "../../core/failure.ts";
import type { PlatformOptions } from "../../fixtures/platform/mod.ts";
import { dataOf, errorOf } from "../support/downloads.ts";
import { goodDocument, IDENTITIES, warningsOf } from "../support/reading.ts";
import { inScene } from "../support/scene.ts";
import { until } from "../support/until.ts";
import { callsOf } from "../support/writing.ts";

const CHATS = "/open-apis/im/v1/chats";
const CREATE = "+chat-create";
const BOT = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };
const BOTH = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
const made = {
  chat_id: "oc_new",
  name: "Release",
  chat_type: "private",
  owner_id: "ou_demo",
  external: false,
};
const isCreate = { method: "POST", endpoint: CHATS };

/** A service that makes this chat and gives a link to it; faults come first. */
function service(...faults: NonNullable<PlatformOptions["faults"]>): PlatformOptions {
  return {
    faults: [
      ...faults,
      {
        name: "json-body",
        body: { code: 0, data: { share_link: "https://l.example/1" } },
        when: { path: "/link" },
      },
      { name: "changed-data", set: made, when: isCreate },
    ],
  };
}

describe("+chat-create", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: creates the chat under a key and tells the link`, () =>
      inScene(service(), async ({ run, platform }) => {
        const document = goodDocument(await run([CREATE, "--name", "Release"], { env }));
        const { uuid, chat_mode: mode, ...data } = Object(document["data"]);
        assertEquals([document["identity"], typeof mode], [identity, "string"]);
        assertEquals(data, { ...made, share_link: "https://l.example/1" });
        const [create, link] = platform.log;
        assertEquals([create?.path, create?.query], [CHATS, { user_id_type: "open_id", uuid }]);
        assertEquals(create?.body, { chat_type: "private", chat_mode: "group", name: "Release" });
        assertEquals([link?.method, link?.path, link?.query], ["POST", `${CHATS}/oc_new/link`, {}]);
        assertEquals([link?.body, platform.log.length], [undefined, 2]);
      }));
  }

  it("sends all that is given, each id once", () =>
    inScene(service(), async ({ run, platform }) => {
      const words = [
        ...["--name", "Topics", "--description", "d", "--type", "public", "--chat-mode", "topic"],
        ...["--users", "ou_a,ou_b,ou_a", "--bots", "cli_a", "--owner", "ou_a", "--set-bot-manager"],
        ...["--idempotency-key", "k1"],
      ];
      goodDocument(await run([CREATE, ...words], { env: BOTH }));
      const [create] = platform.log;
      assertEquals(create?.token, "bot");
      assertEquals(create?.query, { user_id_type: "open_id", set_bot_manager: "true", uuid: "k1" });
      assertEquals(create?.body, {
        ...{ chat_type: "public", chat_mode: "topic", name: "Topics", description: "d" },
        ...{ user_id_list: ["ou_a", "ou_b"], bot_id_list: ["cli_a"], owner_id: "ou_a" },
      });
    }));

  it("an empty --chat-mode is a group", () =>
    inScene(service(), async ({ run, platform }) => {
      goodDocument(await run([CREATE, "--chat-mode", ""]));
      assertEquals(Object(platform.log[0]?.body)["chat_mode"], "group");
    }));

  const many = (prefix: string, count: number) =>
    Array.from({ length: count }, (_none, at) => prefix + at).join();
  const refused: readonly (readonly [words: readonly string[], param: string])[] = [
    [["--set-bot-manager", "--as", "user"], "--set-bot-manager"],
    [["--type", "public"], "--name"],
    [["--type", "public", "--name", "字"], "--name"],
    [["--name", "🐟".repeat(61)], "--name"],
    [["--description", "x".repeat(101)], "--description"],
    [["--users", many("ou_", 51)], "--users"],
    [["--users", "cli_a"], "--users"],
    [["--bots", many("cli_", 6)], "--bots"],
    [["--bots", "ou_a"], "--bots"],
    [["--owner", "on_a"], "--owner"],
    [["--chat-mode", "p2p"], "--chat-mode"],
    [["--idempotency-key", "x".repeat(51)], "--idempotency-key"],
  ];
  for (const [words, param] of refused) {
    it(`${words.join(" ").slice(0, 40)}: exit 2, nothing is sent, in a preview, too`, () =>
      inScene(service(), async ({ run, platform }) => {
        for (const more of [[], ["--dry-run"]]) {
          const error = errorOf(await run([CREATE, ...words, ...more], { env: BOTH }), 2);
          assertEquals([error["param"], platform.log], [param, []]);
        }
      }));
  }

  it("60 characters beyond the basic plane, 50 people and repeated ones: taken", () =>
    inScene(service(), async ({ run }) => {
      goodDocument(await run([CREATE, "--name", "🐟".repeat(60), "--users", `${many("ou_", 50)},ou_1`]));
    }));

  it("no link: the chat is told all the same, with a warning that says why", () =>
    inScene(service({ name: "error", code: 99991679, when: { path: "/link" } }), async ({ run }) => {
      const result = await run([CREATE]);
      const data = dataOf(result);
      assertEquals([data["chat_id"], "share_link" in data], ["oc_new", false]);
      assertStringIncludes(warningsOf(result)[0] ?? "", "share_link_failed");
      assertStringIncludes(warningsOf(result)[0] ?? "", "99991679");
    }));

  it("a retry inside a run goes out under the same key", () =>
    inScene(
      service({ name: "error", code: 99991400, when: { ...isCreate, times: 1 } }),
      async ({ run, platform }) => {
        goodDocument(await run([CREATE]));
        const creates = platform.log.filter(({ path }) => path === CHATS);
        assertEquals(creates.length, 2);
        assertEquals(creates[0]?.query["uuid"], creates[1]?.query["uuid"]);
      },
    ));

  it("nobody answered: the outcome is unknown, and the key to repeat it with is told", () =>
    inScene(service({ name: "cut-before-headers", when: isCreate }), async ({ run, platform }) => {
      const error = errorOf(await run([CREATE, "--idempotency-key", "k7"]), 4);
      assertStringIncludes(String(error["message"]), "outcome is unknown");
      assertStringIncludes(String(error["hint"]), "--idempotency-key k7");
      assert(platform.log.every(({ path }) => path === CHATS));
    }));

  it("interrupted while asking for the link: exit 130, and the chat's id is told", () =>
    inScene(service({ name: "stall-before-headers", when: { path: "/link" } }), async ({ run, platform }) => {
      const interrupt = new AbortController();
      const running = run([CREATE], { interrupt: interrupt.signal });
      await until(() => platform.log.length === 2, running);
      interrupt.abort(new Failure({ type: "interrupted", subtype: "interrupt", message: "interrupted" }));
      assertStringIncludes(String(errorOf(await running, 130)["hint"]), "oc_new");
    }));

  it("232043: the hint tells the way round", () =>
    inScene(service({ name: "error", code: 232043, when: isCreate }), async ({ run }) => {
      const error = errorOf(await run([CREATE, "--users", "ou_a"], { env: BOT }), 3);
      assertStringIncludes(String(error["hint"]), "chat.members create");
    }));

  it("a dry run, offline: both calls", () =>
    inScene({}, async ({ run, platform }) => {
      const env = { IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "" };
      const words = [CREATE, "--set-bot-manager", "--idempotency-key", "k", "--dry-run"];
      const [create, link, ...others] = callsOf(await run(words, { env }));
      assertEquals(create?.params, { user_id_type: "open_id", set_bot_manager: "true", uuid: "k" });
      assertEquals([create?.url, link?.url, others], [CHATS, `${CHATS}/%3Cchat_id%3E/link`, []]);
      assertStringIncludes(link?.desc ?? "", "if");
      assertEquals(platform.log, []);
    }));

  it("pretty: the chat and the link; csv: its fields", () =>
    inScene(service(), async ({ run }) => {
      const { stdout } = await run([CREATE, "--format", "pretty"]);
      for (const part of ["created: oc_new", "Release", "https://l.example/1"]) {
        assertStringIncludes(stdout, part);
      }
      assertStringIncludes((await run([CREATE, "--format", "csv"])).stdout, "share_link,https://l.example/1");
    }));
});

describe("+chat-update", () => {
  const line = (...more: readonly string[]) => ["+chat-update", "--chat-id", "oc_1", ...more];
  const changes: readonly (readonly [words: readonly string[], body: Readonly<Record<string, string>>])[] = [
    [["--name", "New"], { name: "New" }],
    [["--description", "why"], { description: "why" }],
    [["--description", ""], { description: "" }],
    [["--name", "New", "--description", ""], { name: "New", description: "" }],
  ];
  for (const [words, body] of changes) {
    for (const [identity, env] of IDENTITIES) {
      it(`${words.join(" ")} as ${identity}: changes that alone`, () =>
        inScene({}, async ({ run, platform }) => {
          const document = goodDocument(await run(line(...words), { env }));
          assertEquals([document["identity"], document["data"]], [
            ...[identity, { chat_id: "oc_1", changed: Object.keys(body) }],
          ]);
          const [request] = platform.log;
          assertEquals([request?.method, request?.path, request?.query, request?.body], [
            ...["PUT", `${CHATS}/oc_1`, { user_id_type: "open_id" }, body],
          ]);
        }));
    }
  }

  it("takes the id out of a link, for path and answer", () =>
    inScene({}, async ({ run, platform }) => {
      const words = ["+chat-update", "--chat-id", "https://x.feishu.cn/chat/oc_1", "--name", "n"];
      assertEquals(dataOf(await run(words))["chat_id"], "oc_1");
      assertEquals(platform.log[0]?.path, `${CHATS}/oc_1`);
    }));

  const refused: readonly (readonly [words: readonly string[], param: string])[] = [
    [line(), "--name"],
    [line("--name", ""), "--name"],
    [line("--name", " ", "--description", "d"), "--name"],
    [line("--name", "x".repeat(61)), "--name"],
    [line("--description", "x".repeat(101)), "--description"],
    [["+chat-update", "--name", "n"], "--chat-id"],
    [["+chat-update", "--chat-id", "oc_1/../x", "--name", "n"], "--chat-id"],
  ];
  for (const [words, param] of refused) {
    it(`${words.join(" ").slice(0, 50)}: exit 2, nothing is sent`, () =>
      inScene({}, async ({ run, platform }) => {
        assertEquals([errorOf(await run(words), 2)["param"], platform.log], [param, []]);
      }));
  }

  for (const code of [232002, 232016, 232017, 232011]) {
    it(`${code}: exit 3, and the other identity is named`, () =>
      inScene({ faults: [{ name: "error", code }] }, async ({ run }) => {
        assertStringIncludes(String(errorOf(await run(line("--name", "n")), 3)["hint"]), "--as bot");
        assertStringIncludes(
          String(errorOf(await run(line("--name", "n"), { env: BOT }), 3)["hint"]),
          "--as user",
        );
      }));
  }

  it("nobody answered: asked once, the outcome is unknown", () =>
    inScene({ faults: [{ name: "cut-before-headers" }] }, async ({ run, platform }) => {
      const error = errorOf(await run(line("--name", "n")), 4);
      assertStringIncludes(String(error["message"]), "outcome is unknown");
      assertEquals(platform.log.length, 1);
    }));

  it("pretty: one line; a dry run: that call", () =>
    inScene({}, async ({ run }) => {
      const { stdout } = await run(line("--name", "n", "--format", "pretty"));
      assertEquals(stdout, "changed: name of oc_1\n");
      const calls = callsOf(await run(line("--name", "n", "--dry-run")));
      assertEquals(calls, [{
        ...{ method: "PUT", url: `${CHATS}/oc_1`, params: { user_id_type: "open_id" }, body: { name: "n" } },
      }]);
    }));
});
