import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const HEX = (index: number) => index.toString(16).padStart(32, "0");
const CHAT = `oc_${HEX(1)}`;
const PEOPLE = ["李雷", "韩梅梅", "Ana Lima", "王伟"].map((name, index) => ({
  openId: `ou_${HEX(index)}`,
  name,
}));
const idOf = (index: number) => PEOPLE[index % PEOPLE.length]?.openId ?? "";
const TIME = 1_779_238_800_000;

/** Ten threads with five replies each, pictures, posts, reactions and edits among forty plain messages. */
function messages(): readonly WorldMessage[] {
  return Array.from({ length: 50 }, (_, index): WorldMessage => {
    const base = {
      messageId: `om_${HEX(index + 1000)}`,
      chatId: CHAT,
      senderId: idOf(index * 7),
      createTime: TIME + index * 1_800_000,
    };
    const text = `第 ${index} 条：今天下午三点评审 release 2.4 的发布计划，请大家先看文档`;
    if (index % 10 === 3) return { ...base, type: "image", content: { image_key: `img_v3_${HEX(index)}` } };
    if (index % 10 === 6) {
      const line = [{ tag: "text", text }, { tag: "a", text: "doc", href: "https://example.com/doc" }];
      return { ...base, type: "post", content: { title: "评审", content: [line] } };
    }
    return {
      ...base,
      type: "text",
      content: { text },
      ...(index % 5 === 0 ? { threadId: `omt_${HEX(index)}`, isThreadRoot: true } : {}),
      ...(index % 10 === 1 ? { reactions: [0, 1, 2].map((by) => ({ type: "THUMBSUP", by: idOf(by) })) } : {}),
    };
  });
}

function replies(): readonly WorldMessage[] {
  return Array.from({ length: 50 }, (_, index): WorldMessage => ({
    messageId: `om_${HEX(index + 9000)}`,
    chatId: CHAT,
    threadId: `omt_${HEX(Math.floor(index / 5) * 5)}`,
    type: "text",
    content: { text: `收到，第 ${index} 个回复` },
    senderId: idOf(index),
    createTime: TIME + Math.floor(index / 5) * 9_000_000 + (index % 5 + 1) * 60_000,
  }));
}

const world: PlatformOptions = {
  users: PEOPLE,
  chats: [{ chatId: CHAT, mode: "group", name: "发布" }],
  messages: [...messages(), ...replies()],
};
const LINE = ["+chat-messages-list", "--chat-id", CHAT];

describe("bytes for 50 mixed messages with 50 replies", () => {
  // Indented JSON takes 73 313, and concise took 24 799 when it said everything with each message.
  const caps: [words: string, cap: number][] = [
    ["", 50_000],
    ["--fields slim", 20_500],
    ["--format concise", 10_800],
  ];
  for (const [words, cap] of caps) {
    it(`${words === "" ? "JSON in a pipe" : words}: at most ${cap}`, () =>
      inScene(world, async ({ run }) => {
        const { status, bytes } = await run([...LINE, ...words.split(" ").filter(Boolean)]);
        assertEquals(status, 0);
        assert(bytes.length <= cap, `${bytes.length} bytes`);
      }));
  }
});
