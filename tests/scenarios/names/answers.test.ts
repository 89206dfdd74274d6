import { BOT, CHAT_LIST, CHAT_SEARCH, namedWorld } from "../../support/named-world.ts";
import { documentOf, errorOf, partOf, successDocument, warningsOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a dry run with names", () => {
  it("lists the calls that find them, sends nothing, and says whom the placeholders stand for", () =>
    inScene(namedWorld, async (scene) => {
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
    inScene(namedWorld, async ({ run }) => {
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
    inScene(namedWorld, async ({ run }) => {
      const words = ["+messages-send", "--user-id", "李雷", "--text", "x", "--dry-run", "--format", "pretty"];
      const { stdout } = await run(words, { env: BOT });
      assertStringIncludes(stdout, '# --user-id "李雷" is <open_id>\n');
    }));
});

describe("a search for people that is refused", () => {
  it("leaves the members of the caller's groups, and says so", () =>
    inScene({ ...namedWorld, withoutScopes: { user: ["contact:user:search"] } }, async ({ run }) => {
      const result = await run(["+messages-send", "--user-id", "李雷", "--text", "hi", "--as", "user"]);
      successDocument(result);
      assertStringIncludes(
        warningsOf(result).join("\n"),
        "warning: people_search_refused: names are compared",
      );
    }));
});

describe("names of others", () => {
  it("cannot imitate lines of im", () =>
    inScene({
      chats: ["oc_1", "oc_2"].map((chatId) => ({
        chatId,
        mode: "group",
        name: "Twin",
        description: "x\nerror: \u001b[31mboo",
      })),
    }, async ({ run }) => {
      const { stderr } = await run(["+chat-members-list", "--chat-id", "twin", "--format", "pretty"]);
      assertEquals(stderr.split("\n").filter((line) => line.startsWith("error:")).length, 1);
      assertEquals(stderr.includes("\u001b"), false);
    }));
});

describe("what a write with a name says", () => {
  for (const format of ["ndjson", "csv", "table"]) {
    it(`on stderr with ${format}`, () =>
      inScene(namedWorld, async ({ run }) => {
        const words = ["+messages-send", "--chat-id", "release 2.4", "--text", "x", "--format", format];
        const { stderr } = await run(words);
        assertStringIncludes(stderr, '--chat-id "release 2.4" is Release 2.4 (oc_24)\n');
      }));
  }

  it("below the view for people", () =>
    inScene(namedWorld, async ({ run }) => {
      const words = ["+messages-send", "--chat-id", "release 2.4", "--text", "x", "--format", "pretty"];
      assertStringIncludes((await run(words)).stdout, '--chat-id "release 2.4" is Release 2.4 (oc_24)\n');
    }));

  it("in the error where it failed", () =>
    inScene(
      { ...namedWorld, chats: [{ chatId: "oc_x", mode: "group", name: "Shut", sendRefusal: 230035 }] },
      async ({ run }) => {
        const error = errorOf(await run(["+messages-send", "--chat-id", "shut", "--text", "x"]), 3);
        assertEquals(error["resolved"], [
          { param: "--chat-id", query: "shut", type: "chat", id: "oc_x", name: "Shut" },
        ]);
      },
    ));
});

describe("a part that cannot be read", () => {
  const twoChats = {
    users: [{ openId: "ou_a", name: "Ana" }],
    chats: [
      { chatId: "oc_1", mode: "group" as const, name: "One", members: ["ou_a"] },
      { chatId: "oc_2", mode: "group" as const, name: "Two", status: "dissolved" as const },
    ],
  };

  it("of the members leaves the others, with a warning", () =>
    inScene({
      ...twoChats,
      faults: [{ name: "error", code: 232009, when: { path: "/chats/oc_2/members/list" } }],
    }, async ({ run }) => {
      const result = await run(["+messages-send", "--user-id", "ana", "--text", "x"], { env: BOT });
      successDocument(result);
      assertStringIncludes(warningsOf(result).join("\n"), "warning: members_not_read: oc_2: ");
    }));

  it("of all members is the failure itself", () =>
    inScene({ ...twoChats, withoutScopes: { bot: ["im:chat.members:read"] } }, async ({ run }) => {
      const error = errorOf(
        await run(["+messages-send", "--user-id", "ana", "--text", "x"], { env: BOT }),
        3,
      );
      assertStringIncludes(String(error["hint"]), "with an id, --user-id needs no search");
    }));

  it("of the search for chats leaves those that the caller is in, with a warning", () =>
    inScene({
      ...twoChats,
      faults: [{ name: "error", code: 99991672, when: { path: "/im/v2/chats/search" } }],
    }, async ({ run }) => {
      const result = await run(["+chat-members-list", "--chat-id", "one"]);
      successDocument(result);
      assertStringIncludes(warningsOf(result).join("\n"), "warning: chat_search_refused: ");
    }));
});
