/**
 * The tenant of the set tasks: one small company in May 2026, seen by Mia on a Wednesday evening. 399 messages, most of
 * which no task is about.
 *
 * @module
 */

import { digitsOf, messageIdOf, react, timeOf } from "../../fixtures/platform/demo/conversation.ts";
import type { PlatformOptions, Resource, WorldMessage } from "../../fixtures/platform/mod.ts";

/** When the tasks are done. */
export const NOW = timeOf("2026-05-20 18:30");

const NAMES = [
  "Mia",
  "Ana",
  "Leo",
  "李雷",
  "韩梅梅",
  "Omar",
  "Nina",
  "Søren",
  "Priya",
  "Thabo",
  "Yui",
  "Rosa",
];

/** The open id of somebody. */
export const personId = (name: string) => `ou_${digitsOf(`person ${name}`)}`;
/** The id of a chat. */
export const chatId = (name: string) => `oc_${digitsOf(`chat ${name}`)}`;
export { messageIdOf };

/** The chats and how many messages each has in all. */
const CHATS: Readonly<Record<string, number>> = {
  "Release 2.4": 120,
  Design: 80,
  Finance: 45,
  Team: 70,
  Board: 14,
  "Support 客户支持": 40,
  Lunch: 30,
};

const WORDS = [
  ...["the build is green again", "看一下这个", "can somebody review my change?", "thanks!", "on it"],
  ...["the meeting moves to three", "好的", "I have updated the document", "who has the key to the lab?"],
  ...[
    "the test on Windows fails now and then, I am looking into it",
    "done",
    "see the notes for the details",
  ],
];

/** A message that a task is about. */
function special(
  name: string,
  chat: string,
  by: string,
  at: string,
  more: Partial<WorldMessage>,
): WorldMessage {
  return {
    ...{ messageId: messageIdOf(`task ${name}`), chatId: chatId(chat), type: "text" },
    ...{ senderId: personId(by), createTime: timeOf(at) },
    ...more,
  };
}

const text = (words: string) => ({ content: { text: words } });
const toMia = (words: string) => ({
  content: { text: `@_user_1 ${words}` },
  mentions: [{ key: "@_user_1", id: personId("Mia"), name: "Mia" }],
});

/** The file to be saved. */
export const BUDGET: Resource & { readonly bytes: Uint8Array } = {
  ...{
    messageId: messageIdOf("task budget"),
    fileKey: `file_v3_00n1_${digitsOf("budget file")}`,
    type: "file",
  },
  bytes: new TextEncoder().encode("team,amount\nDesign,120\nSupport,80\n".repeat(200)),
  ...{ contentType: "text/csv", fileName: "budget-2026.csv" },
};

const RELEASE = "Release 2.4";

const SPECIAL: readonly WorldMessage[] = [
  special("budget", "Finance", "韩梅梅", "2026-05-14 11:20", {
    ...{ type: "file", content: { file_key: BUDGET.fileKey, file_name: BUDGET.fileName } },
  }),
  special("offsite", "Team", "李雷", "2026-05-18 09:40", {
    ...text("the offsite will be in Hangzhou, 10 to 12 June"),
    reactions: [
      ...react("THUMBSUP", personId("Ana"), personId("Leo"), personId("Mia")),
      ...react("HEART", personId("Nina")),
    ],
  }),
  special(
    "chart",
    "Design",
    "Ana",
    "2026-05-20 10:05",
    text("does anybody have the chart with the start-up times?"),
  ),
  special("freeze", RELEASE, "Leo", "2026-05-19 20:10", text("proposal: code freeze on Thursday at noon")),
  special(
    "decision",
    RELEASE,
    "Ana",
    "2026-05-19 20:32",
    text("decided: code freeze on Thursday 12:00, 2.4 ships on Monday"),
  ),
  special("owner", RELEASE, "Ana", "2026-05-19 20:35", text("and Omar owns the release notes")),
  special(
    "pricing",
    "Finance",
    "Omar",
    "2026-05-19 15:00",
    text("new pricing from July: 9 a seat, 7 for schools"),
  ),
  special(
    "mention review",
    "Design",
    "Nina",
    "2026-05-20 14:02",
    toMia("can you approve the start page today?"),
  ),
  special("mention notes", RELEASE, "Omar", "2026-05-20 16:45", toMia("the release notes are ready for you")),
];

/** Where Leo wrote something last week that only a list of all of it has. */
const LEOS: readonly WorldMessage[] = [
  special("leo 1", RELEASE, "Leo", "2026-05-11 20:30", text("the installer hangs at 90% on old laptops")),
  special("leo 2", "Team", "Leo", "2026-05-12 17:10", text("I am away on Friday")),
  special("leo 3", "Design", "Leo", "2026-05-13 11:00", text("the icons look blurred at 125%")),
  special("leo 4", "Support 客户支持", "Leo", "2026-05-14 15:45", text("ticket 4711 is solved by 2.4")),
  special("leo 5", "Board", "Leo", "2026-05-15 08:20", text("numbers of April are in the folder")),
  special("leo 6", "Lunch", "Leo", "2026-05-15 11:50", text("dumplings at noon?")),
];

/** What is bookmarked, oldest first. */
export const BOOKMARKED = ["task budget", "task offsite", "task leo 3", "task pricing"];

/** What nobody asks about: spread over two weeks; Leo writes none of it last week. */
function filler(chat: string, count: number): WorldMessage[] {
  const start = timeOf("2026-05-06 09:00");
  const step = (timeOf("2026-05-20 17:00") - start) / count;
  const others = NAMES.slice(1).filter((name) => name !== "Leo");
  return Array.from({ length: count }, (_, index) => ({
    ...{ messageId: messageIdOf(`${chat} ${index}`), chatId: chatId(chat), type: "text" },
    content: { text: WORDS[(index * 7 + chat.length) % WORDS.length] ?? "" },
    senderId: personId(others[(index * 5 + chat.length) % others.length] ?? ""),
    createTime: Math.round((start + index * step) / 60_000) * 60_000,
    reactions: index % 4 === 0 ? react("THUMBSUP", personId("Mia"), personId("Ana")) : [],
  }));
}

function messages(): WorldMessage[] {
  const chosen = [...SPECIAL, ...LEOS];
  const rest = Object.entries(CHATS).flatMap(([chat, count]) =>
    filler(chat, count - chosen.filter((one) => one.chatId === chatId(chat)).length)
  );
  return [...chosen, ...rest].sort((one, other) => one.createTime - other.createTime);
}

/** The tenant. */
export function agentWorld(): PlatformOptions {
  return {
    actingUser: personId("Mia"),
    users: NAMES.map((name) => ({ openId: personId(name), name })),
    chats: Object.keys(CHATS).map((name) => ({
      ...{
        chatId: chatId(name),
        mode: "group",
        name,
        members: NAMES.map(personId),
        ownerId: personId("Ana"),
      },
    })),
    messages: messages(),
    resources: [BUDGET],
    feed: {
      flags: BOOKMARKED.map((name, index) => ({
        ...{
          itemId: messageIdOf(name),
          itemType: "0",
          flagType: "2",
          updateTime: timeOf("2026-05-19 16:00") + index,
        },
      })),
    },
  };
}
