import type { PlatformOptions, WorldChat } from "../../../fixtures/platform/mod.ts";
import { until } from "../../support/bdd.ts";
import { IDENTITIES } from "../../support/reading.ts";
import { dataOf, errorOf, previewCalls, successDocument, warningsOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { interruption } from "../../support/test-world.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHATS = "/open-apis/im/v1/chats";
const CREATE = "+chat-create";
const BOT = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };
const BOTH = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
const isCreate = { method: "POST", endpoint: CHATS };
const LINK = /^https:\/\/applink\.feishu\.cn\/.+link_token=.+$/;

/** People and a bot who can be invited, and a group whose members may all edit it; faults come first. */
function service(...faults: NonNullable<PlatformOptions["faults"]>): PlatformOptions {
  const people = ["ou_a", "ou_b", ...Array.from({ length: 50 }, (_none, at) => `ou_${at}`)];
  return {
    users: people.map((openId) => ({ openId, name: `name of ${openId}` })),
    bots: [{ appId: "cli_a", name: "A" }],
    chats: [{ chatId: "oc_1", mode: "group", name: "Old", description: "old" }],
    faults,
  };
}

/** What the service says about a chat. */
async function chatOf({ run }: Scene, chatId: unknown, env: Readonly<Record<string, string>> = {}) {
  return dataOf(await run(["chats", "get", "--chat-id", String(chatId)], { env }));
}

describe("+chat-create", () => {
  for (const [identity, env] of IDENTITIES) {
    it(`as ${identity}: creates the chat under a key and shows the link`, () =>
      inScene(service(), async (scene) => {
        const { run, platform } = scene;
        const document = successDocument(await run([CREATE, "--name", "Release"], { env }));
        const { uuid, chat_id: id, share_link, ...data } = Object(document["data"]);
        const { owner_id = null } = data;
        assertEquals([document["identity"], owner_id], [identity, identity === "user" ? "ou_demo" : null]);
        assertEquals({ ...data, owner_id: "" }, {
          ...{ name: "Release", chat_type: "private", chat_mode: "group", owner_id: "", external: false },
        });
        assertMatch(share_link, LINK);
        const [create, link] = platform.log;
        assertEquals([create?.path, create?.query], [CHATS, { user_id_type: "open_id", uuid }]);
        assertEquals(create?.body, { chat_type: "private", chat_mode: "group", name: "Release" });
        assertEquals([link?.method, link?.path, link?.query], ["POST", `${CHATS}/${id}/link`, {}]);
        assertEquals([link?.body, platform.log.length], [undefined, 2]);
        assertEquals((await chatOf(scene, id, env))["name"], "Release");
      }));
  }

  it("sends all that is given, each id once", () =>
    inScene(service(), async ({ run, platform }) => {
      const words = [
        ...["--name", "Topics", "--description", "d", "--type", "public", "--chat-mode", "topic"],
        ...["--users", "ou_a,ou_b,ou_a", "--bots", "cli_a", "--owner", "ou_a", "--set-bot-manager"],
        ...["--idempotency-key", "k1"],
      ];
      successDocument(await run([CREATE, ...words], { env: BOTH }));
      const [create] = platform.log;
      assertEquals(create?.token, "bot");
      assertEquals(create?.query, { user_id_type: "open_id", set_bot_manager: "true", uuid: "k1" });
      assertEquals(create?.body, {
        ...{ chat_type: "public", chat_mode: "topic", name: "Topics", description: "d" },
        ...{ user_id_list: ["ou_a", "ou_b"], bot_id_list: ["cli_a"], owner_id: "ou_a" },
      });
    }));

  it("a second run under the same key: the same chat, and no second one", () =>
    inScene(service(), async ({ run }) => {
      const once = async () => dataOf(await run([CREATE, "--name", "Release", "--idempotency-key", "k1"]));
      const [first, second] = [await once(), await once()];
      assertEquals(first["chat_id"], second["chat_id"]);
      const names = Object(dataOf(await run(["+chat-list"]))["chats"]).map(({ name }: { name: string }) =>
        name
      );
      assertEquals(names, ["Old", "Release"]);
    }));

  it("a message can be sent to the new chat", () =>
    inScene(service(), async ({ run }) => {
      const { chat_id: id } = dataOf(await run([CREATE, "--name", "Release"]));
      const sent = dataOf(await run(["+messages-send", "--chat-id", String(id), "--text", "hello"]));
      assertEquals(sent["chat_id"], id);
    }));

  it("an empty --chat-mode is a group", () =>
    inScene(service(), async ({ run, platform }) => {
      successDocument(await run([CREATE, "--chat-mode", ""]));
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
      successDocument(await run([CREATE, "--name", "🐟".repeat(60), "--users", `${many("ou_", 50)},ou_1`]));
    }));

  it("no link: the chat is reported all the same, with a warning that says why", () =>
    inScene(service({ name: "error", code: 99991679, when: { path: "/link" } }), async ({ run }) => {
      const result = await run([CREATE]);
      const data = dataOf(result);
      assertEquals([typeof data["chat_id"], "share_link" in data], ["string", false]);
      assertStringIncludes(warningsOf(result)[0] ?? "", "share_link_failed");
      assertStringIncludes(warningsOf(result)[0] ?? "", "99991679");
    }));

  it("a retry inside a run goes out under the same key", () =>
    inScene(
      service({ name: "error", code: 99991400, when: { ...isCreate, times: 1 } }),
      async ({ run, platform }) => {
        successDocument(await run([CREATE]));
        const creates = platform.log.filter(({ path }) => path === CHATS);
        assertEquals(creates.length, 2);
        assertEquals(creates[0]?.query["uuid"], creates[1]?.query["uuid"]);
      },
    ));

  it("nobody answered: the outcome is unknown, and the key to repeat it with is reported", () =>
    inScene(service({ name: "cut-before-headers", when: isCreate }), async ({ run, platform }) => {
      const error = errorOf(await run([CREATE, "--idempotency-key", "k7"]), 4);
      assertStringIncludes(String(error["message"]), "outcome is unknown");
      assertStringIncludes(String(error["hint"]), "--idempotency-key k7");
      assert(platform.log.every(({ path }) => path === CHATS));
    }));

  it("interrupted while asking for the link: exit 130, and the chat's id is named", () =>
    inScene(service({ name: "stall-before-headers", when: { path: "/link" } }), async ({ run, platform }) => {
      const interrupt = new AbortController();
      const running = run([CREATE], { interrupt: interrupt.signal });
      await until(() => platform.log.length === 2, running);
      interrupt.abort(interruption());
      const [, link] = platform.log;
      const id = link?.path.split("/").at(-2) ?? "none";
      assertStringIncludes(String(errorOf(await running, 130)["hint"]), id);
    }));

  it("232043: the hint shows the way round", () =>
    inScene({ users: [{ openId: "ou_a", name: "Ana", visibleToBot: false }] }, async ({ run }) => {
      const error = errorOf(await run([CREATE, "--users", "ou_a"], { env: BOT }), 3);
      assertEquals(error["code"], 232043);
      assertStringIncludes(String(error["hint"]), "chat.members create");
    }));

  it("a dry run, offline: both calls", () =>
    inScene({}, async ({ run, platform }) => {
      const env = { IM_USER_ACCESS_TOKEN: "", IM_BASE_URL: "" };
      const words = [CREATE, "--set-bot-manager", "--idempotency-key", "k", "--dry-run"];
      const [create, link, ...others] = previewCalls(await run(words, { env }));
      assertEquals<unknown>(create?.params, { user_id_type: "open_id", set_bot_manager: true, uuid: "k" });
      assertEquals([create?.url, link?.url, others], [CHATS, `${CHATS}/%3Cchat_id%3E/link`, []]);
      assertStringIncludes(link?.desc ?? "", "if");
      assertEquals(platform.log, []);
    }));

  it("pretty: the chat and the link; csv: its fields", () =>
    inScene(service(), async ({ run }) => {
      const words = [CREATE, "--name", "Release", "--format"];
      const { stdout } = await run([...words, "pretty"]);
      for (const part of ["created: oc_", "Release", "https://applink.feishu.cn/"]) {
        assertStringIncludes(stdout, part);
      }
      assertStringIncludes((await run([...words, "csv"])).stdout, "share_link,https://applink.feishu.cn/");
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
        inScene(service(), async (scene) => {
          const { run, platform } = scene;
          const document = successDocument(await run(line(...words), { env }));
          assertEquals([document["identity"], document["data"]], [
            ...[identity, { chat_id: "oc_1", changed: Object.keys(body) }],
          ]);
          const [request] = platform.log;
          assertEquals([request?.method, request?.path, request?.query, request?.body], [
            ...["PUT", `${CHATS}/oc_1`, { user_id_type: "open_id" }, body],
          ]);
          const { name, description } = await chatOf(scene, "oc_1", env);
          assertEquals({ name, description }, { name: "Old", description: "old", ...body });
        }));
    }
  }

  it("takes the id out of a link, for path and answer", () =>
    inScene(service(), async ({ run, platform }) => {
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

  const refusing: readonly (readonly [chat: Partial<WorldChat>, code: number])[] = [
    [{ settings: { edit_permission: "only_owner" } }, 232002],
    [{ user: false, bot: false }, 232011],
  ];
  for (const [chat, code] of refusing) {
    it(`${JSON.stringify(chat)}: ${code}, exit 3, and the other identity is named`, () =>
      inScene({ chats: [{ chatId: "oc_1", mode: "group", ...chat }] }, async ({ run }) => {
        for (const [env, other] of [[{}, "--as bot"], [BOT, "--as user"]] as const) {
          const error = errorOf(await run(line("--name", "n"), { env }), 3);
          assertEquals(error["code"], code);
          assertStringIncludes(String(error["hint"]), other);
        }
      }));
  }

  const gone: readonly (readonly [what: string, chats: readonly WorldChat[], code: number])[] = [
    ["an unknown chat", [], 232006],
    ["a dissolved one", [{ chatId: "oc_1", mode: "group", status: "dissolved" }], 232009],
  ];
  for (const [what, chats, code] of gone) {
    it(`${what}: ${code}, not found`, () =>
      inScene({ chats }, async ({ run }) => {
        const error = errorOf(await run(line("--name", "n")), 1);
        assertEquals([error["code"], error["subtype"]], [code, "not_found"]);
      }));
  }

  for (const code of [232016, 232017]) {
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
    inScene(service(), async ({ run }) => {
      const { stdout } = await run(line("--name", "n", "--format", "pretty"));
      assertEquals(stdout, "changed: name of oc_1\n");
      const calls = previewCalls(await run(line("--name", "n", "--dry-run")));
      assertEquals(calls, [{
        ...{ method: "PUT", url: `${CHATS}/oc_1`, params: { user_id_type: "open_id" }, body: { name: "n" } },
      }]);
    }));
});
