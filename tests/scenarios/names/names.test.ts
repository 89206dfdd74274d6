import {
  BOT,
  callsOf,
  CHAT_LIST,
  CHAT_SEARCH,
  idsIn,
  namedWorld,
  PEOPLE_SEARCH,
  resolvedIn,
} from "../../support/named-world.ts";
import { dataOf, errorOf, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a name in place of an id", () => {
  it("of a chat leads to its messages, and the answer says which chat it is", () =>
    inScene(namedWorld, async (scene) => {
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
    inScene(namedWorld, async ({ run }) => {
      const result = await run(["+chat-members-list", "--chat-id", "发布(abc)"]);
      assertEquals(dataOf(result)["chat_id"], "oc_wide");
    }));

  it("finds a public chat that the caller is not in", () =>
    inScene(namedWorld, async ({ run }) => {
      const error = errorOf(await run(["+chat-members-list", "--chat-id", "open"]), 3);
      assertStringIncludes(String(error["message"]), "not in the chat");
    }));

  it("of a person sends to that person, as a user", () =>
    inScene(namedWorld, async (scene) => {
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

  it("of a person is searched for as given and in its normal form", () =>
    inScene(namedWorld, async (scene) => {
      const { "candidates": found } = dataOf(
        await scene.run(["resolve", "ＡＮＡＢＥＬ", "--type", "user"]),
      ) as {
        candidates: { id: string }[];
      };
      const queries = scene.platform.log.filter(({ path }) => path.endsWith("/users/search"))
        .map(({ body }) => Object(body)["query"]);
      assertEquals([found.map(({ id }) => id), queries], [["ou_anabel"], ["ＡＮＡＢＥＬ", "ANABEL"]]);
    }));

  it("of a person is compared by a bot with the members of its chats", () =>
    inScene(namedWorld, async (scene) => {
      const result = await scene.run(["+messages-send", "--user-id", "李雷", "--text", "hi"], { env: BOT });
      assertEquals(resolvedIn(successDocument(result)), [{
        ...{ param: "--user-id", query: "李雷", type: "user", id: "ou_lilei", name: "李雷" },
      }]);
      assertEquals(callsOf(scene)[0], CHAT_LIST);
      assert(!callsOf(scene).includes(PEOPLE_SEARCH));
    }));

  it("may stand in lists, beside ids and links", () =>
    inScene(namedWorld, async (scene) => {
      const words = ["--sender", "李雷,ou_x,https://applink.feishu.cn/client/chat/open?openId=ou_y"];
      await scene.run(["+messages-search", ...words, "--chat-id", "Release 2.4,oc_25"]);
      const sent = scene.platform.log.find(({ path }) => path === "/open-apis/im/v1/messages/search");
      assertEquals(Object(sent?.body)["filter"], {
        chat_ids: ["oc_24", "oc_25"],
        from_ids: ["ou_lilei", "ou_x", "ou_y"],
      });
    }));

  it("given twice is looked for once", () =>
    inScene(namedWorld, async (scene) => {
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

describe("a name that is not that of exactly one", () => {
  it("is refused with the candidates and what tells them apart, and nothing is written", () =>
    inScene(namedWorld, async (scene) => {
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
    inScene(namedWorld, async ({ run }) => {
      const error = errorOf(await run(["+chat-members-list", "--chat-id", "Release"]), 2);
      assertEquals(idsIn(error["candidates"]), ["oc_24", "oc_25"]);
      const mistyped = errorOf(await run(["+chat-members-list", "--chat-id", "Release 2.5"]), 2);
      assertEquals(idsIn(mistyped["candidates"]), ["oc_24"]);
      const none = errorOf(await run(["+chat-members-list", "--chat-id", "nowhere"]), 2);
      assertEquals(none["candidates"], []);
      assertStringIncludes(String(none["hint"]), "im +chat-search");
    }));

  it("of people shows departments and who is from outside", () =>
    inScene(namedWorld, async ({ run }) => {
      const error = errorOf(await run(["+messages-search", "--sender", "ana"]), 2);
      assertEquals(error["candidates"], [
        { type: "user", id: "ou_ana", name: "Ana" },
        { type: "user", id: "ou_ana2", name: "Ana", department: "Sales", external: true },
      ]);
    }));

  it("is one error for all names of a line", () =>
    inScene(namedWorld, async ({ run }) => {
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
    inScene(namedWorld, async ({ run }) => {
      const { stderr } = await run(["+chat-members-list", "--chat-id", "twins", "--format", "pretty"]);
      assertStringIncludes(stderr, "Twins  oc_one  chat, first\n  twins  oc_two  topic chat\n");
    }));
});
