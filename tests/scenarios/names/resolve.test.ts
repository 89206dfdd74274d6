import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { dataOf, errorOf, partialDocument, previewCalls, warningsOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BOT = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };

const world: PlatformOptions = {
  users: [
    { openId: "ou_lilei", name: "李雷", i18nNames: { zh_cn: "李雷", en_us: "Lei Li" }, department: "Design" },
    { openId: "ou_ana", name: "Ana" },
    { openId: "ou_mia", name: "Mia" },
  ],
  chats: [
    { chatId: "oc_24", mode: "group", name: "Release 2.4", members: ["ou_lilei", "ou_mia"] },
    { chatId: "oc_mia", mode: "topic", name: "MIA", members: ["ou_mia"] },
  ],
};
const LILEI = { type: "user", id: "ou_lilei", name: "李雷", department: "Design" };
const RELEASE = { type: "chat", id: "oc_24", name: "Release 2.4", chat_mode: "group", joined: true };

describe("im resolve", () => {
  it("a name: the one candidate", () =>
    inScene(world, async ({ run }) => {
      assertEquals(dataOf(await run(["resolve", "release 2.4"])), {
        candidates: [{ ...RELEASE, query: "release 2.4" }],
      });
    }));

  it("a name of several: all of them, chats and people alike", () =>
    inScene(world, async ({ run }) => {
      assertEquals(dataOf(await run(["resolve", "mia"])), {
        candidates: [
          { type: "chat", id: "oc_mia", name: "MIA", chat_mode: "topic", joined: true, query: "mia" },
          { type: "user", id: "ou_mia", name: "Mia", query: "mia" },
        ],
      });
    }));

  it("a name of nothing: exit 1, not_found, with what is close", () =>
    inScene(world, async ({ run }) => {
      const error = errorOf(await run(["resolve", "Release"]), 1);
      assertEquals([error["type"], error["subtype"]], ["api", "not_found"]);
      assertEquals(error["candidates"], [RELEASE]);
    }));

  it("a name in another language is a name, too", () =>
    inScene(world, async ({ run }) => {
      assertEquals(dataOf(await run(["resolve", "lei li"]))["candidates"], [
        { ...LILEI, name: "Lei Li", query: "lei li" },
      ]);
    }));

  it("ids and links: what they are called", () =>
    inScene(world, async ({ run, platform }) => {
      const link = "https://applink.feishu.cn/client/chat/open?openChatId=oc_24";
      assertEquals(dataOf(await run(["resolve", "ou_lilei", link])), {
        candidates: [
          { type: "user", id: "ou_lilei", name: "李雷", query: "ou_lilei" },
          { type: "chat", id: "oc_24", name: "Release 2.4", chat_mode: "group", query: link },
        ],
      });
      assertEquals(platform.log.length, 2);
    }));

  it("several words: some found, and the others named", () =>
    inScene(world, async ({ run }) => {
      const document = partialDocument(await run(["resolve", "李雷", "nobody", "oc_none"]));
      assertEquals(document["data"], {
        candidates: [{ ...LILEI, query: "李雷" }],
        missing: ["nobody", "oc_none"],
      });
      assertEquals(Object(document["error"])["subtype"], "not_found");
    }));

  it("the same word twice is asked for once", () =>
    inScene(world, async ({ run, platform }) => {
      await run(["resolve", "李雷", "李雷"]);
      assertEquals(platform.log.length, 3);
    }));

  it("--type narrows the search", () =>
    inScene(world, async ({ run, platform }) => {
      await run(["resolve", "mia", "--type", "user"]);
      assertEquals(platform.log.map(({ path }) => path), ["/open-apis/contact/v3/users/search"]);
    }));

  it("as a bot: members of its chats, with the chats", () =>
    inScene(world, async ({ run }) => {
      assertEquals(dataOf(await run(["resolve", "李雷"], { env: BOT }))["candidates"], [
        { type: "user", id: "ou_lilei", name: "李雷", chats: ["Release 2.4"], query: "李雷" },
      ]);
    }));

  it("a kind that may not be asked for leaves the other, with a warning", () =>
    inScene({ ...world, withoutScopes: { bot: ["im:chat.members:read"] } }, async ({ run }) => {
      const result = await run(["resolve", "Release 2.4"], { env: BOT });
      assertEquals(dataOf(result)["candidates"], [{ ...RELEASE, query: "Release 2.4" }]);
      assertStringIncludes(warningsOf(result).join("\n"), "warning: names_not_compared: ");
    }));

  for (
    const [word, hint] of [["om_1", "+messages-mget"], ["omt_1", "+threads-messages-list"], [
      "https://x.test",
      "links",
    ], ["", "leave"]] as const
  ) {
    it(`"${word}" is refused`, () =>
      inScene(world, async ({ run, platform }) => {
        const error = errorOf(await run(["resolve", word]), 2);
        assertStringIncludes(String(error["hint"]), hint);
        assertEquals(platform.log.length, 0);
      }));
  }

  it("without a word is refused", () =>
    inScene(world, async ({ run }) => {
      assertStringIncludes(String(errorOf(await run(["resolve"]), 2)["hint"]), "im resolve");
    }));

  it("--dry-run lists the calls", () =>
    inScene(world, async ({ run, platform }) => {
      const calls = previewCalls(await run(["resolve", "Mia", "oc_1", "--dry-run", "--as", "user"]));
      assertEquals(calls.map(({ url }) => url), [
        "/open-apis/im/v1/chats/batch_query",
        "/open-apis/im/v2/chats/search",
        "/open-apis/im/v1/chats",
        "/open-apis/contact/v3/users/search",
        "/open-apis/im/v1/chats/%3Cchat_id%3E/members/list",
      ]);
      assertEquals(platform.log.length, 0);
    }));

  it("views for people", () =>
    inScene(world, async ({ run }) => {
      const line = (format: string) => run(["resolve", "mia", "李雷", "--format", format]);
      assertEquals(
        (await line("pretty")).stdout,
        [
          'MIA   oc_mia    topic chat, for "mia"',
          'Mia   ou_mia    person, for "mia"',
          '李雷  ou_lilei  person, Design, for "李雷"',
          "",
        ].join("\n"),
      );
      assertEquals(
        (await line("concise")).stdout,
        [
          '- MIA oc_mia (topic chat, for "mia")',
          '- Mia ou_mia (person, for "mia")',
          '- 李雷 ou_lilei (person, Design, for "李雷")',
          "",
        ].join("\n"),
      );
      assertEquals((await line("csv")).stdout.split("\n")[1], "mia,chat,MIA,oc_mia,topic,,,,,true,,,,,");
    }));
});
