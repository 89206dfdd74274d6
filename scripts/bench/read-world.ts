/**
 * The chats that are read when reading is measured: one of 500 messages in which everything has to be looked up, and
 * one of any length.
 *
 * @module
 */

import type { WorldMessage, WorldSeed } from "../../fixtures/platform/mod.ts";

/** What the chat holds whose messages have to be completed. */
export const CHAT = {
  id: "oc_bench",
  messages: 500,
  pages: 10,
  threads: 40,
  repliesEach: 3,
  people: 30,
  /** How many of the people wrote replies only, the last one of them only in the thread that is read last. */
  replyingOnly: 6,
} as const;

/** Id of the chat of any length. */
export const HISTORY = "oc_history";

const START = Date.UTC(2026, 0, 5, 9);
const TOPICS = ["the release", "the budget", "the office in Lyon", "the 2.4 branch", "lunch", "the review"];

/** The chat of 500 messages: newest first is how it is listed, so message 0 is on the last page. */
export function chatWorld(): WorldSeed {
  const { id, people } = CHAT;
  const messages: WorldMessage[] = [];
  for (let index = 0; index < CHAT.messages; index++) messages.push(...withReplies(index));
  return {
    users: Array.from({ length: people }, (_, number) => ({
      openId: personId(number),
      name: `Person ${number}`,
    })),
    chats: [{ chatId: id, mode: "group", name: "Bench" }],
    messages,
  };
}

function withReplies(index: number): WorldMessage[] {
  const spacing = CHAT.messages / CHAT.threads;
  const thread = Math.ceil(index / spacing);
  const hosts = Math.floor(thread * spacing) === index;
  const writers = CHAT.people - CHAT.replyingOnly;
  const message: WorldMessage = {
    messageId: `om_bench_${index}`,
    chatId: CHAT.id,
    type: "text",
    content: { text: textOf(index) },
    senderId: personId(index % writers),
    createTime: START + index * 60_000,
    reactions: reactionsOf(index),
    ...(hosts ? { threadId: `omt_bench_${thread}`, isThreadRoot: true } : {}),
  };
  return hosts
    ? [message, ...Array.from({ length: CHAT.repliesEach }, (_, n) => reply(message, n))]
    : [message];
}

function reply(root: WorldMessage, number: number): WorldMessage {
  const thread = Number(root.threadId?.split("_").at(-1));
  const person = thread === 0 ? CHAT.people - 1 : CHAT.people - 2 - thread % (CHAT.replyingOnly - 1);
  return {
    messageId: `${root.messageId}_${number}`,
    chatId: CHAT.id,
    type: "text",
    content: { text: `reply ${number}: ${textOf(thread)}` },
    senderId: personId(person),
    createTime: root.createTime + (number + 1) * 1000,
    threadId: root.threadId ?? "",
    rootId: root.messageId,
    parentId: root.messageId,
    reactions: reactionsOf(thread),
  };
}

/** A chat of `count` messages with texts of 40 to 400 characters, one in three with reactions. */
export function historyWorld(count: number): WorldSeed {
  return {
    users: Array.from(
      { length: 200 },
      (_, number) => ({ openId: personId(number), name: `Person ${number}` }),
    ),
    chats: [{ chatId: HISTORY, mode: "group", name: "History" }],
    generatedMessages: [{
      chatId: HISTORY,
      count,
      messageAt: (index) => ({
        type: "text",
        content: { text: `${index}: ${textOf(index).repeat(1 + index % 10)}` },
        senderId: personId(index % 200),
        createTime: START + index * 1000,
        reactions: index % 3 === 0 ? reactionsOf(index) : [],
      }),
    }],
  };
}

function textOf(index: number): string {
  return `what about ${TOPICS[index % TOPICS.length]}, point ${index % 97}? `;
}

function personId(number: number): string {
  return `ou_bench_${number}`;
}

function reactionsOf(index: number) {
  return ["THUMBSUP", "OK"].map((type, place) => ({ type, by: personId((index + place) % CHAT.people) }));
}
