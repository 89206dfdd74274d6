import type { AnyFault, PlatformOptions, WorldMessage } from "../../../../fixtures/platform/mod.ts";
import { CHAT, FIRST_TIME, idsIn, listRequests } from "../../../support/reading.ts";
import { documentOf, errorOf, successDocument } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+chat-messages-list";
const P2P_PATH = "/open-apis/im/v1/chat_p2p/batch_query";
const DIRECT = "oc_direct";
const BO = "ou_bo";
const TO_BO = [COMMAND, "--user-id", BO];
const IN_CHAT = [COMMAND, "--chat-id", CHAT];

const NO_USER = { IM_USER_ACCESS_TOKEN: "" };
const BOT = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
const APP = { IM_APP_ID: "cli_demo", IM_APP_SECRET: "demo-secret" };

function message(chatId: string): WorldMessage {
  return {
    messageId: `om_in_${chatId}`,
    chatId,
    type: "text",
    content: { text: "hello" },
    senderId: BO,
    createTime: FIRST_TIME,
  };
}

/** A group, and the direct chat of the person with Bo. */
const world: PlatformOptions = {
  users: [{ openId: BO, name: "Bo" }],
  chats: [{ chatId: CHAT, mode: "group" }, { chatId: DIRECT, mode: "p2p", p2pTarget: BO }],
  messages: [message(CHAT), message(DIRECT)],
};

describe("whose eyes the chat is read with", () => {
  const cases: [name: string, env: Record<string, string>, words: string[], identity: "user" | "bot"][] = [
    ["a user token: user", {}, [], "user"],
    ["a bot token: bot", { ...NO_USER, ...BOT }, [], "bot"],
    ["app id and secret: bot, with a minted token", { ...NO_USER, ...APP }, [], "bot"],
    ["both: user", BOT, [], "user"],
    ["both, --as bot", BOT, ["--as", "bot"], "bot"],
    ["both, --as auto", BOT, ["--as", "auto"], "user"],
    ["both, IM_DEFAULT_AS=bot", { ...BOT, IM_DEFAULT_AS: "bot" }, [], "bot"],
  ];
  for (const [name, env, words, identity] of cases) {
    it(name, () =>
      inScene(world, async ({ run, platform }) => {
        const document = successDocument(await run([...IN_CHAT, ...words], { env }));
        assertEquals(document["identity"], identity);
        assertEquals(listRequests(platform).map(({ token }) => token), [identity]);
        assertEquals(idsIn(document), [`om_in_${CHAT}`]);
      }));
  }

  it("a bot reads a direct chat by its id, without a lookup", () =>
    inScene(world, async ({ run, platform }) => {
      const document = successDocument(
        await run([COMMAND, "--chat-id", DIRECT, "--as", "bot"], { env: BOT }),
      );
      assertEquals(idsIn(document), [`om_in_${DIRECT}`]);
      assertEquals(platform.log.filter(({ path }) => path === P2P_PATH).length, 0);
    }));
});

describe("which chat is meant must be clear: exit 2, nothing sent, in a preview too", () => {
  const cases: [name: string, words: string[], params: string[], said: string[]][] = [
    ["as user, neither id", ["--as", "user"], ["--chat-id"], ["--chat-id", "--user-id"]],
    ["as bot, no --chat-id", ["--as", "bot"], ["--chat-id"], ["--chat-id"]],
    [
      "as user, both ids",
      ["--as", "user", "--chat-id", CHAT, "--user-id", BO],
      ["--chat-id", "--user-id"],
      ["--chat-id", "--user-id"],
    ],
    ["as bot, --user-id", ["--as", "bot", "--user-id", BO], ["--user-id"], ["--user-id", "user"]],
    [
      "as bot, both ids",
      ["--as", "bot", "--chat-id", CHAT, "--user-id", BO],
      ["--user-id"],
      ["--user-id"],
    ],
    ["auto with both ids", ["--chat-id", CHAT, "--user-id", BO], ["--chat-id", "--user-id"], ["--user-id"]],
    ["auto, neither id", [], ["--chat-id"], ["--chat-id"]],
  ];
  for (const [name, words, params, said] of cases) {
    for (const more of [[], ["--dry-run"]]) {
      it([name, ...more].join(", "), () =>
        inScene(world, async ({ run, platform }) => {
          const error = errorOf(await run([COMMAND, ...words, ...more], { env: BOT }), 2);
          assertEquals(error["type"], "validation");
          assert(params.includes(String(error["param"])), String(error["param"]));
          for (const word of said) assertStringIncludes(String(error["message"]), word);
          assertEquals(platform.log.length, 0);
        }));
    }
  }

  it("a bot that is given --user-id gets the two ways out", () =>
    inScene(world, async ({ run }) => {
      const { hint } = errorOf(await run([...TO_BO, "--as", "bot"], { env: BOT }), 2);
      assertStringIncludes(String(hint), "--as user");
      assertStringIncludes(String(hint), "--chat-id");
    }));

  it("each bot message is its own", () =>
    inScene(world, async ({ run }) => {
      const without = errorOf(await run([COMMAND, "--as", "bot"], { env: BOT }), 2);
      const withUser = errorOf(await run([...TO_BO, "--as", "bot"], { env: BOT }), 2);
      assert(without["message"] !== withUser["message"]);
      assert(!String(without["hint"]).includes("--user-id"), String(without["hint"]));
    }));
});

describe("--user-id: the direct chat is looked up, then listed", () => {
  for (const [name, env] of [["--as user", {}], ["auto, a bot token besides", BOT]] as const) {
    it(name, () =>
      inScene(world, async ({ run, platform }) => {
        const document = successDocument(await run([...TO_BO, "--no-reactions"], { env }));
        assertEquals([document["identity"], idsIn(document)], ["user", [`om_in_${DIRECT}`]]);
        const [lookup, list] = platform.log;
        assertEquals([lookup?.method, lookup?.path], ["POST", P2P_PATH]);
        assertEquals(lookup?.queryAll, { chatter_id_type: ["open_id"] });
        assertEquals(lookup?.body, { chatter_ids: [BO] });
        assertEquals(lookup?.token, "user");
        assertEquals(list?.query["container_id"], DIRECT);
        assertEquals(platform.log.length, 2);
      }));
  }

  it("the first entry with an id wins", () => {
    const set = {
      p2p_chats: [{ chatter_id: BO }, { chat_id: "" }, null, { chat_id: DIRECT }, { chat_id: CHAT }],
    };
    return inScene(
      { ...world, faults: [{ name: "changed-data", set, when: { path: P2P_PATH } }] },
      async ({ run }) => {
        assertEquals(idsIn(successDocument(await run(TO_BO))), [`om_in_${DIRECT}`]);
      },
    );
  });

  const nothing: [name: string, fault: AnyFault][] = [
    ["no entry", { name: "changed-data", set: { p2p_chats: [] } }],
    ["an entry without a chat", {
      name: "changed-data",
      set: { p2p_chats: [{ chatter_id: BO, chat_id: "" }] },
    }],
    ["no list", { name: "changed-data", remove: ["p2p_chats"] }],
    ["data null", { name: "null-data" }],
  ];
  for (const [name, fault] of nothing) {
    it(`${name}: not found, exit 1, the person named, no list asked for`, () =>
      inScene({ ...world, faults: [{ ...fault, when: { path: P2P_PATH } }] }, async ({ run, platform }) => {
        const error = errorOf(await run(TO_BO), 1);
        assertEquals([error["type"], error["subtype"]], ["api", "not_found"]);
        assertStringIncludes(String(error["message"]), BO);
        assertEquals(platform.log.length, 1);
      }));
  }

  it("a person without a direct chat: not found, exit 1", () =>
    inScene(world, async ({ run }) => {
      const error = errorOf(await run([COMMAND, "--user-id", "ou_stranger"]), 1);
      assertEquals([error["type"], error["subtype"]], ["api", "not_found"]);
    }));

  const refusals: [name: string, fault: AnyFault, status: number, type: string, code: number][] = [
    ["an unknown code in HTTP 200", { name: "json-200-error", code: 7654321 }, 1, "api", 7654321],
    ["a missing scope", { name: "error", code: 99991679 }, 3, "authorization", 99991679],
    ["a token that expired", { name: "error", code: 99991677 }, 3, "authentication", 99991677],
  ];
  for (const [name, fault, status, type, code] of refusals) {
    it(`${name}: the service's own reason, not "no such chat"`, () =>
      inScene({ ...world, faults: [{ ...fault, when: { path: P2P_PATH } }] }, async ({ run, platform }) => {
        const error = errorOf(await run(TO_BO), status);
        assertEquals([error["type"], error["code"]], [type, code]);
        assert(error["subtype"] !== "not_found");
        assertEquals(platform.log.length, 1);
      }));
  }
});

describe("--user-id without a user token: the user token is asked for, exit 3, and no bot is proposed", () => {
  const envs: [name: string, env: Record<string, string>][] = [
    ["no token at all", NO_USER],
    ["a bot token", { ...NO_USER, ...BOT }],
    ["app id and secret", { ...NO_USER, ...APP }],
  ];
  for (const [name, env] of envs) {
    for (const words of [[], ["--as", "auto"]]) {
      it([name, ...words].join(", "), () =>
        inScene(world, async ({ run, platform }) => {
          const result = await run([...TO_BO, ...words], { env });
          const error = errorOf(result, 3);
          assertEquals([error["type"], error["subtype"]], ["authentication", "token_missing"]);
          assertStringIncludes(`${error["message"]} ${error["hint"]}`, "IM_USER_ACCESS_TOKEN");
          assert(!/\bbot\b/.test(result.stderr), result.stderr);
          assertEquals(documentOf(result.stderr)["identity"], "user");
          assertEquals(platform.log.length, 0);
        }));
    }
  }
});

describe("outside of the chat: exit 3, permission denied, with what to do", () => {
  for (const identity of ["user", "bot"] as const) {
    it(`as ${identity}`, () => {
      const chats = [{ chatId: CHAT, mode: "group" as const, [identity]: false }];
      return inScene({ ...world, chats }, async ({ run }) => {
        const error = errorOf(await run([...IN_CHAT, "--as", identity], { env: BOT }), 3);
        assertEquals([error["type"], error["subtype"]], ["authorization", "permission_denied"]);
        assertEquals([error["code"], error["identity"]], [230002, identity]);
        assertStringIncludes(String(error["hint"]), "join");
      });
    });
  }
});

describe("a missing scope: exit 3, the scopes named", () => {
  const cases: [identity: "user" | "bot", code: number][] = [["user", 99991679], ["bot", 99991672]];
  for (const [identity, code] of cases) {
    it(`as ${identity}`, () => {
      const withoutScopes = {
        [identity]: ["im:message", "im:message:readonly", "im:message.history:readonly"],
      };
      return inScene({ ...world, withoutScopes }, async ({ run }) => {
        const error = errorOf(await run([...IN_CHAT, "--as", identity], { env: BOT }), 3);
        assertEquals([error["type"], error["code"]], ["authorization", code]);
        assertStringIncludes(JSON.stringify(error["missing_scopes"]), "im:message:readonly");
      });
    });
  }
});
