import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { CHAT, FIRST_TIME } from "../../support/reading.ts";
import { dataOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MINUTE = 60_000;

const messageAt = (messageId: string, minute: number, words: string): WorldMessage => ({
  ...{ messageId, chatId: CHAT, type: "text", content: { text: words }, senderId: "ou_ana" },
  createTime: FIRST_TIME + minute * MINUTE,
});

const world: PlatformOptions = {
  users: [{ openId: "ou_ana", name: "Ana" }],
  bots: [{ appId: "cli_build", name: "Builds", openId: "ou_build" }],
  chats: [{
    ...{ chatId: CHAT, mode: "group", name: "Reading", ownerId: "ou_demo" },
    members: ["ou_demo", "ou_ana", "ou_build"],
  }],
  messages: [
    messageAt("om_one", 0, "first\nline"),
    messageAt("om_two", 1, "second"),
    { ...messageAt("om_thread", 2, "in a thread"), threadId: "omt_1", isThreadRoot: true },
  ],
  feed: {
    flags: [
      { itemId: "om_one", itemType: "0", flagType: "2", updateTime: FIRST_TIME },
      { itemId: "om_thread", itemType: "11", flagType: "1", updateTime: FIRST_TIME + 1 },
      { itemId: "om_two", itemType: "0", flagType: "2", updateTime: FIRST_TIME + 3, cancelled: true },
      { itemId: "om_gone", itemType: "0", flagType: "2", updateTime: FIRST_TIME + 2 },
    ],
    shortcuts: [CHAT],
  },
};

/** The lines of a concise answer from the first message on, without times. */
const bodyOf = (stdout: string) => stdout.slice(stdout.indexOf("\n- ") + 1).replace(/\d\d:\d\d/g, "HH:MM");

describe("the concise form", () => {
  it("of flags is their messages: rendered text, chat, layer, and what is cancelled or not there", () =>
    inScene(world, async ({ run }) => {
      const { stdout, status } = await run(["+flag-list", "--format", "concise"]);
      assertEquals(status, 0);
      assertMatch(stdout, /^# Flags \(times in [^\n]+\)\n/);
      assertEquals(
        bodyOf(stdout),
        `- HH:MM Ana · om_one · in ${CHAT}
  > first
  > line
- HH:MM Ana · om_thread · in ${CHAT} · feed thread
  > in a thread

missing_message_ids: om_gone

cancelled: om_two
`,
      );
    }));

  it("of flags ends where they go on", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run(["+flag-list", "--format", "concise", "--page-size", "1"]);
      assertMatch(stdout, /om_one[^]+\nnext_token: \S+\n$/);
    }));

  it("of raw messages is that of messages", () =>
    inScene(world, async ({ run }) => {
      const query = ["--container-id-type", "chat", "--container-id", CHAT];
      const params = JSON.stringify({ container_id_type: "chat", container_id: CHAT });
      const path = ["api", "GET", "im/v1/messages", "--params", params];
      for (const line of [["messages", "list", ...query], path]) {
        const { stdout } = await run([...line, "--format", "concise"]);
        assertMatch(stdout, /^# Messages \(times in /);
        assert(stdout.includes("om_two\n  > second\n"), stdout);
      }
    }));

  it("of members says what is not a person", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run(["+chat-members-list", "--chat-id", CHAT, "--format", "concise"]);
      assert(stdout.includes("- Ana ou_ana\n"), stdout);
      assert(!stdout.includes(CHAT), stdout);
    }));

  it("of feed shortcuts begins with the chat's name and id", () =>
    inScene(world, async ({ run }) =>
      assertEquals(
        (await run(["+feed-shortcut-list", "--format", "concise"])).stdout.split("\n")[0],
        `- Reading ${CHAT}`,
      )));

  it("of what was sent has one time", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run([
        "+messages-send",
        "--chat-id",
        CHAT,
        "--text",
        "x",
        "--format",
        "concise",
      ]);
      assertEquals(stdout.match(/_time/g)?.length, 1, stdout);
    }));
});

describe("--fields of messages that stand below their chats", () => {
  const list = ["+messages-recent", "--since", "2026-05-19", "--end", "2026-05-22"];
  const cases: readonly (readonly [fields: string, expected: unknown])[] = [
    ["content", { chat_id: CHAT, messages: [{ content: "in a thread" }, { content: "second" }] }],
    ["messages.content", { chat_id: CHAT, messages: [{ content: "in a thread" }, { content: "second" }] }],
    ["count", { chat_id: CHAT }],
  ];
  for (const [fields, expected] of cases) {
    it(`are those of the messages, and the chats keep theirs: ${fields}`, () =>
      inScene(world, async ({ run }) => {
        const { chats } = dataOf(await run([...list, "--page-size", "2", "--fields", fields])) as {
          chats: Record<string, unknown>[];
        };
        const [chat] = chats;
        assertEquals(chat?.["count"], 3);
        const { chat_id, messages } = chat ?? {};
        assertEquals({ chat_id, ...(messages === undefined ? {} : { messages }) } as unknown, expected);
      }));
  }

  it("slim leaves out of a message what its chat says", () =>
    inScene(world, async ({ run }) => {
      const { chats } = dataOf(await run([...list, "--fields", "slim"])) as {
        chats: { chat_id: string; messages: object[] }[];
      };
      assertEquals(chats[0]?.chat_id, CHAT);
      assertEquals(Object.keys(chats[0]?.messages[1] ?? {}), [
        "message_id",
        "create_time",
        "sender",
        "content",
      ]);
    }));

  it("are the same in formats of rows", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run([...list, "--fields", "messages.content", "--format", "csv"]);
      assertEquals(stdout, 'content\nin a thread\nsecond\n"first\nline"\n');
    }));
});
