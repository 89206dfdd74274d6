import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { CHAT, FIRST_TIME } from "../../support/reading.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A message and a reply to it, to which people reacted who wrote nothing. */
const world: PlatformOptions = {
  users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }, {
    openId: "ou_li",
    name: "李雷",
  }],
  chats: [{ chatId: CHAT, mode: "group", name: "Reading" }],
  messages: [{
    messageId: "om_root",
    chatId: CHAT,
    type: "text",
    content: { text: "hello" },
    senderId: "ou_ana",
    createTime: FIRST_TIME,
    threadId: "omt_1",
    isThreadRoot: true,
    reactions: [{ type: "THUMBSUP", by: "ou_li" }, { type: "THUMBSUP", by: "ou_ana" }],
  }, {
    messageId: "om_reply",
    chatId: CHAT,
    type: "text",
    content: { text: "yes" },
    senderId: "ou_ana",
    createTime: FIRST_TIME + 60_000,
    threadId: "omt_1",
    reactions: [{ type: "OK", by: "ou_bo" }],
  }],
};
const LIST = ["+chat-messages-list", "--chat-id", CHAT];
const PEOPLE = /\/contact\//;

describe("who reacted", () => {
  for (const words of [["--concise"], ["--format", "concise"]]) {
    it(`${words.join(" ")} names them, though they wrote nothing`, () =>
      inScene(world, async ({ run, platform }) => {
        const { stdout } = await run([...LIST, ...words]);
        assertStringIncludes(stdout, "People: Ana ou_ana, 李雷 ou_li, Bo ou_bo\n");
        assertStringIncludes(stdout, "\n  reactions: THUMBSUP x2 (李雷, Ana)\n");
        assertStringIncludes(stdout, "\n    reactions: OK x1 (Bo)\n");
        assertEquals(platform.log.filter(({ path }) => PEOPLE.test(path)).length, 1);
      }));
  }

  it("costs no call in other formats", () =>
    inScene(world, async ({ run, platform }) => {
      await run(LIST);
      assertEquals(platform.log.filter(({ path }) => PEOPLE.test(path)).length, 0);
    }));
});
