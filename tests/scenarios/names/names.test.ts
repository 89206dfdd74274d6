import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { dataOf, documentOf, errorOf, partOf, successDocument, warningsOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHAT_SEARCH = "POST /open-apis/im/v2/chats/search";
const CHAT_LIST = "GET /open-apis/im/v1/chats";
const PEOPLE_SEARCH = "POST /open-apis/contact/v3/users/search";
const BOT = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };

const world: PlatformOptions = {
  users: [
    { openId: "ou_lilei", name: "李雷", email: "lilei@example.com", department: "Design" },
    { openId: "ou_ana", name: "Ana" },
    { openId: "ou_ana2", name: "Ana", department: "Sales", external: true },
    { openId: "ou_anabel", name: "Anabel" },
  ],
  chats: [
    { chatId: "oc_24", mode: "group", name: "Release 2.4", members: ["ou_lilei", "ou_ana"] },
    { chatId: "oc_25", mode: "group", name: "Release 2.4 (old)" },
    { chatId: "oc_wide", mode: "group", name: "发布（ＡＢＣ）" },
    { chatId: "oc_one", mode: "group", name: "Twins", description: "first" },
    { chatId: "oc_two", mode: "topic", name: "twins", members: ["ou_ana2"] },
    { chatId: "oc_open", mode: "group", name: "Open", visibility: "public", user: false, bot: false },
    { chatId: "oc_lilei", mode: "p2p", p2pTarget: "ou_lilei" },
  ],
  messages: [{
    messageId: "om_1",
    chatId: "oc_24",
    type: "text",
    content: { text: "hi" },
    senderId: "ou_lilei",
    createTime: 1_000_000,
  }],
};

/** The calls of a scene as method and path. */
const callsOf = ({ platform }: Pick<Scene, "platform">) =>
  platform.log.map(({ method, path }) => `${method} ${path}`);
const resolvedIn = (document: Readonly<Record<string, unknown>>) => partOf(document, "meta")["resolved"];

describe("a name in place of an id", () => {
  it("of a chat leads to its messages, and the answer says which chat it is", () =>
    inScene(world, async (scene) => {
      const document = successDocument(
        await scene.run(["+chat-messages-list", "--chat-id", " release 2.4 ", "--no-reactions"]),
      );
      assertEquals(Object(document["data"])["messages"].length, 1);
      assertEquals(resolvedIn(document), [{
        ...{ param: "--chat-id", query: "release 2.4", type: "chat", id: "oc_24", name: "Release 2.4" },
      }]);
      assertEquals(callsOf(scene).slice(0, 2).toSorted(), [CHAT_LIST, CHAT_SEARCH]);
    }));

  it("counts to the letter, but for case and forms of letters: a search need not know them", () =>
    inScene(world, async ({ run }) => {
      const result = await run(["+chat-members-list", "--chat-id", "发布(abc)"]);
      assertEquals(dataOf(result)["chat_id"], "oc_wide");
    }));

  it("finds a public chat that the caller is not in", () =>
    inScene(world, async ({ run }) => {
      const error = errorOf(await run(["+chat-members-list", "--chat-id", "open"]), 3);
      assertStringIncludes(String(error["message"]), "not in the chat");
    }));

  it("of a person sends to that person, as a user", () =>
    inScene(world, async (scene) => {
      const document = successDocument(
        await scene.run(["+messages-send", "--user-id", "李雷", "--text", "hi", "--as", "user"]),
      );
      const sent = scene.platform.log.find(({ path }) => path === "/open-apis/im/v1/messages");
      assertEquals([sent?.query["receive_id_type"], Object(sent?.body)["receive_id"]], [
        "open_id",
        "ou_lilei",
      ]);
      assertEquals(resolvedIn(document), [{
        ...{ param: "--user-id", query: "李雷", type: "user", id: "ou_lilei", name: "李雷" },
      }]);
      assertEquals(callsOf(scene)[0], PEOPLE_SEARCH);
    }));

  it("of a person is compared by a bot with the members of its chats", () =>
    inScene(world, async (scene) => {
      const result = await scene.run(["+messages-send", "--user-id", "李雷", "--text", "hi"], { env: BOT });
      assertEquals(resolvedIn(successDocument(result)), [{
        ...{ param: "--user-id", query: "李雷", type: "user", id: "ou_lilei", name: "李雷" },
      }]);
      assertEquals(callsOf(scene)[0], CHAT_LIST);
      assert(!callsOf(scene).includes(PEOPLE_SEARCH));
    }));

  it("may stand in lists, beside ids and links", () =>
    inScene(world, async (scene) => {
      const words = ["--sender", "李雷,ou_x,https://applink.feishu.cn/client/chat/open?openId=ou_y"];
      await scene.run(["+messages-search", ...words, "--chat-id", "Release 2.4,oc_25"]);
      const sent = scene.platform.log.find(({ path }) => path === "/open-apis/im/v1/messages/search");
      assertEquals(Object(sent?.body)["filter"], {
        chat_ids: ["oc_24", "oc_25"],
        from_ids: ["ou_lilei", "ou_x", "ou_y"],
      });
    }));

  it("given twice is looked for once", () =>
    inScene(world, async (scene) => {
      const words = ["--sender", "李雷", "--at-chatter-ids", "李雷", "--chat-id", "Release 2.4,Open"];
      await scene.run(["+messages-search", ...words]);
      const calls = callsOf(scene).slice(0, -1);
      assertEquals(calls.toSorted(), [CHAT_LIST, PEOPLE_SEARCH, CHAT_SEARCH, CHAT_SEARCH]);
    }));

  it("is read to the end of all pages before it counts", () =>
    inScene({
      chats: Array.from({ length: 230 }, (_one, at) => ({
        ...{ chatId: `oc_${at}`, mode: "group" as const, name: at % 229 === 0 ? "Twin" : `Twin ${at}` },
      })),
    }, async (scene) => {
      const error = errorOf(await scene.run(["+chat-members-list", "--chat-id", "twin"]), 2);
      assertEquals(idsIn(error["candidates"]), ["oc_0", "oc_229"]);
      assertEquals(callsOf(scene).length, 6);
    }));
});

const idsIn = (candidates: unknown): readonly unknown[] => {
  assert(Array.isArray(candidates));
  return candidates.map((one) => one["id"]);
};

describe("a name that is not that of exactly one", () => {
  it("is refused with the candidates and what tells them apart, and nothing is written", () =>
    inScene(world, async (scene) => {
      const error = errorOf(await scene.run(["+messages-send", "--chat-id", "TWINS", "--text", "x"]), 2);
      assertEquals([error["subtype"], error["param"]], ["invalid_argument", "--chat-id"]);
      assertEquals(error["candidates"], [
        { type: "chat", id: "oc_one", name: "Twins", chat_mode: "group", description: "first", joined: true },
        { type: "chat", id: "oc_two", name: "twins", chat_mode: "topic", joined: true },
      ]);
      assert(callsOf(scene).every((call) => call !== "POST /open-apis/im/v1/messages"));
    }));

  it("lists ten at most, and says how many there are", () =>
    inScene({
      chats: Array.from({ length: 12 }, (_one, at) => ({
        ...{ chatId: `oc_${at}`, mode: "group" as const, name: "Same" },
      })),
    }, async ({ run }) => {
      const error = errorOf(await run(["+chat-members-list", "--chat-id", "same"]), 2);
      assertEquals(idsIn(error["candidates"]).length, 10);
      assertStringIncludes(String(error["message"]), '12 chats have the name "same"');
    }));

  it("shows those that are close where none bears it", () =>
    inScene(world, async ({ run }) => {
      const error = errorOf(await run(["+chat-members-list", "--chat-id", "Release"]), 2);
      assertEquals(idsIn(error["candidates"]), ["oc_24", "oc_25"]);
      const none = errorOf(await run(["+chat-members-list", "--chat-id", "nowhere"]), 2);
      assertEquals(none["candidates"], []);
      assertStringIncludes(String(none["hint"]), "im +chat-search");
    }));

  it("of people shows departments and who is from outside", () =>
    inScene(world, async ({ run }) => {
      const error = errorOf(await run(["+messages-search", "--sender", "ana"]), 2);
      assertEquals(error["candidates"], [
        { type: "user", id: "ou_ana", name: "Ana" },
        { type: "user", id: "ou_ana2", name: "Ana", department: "Sales", external: true },
      ]);
    }));

  it("is one error for all names of a line", () =>
    inScene(world, async ({ run }) => {
      const error = errorOf(
        await run(["+messages-search", "--sender", "ana", "--chat-id", "twins,Release 2.4"]),
        2,
      );
      const params = error["params"];
      assert(Array.isArray(params));
      assertEquals(params.map(({ name }) => name), ["--chat-id", "--sender"]);
      assertEquals(idsIn(error["candidates"]), ["oc_one", "oc_two", "ou_ana", "ou_ana2"]);
    }));

  it("shows the candidates to people, too", () =>
    inScene(world, async ({ run }) => {
      const { stderr } = await run(["+chat-members-list", "--chat-id", "twins", "--format", "pretty"]);
      assertStringIncludes(stderr, "Twins  oc_one  chat_mode group, description first, joined\n");
    }));
});

describe("ids and links in place of names", () => {
  const lines: readonly (readonly string[])[] = [
    ["+chat-members-list", "--chat-id", "oc_24"],
    ["+chat-members-list", "--chat-id", "https://applink.feishu.cn/client/chat/open?openChatId=oc_24"],
    ["+messages-send", "--user-id", "ou_lilei", "--text", "x", "--as", "user"],
    ["+messages-send", "--user-id", "lilei@example.com", "--text", "x", "--as", "user"],
    ["+messages-send", "--user-id", "lilei", "--receive-id-type", "user_id", "--text", "x", "--as", "user"],
    ["chats", "get", "--chat-id", "oc_24"],
  ];
  for (const words of lines) {
    it(`cost no call: ${words.join(" ")}`, () =>
      inScene(world, async (scene) => {
        const result = await scene.run(words);
        assertEquals([result.status, scene.platform.log.length], [0, 1], result.stderr);
      }));
  }

  it("are refused where they are of another kind, without a call", () =>
    inScene(world, async (scene) => {
      for (const id of ["ou_1", "om_1", "oc_a/b", "https://evil.test/oc_1"]) {
        errorOf(await scene.run(["+chat-members-list", "--chat-id", id]), 2);
      }
      assertEquals(scene.platform.log.length, 0);
    }));
});

describe("wrong use beside a name", () => {
  it("is refused before anything is asked", () =>
    inScene(world, async (scene) => {
      errorOf(await scene.run(["+messages-search", "--sender", "李雷", "--start", "tomorrow-ish"]), 2);
      const words = ["--sender-type", "user", "--exclude-sender-type", "user", "--sender", "李雷"];
      errorOf(await scene.run(["+messages-search", ...words]), 2);
      assertEquals(scene.platform.log.length, 0);
    }));
});

describe("--exact-ids", () => {
  for (
    const [how, words, env] of [["as an option", ["--exact-ids"], {}], ["as a variable", [], {
      IM_EXACT_IDS: "1",
    }]] as const
  ) {
    it(`refuses names ${how}, and asks nothing`, () =>
      inScene(world, async (scene) => {
        const line = ["+messages-send", "--chat-id", "Release 2.4", "--text", "x", ...words];
        const error = errorOf(await scene.run(line, { env }), 2);
        assertEquals([error["subtype"], error["param"]], ["invalid_argument", "--chat-id"]);
        assertStringIncludes(String(error["hint"]), "im resolve 'Release 2.4'");
        assertEquals(scene.platform.log.length, 0);
      }));
  }

  it("takes ids as ever", () =>
    inScene(world, async ({ run }) => {
      dataOf(await run(["+chat-members-list", "--chat-id", "oc_24", "--exact-ids"]));
    }));
});

describe("a dry run with names", () => {
  it("lists the calls that find them, sends nothing, and says whom the placeholders stand for", () =>
    inScene(world, async (scene) => {
      const words = [
        "+messages-send",
        "--chat-id",
        "Release 2.4",
        "--text",
        "x",
        "--dry-run",
        "--as",
        "user",
      ];
      const { stdout } = await scene.run(words);
      const data = partOf(documentOf(stdout), "data");
      const api = data["api"];
      assert(Array.isArray(api));
      assertEquals(api.map(({ method, url }) => `${method} ${url}`), [
        CHAT_SEARCH,
        CHAT_LIST,
        "POST /open-apis/im/v1/messages",
      ]);
      assertEquals(api[2].body.receive_id, "<chat_id>");
      assertEquals(data["resolved"], [
        { param: "--chat-id", query: "Release 2.4", type: "chat", id: "<chat_id>" },
      ]);
      assertEquals(scene.platform.log.length, 0);
    }));

  it("numbers the placeholders of several people", () =>
    inScene(world, async ({ run }) => {
      const words = ["+chat-create", "--name", "x", "--users", "李雷,Ana,李雷", "--dry-run", "--as", "user"];
      const data = partOf(documentOf((await run(words)).stdout), "data");
      const api = data["api"];
      assert(Array.isArray(api));
      const create = api.find(({ url }) => url === "/open-apis/im/v1/chats" && api);
      assertEquals(
        api.find(({ body }) => body?.user_id_list !== undefined).body.user_id_list,
        ["<open_id>", "<open_id_2>"],
      );
      assert(create !== undefined);
      assertEquals(api.filter(({ url }) => url === "/open-apis/contact/v3/users/search").length, 2);
    }));

  it("is text for people", () =>
    inScene(world, async ({ run }) => {
      const words = ["+messages-send", "--user-id", "李雷", "--text", "x", "--dry-run", "--format", "pretty"];
      const { stdout } = await run(words, { env: BOT });
      assertStringIncludes(stdout, '# --user-id "李雷" is <open_id>\n');
    }));
});

describe("a search for people that is refused", () => {
  it("leaves the members of the caller's groups, and says so", () =>
    inScene({ ...world, withoutScopes: { user: ["contact:user:search"] } }, async ({ run }) => {
      const result = await run(["+messages-send", "--user-id", "李雷", "--text", "hi", "--as", "user"]);
      successDocument(result);
      assertStringIncludes(
        warningsOf(result).join("\n"),
        "warning: people_search_refused: names are compared",
      );
    }));
});

describe("what a write with a name says", () => {
  for (const format of ["ndjson", "csv", "table"]) {
    it(`on stderr with ${format}`, () =>
      inScene(world, async ({ run }) => {
        const words = ["+messages-send", "--chat-id", "release 2.4", "--text", "x", "--format", format];
        const { stderr } = await run(words);
        assertStringIncludes(stderr, '--chat-id "release 2.4" is Release 2.4 (oc_24)\n');
      }));
  }

  it("below the view for people", () =>
    inScene(world, async ({ run }) => {
      const words = ["+messages-send", "--chat-id", "release 2.4", "--text", "x", "--format", "pretty"];
      assertStringIncludes((await run(words)).stdout, '--chat-id "release 2.4" is Release 2.4 (oc_24)\n');
    }));

  it("in the error where it failed", () =>
    inScene(
      { ...world, chats: [{ chatId: "oc_x", mode: "group", name: "Shut", sendRefusal: 230035 }] },
      async ({ run }) => {
        const error = errorOf(await run(["+messages-send", "--chat-id", "shut", "--text", "x"]), 3);
        assertEquals(error["resolved"], [
          { param: "--chat-id", query: "shut", type: "chat", id: "oc_x", name: "Shut" },
        ]);
      },
    ));
});
