import type { WorldMessage } from "../../../../fixtures/platform/mod.ts";
import { inScene } from "../../../support/scene.ts";
import { fieldOf, groupOf, itForBoth, type Json, LIST, listAt, read, START, text, thread } from "./scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Local minutes, as messages show them; their form is pinned in the tests of the times. */
const isMinute = (value: unknown) => /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(String(value));

describe("update_time", () => {
  const cases: readonly (readonly [string, Partial<WorldMessage>, boolean])[] = [
    ["an edited message has it", { updateTime: START + 600_000 }, true],
    ["a message that was never edited does not, though the service repeats the time", {}, false],
    ["not even with another time", { updateTime: START + 600_000, updated: false }, false],
    ["an edited message with a blank time does not", { updated: true, extra: { update_time: " " } }, false],
    ["an edited message without a time does not", { updated: true, extra: { update_time: null } }, false],
    ["a number is a time as well", { updated: true, extra: { update_time: START + 600_000 } }, true],
  ];
  for (const [name, more, has] of cases) {
    itForBoth(name, () => groupOf([text("a", 1, more)]), async (scene, identity) => {
      const { messages: [message] } = await read(scene, identity, LIST);
      assertEquals("update_time" in { ...message }, has);
      if (has) assertEquals(isMinute(message?.["update_time"]), true, String(message?.["update_time"]));
    });
  }

  itForBoth(
    "edited replies have it, too",
    () => {
      const [root, reply] = thread("root", 1, 1) as [WorldMessage, WorldMessage];
      return groupOf([root, { ...reply, updateTime: START + 600_000 }]);
    },
    async (scene, identity) => {
      const { messages: [host] } = await read(scene, identity, LIST);
      assertEquals("update_time" in { ...host }, false);
      assertEquals(listAt(host, "thread_replies").map((one) => isMinute(one["update_time"])), [true]);
    },
  );
});

const CHAT_LINK = "/client/chat/open?openChatId=oc_group&position=7";
const THREAD_LINK = "/client/thread/open?open_chat_id=oc_group&open_thread_id=omt_x&openchatid=oc_group" +
  "&openthreadid=omt_x&thread_position=0";
const inThread = { threadId: "omt_x", isThreadRoot: true, position: 7 };

describe("message_app_link", () => {
  const derived: readonly (readonly [string, Partial<WorldMessage>, string | undefined])[] = [
    ["to the place in the chat", { position: 7 }, CHAT_LINK],
    ["to the place in the thread", { ...inThread, threadPosition: 0 }, THREAD_LINK],
    ["to the chat where the place in the thread is odd", {
      ...inThread,
      extra: { thread_message_position: "bad" },
    }, CHAT_LINK],
    [
      "to the chat where the link told is no text",
      { position: 7, extra: { message_app_link: 7 } },
      CHAT_LINK,
    ],
    ["to the chat where the link told is blank", { position: 7, messageAppLink: "  " }, CHAT_LINK],
    ["a place told as a number", { extra: { message_position: 7 } }, CHAT_LINK],
    ["none without a place", {}, undefined],
    ["none with an odd place", { extra: { message_position: "x" } }, undefined],
    ["none without a chat", { position: 7, extra: { chat_id: null } }, undefined],
    [
      "ids are encoded",
      { position: 7, extra: { chat_id: "oc_a&b=c d" } },
      "/client/chat/open?openChatId=oc_a%26b%3Dc+d&position=7",
    ],
  ];
  for (const [brand, host] of [["feishu", "applink.feishu.cn"], ["lark", "applink.larksuite.com"]] as const) {
    for (const [name, more, path] of derived) {
      itForBoth(`${brand}: ${name}`, () => groupOf([text("a", 1, more)]), async (scene, identity) => {
        const { messages } = await read(scene, identity, LIST, { env: { IM_BRAND: brand } });
        const link = path === undefined ? undefined : `https://${host}${path}`;
        assertEquals(fieldOf(messages, "message_app_link"), [link]);
      });
    }
  }

  itForBoth(
    "a link that the service shows is taken as it is",
    () => groupOf([text("a", 1, { position: 7, messageAppLink: " https://applink.example.test/x " })]),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(fieldOf(messages, "message_app_link"), ["https://applink.example.test/x"]);
    },
  );

  it("without a brand the links are Feishu's", () =>
    inScene(groupOf([text("a", 1, { position: 7 })]), async (scene) => {
      const { messages } = await read(scene, "user", LIST);
      assertEquals(fieldOf(messages, "message_app_link"), [`https://applink.feishu.cn${CHAT_LINK}`]);
    }));
});

const relationOf = (message: Json) =>
  Object.fromEntries(Object.entries(message).filter(([key]) => key.startsWith("sync")));

describe("a reply that was sent to the chat as well", () => {
  const cases: readonly (readonly [string, unknown, Json])[] = [
    [
      "the copy in the chat names the reply and its thread",
      { type: 1, related_message_id: "om_reply", thread_id: "omt_x" },
      { synced_from_thread_reply: "om_reply", synced_from_thread: "omt_x" },
    ],
    [
      "the copy names the reply alone where no thread is told",
      { type: 1, related_message_id: "om_reply" },
      { synced_from_thread_reply: "om_reply" },
    ],
    [
      "the reply in the thread names the copy",
      { type: 2, related_message_id: "om_copy" },
      { synced_to_chat_message: "om_copy" },
    ],
    ["another type says nothing", { type: 3, related_message_id: "om_copy" }, {}],
    ["a blank id says nothing", { type: 1, related_message_id: " " }, {}],
    ["odd data says nothing", "yes", {}],
  ];
  for (const [name, info, relation] of cases) {
    itForBoth(
      name,
      () => groupOf([text("a", 1, { extra: { sync_to_chat_info: info } })]),
      async (scene, identity) => {
        const { messages } = await read(scene, identity, LIST);
        assertEquals(messages.map(relationOf), [relation]);
      },
    );
  }

  itForBoth(
    "replies attached to their host carry it, too",
    () => {
      const [root, reply] = thread("root", 1, 1) as [WorldMessage, WorldMessage];
      return groupOf([root, { ...reply, syncToChatInfo: { type: 2, related_message_id: "om_copy" } }]);
    },
    async (scene, identity) => {
      const { messages: [host] } = await read(scene, identity, LIST);
      assertEquals(listAt(host, "thread_replies").map(relationOf), [{ synced_to_chat_message: "om_copy" }]);
    },
  );
});

describe("reply_to and thread_id", () => {
  itForBoth(
    "a plain reply names what it answers; a message in a thread names the thread instead",
    () =>
      groupOf([text("a", 1), text("b", 2, { parentId: "om_a", rootId: "om_a" }), ...thread("root", 3, 1)]),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(fieldOf(messages, "reply_to"), [undefined, "om_a", undefined]);
      assertEquals(fieldOf(messages, "thread_id"), [undefined, undefined, "omt_root"]);
      assertEquals(fieldOf(listAt(messages[2], "thread_replies"), "reply_to"), [undefined]);
    },
  );
});
