/**
 * A world of old messages that people still reply to, and exports of it on one day after another.
 *
 * @module
 */

import type { Platform, PlatformOptions, WorldMessage } from "../../fixtures/platform/mod.ts";
import { callsTo, GROUP, message, NOW, TOPIC } from "./export-world.ts";
import type { Scene } from "./scene.ts";

/** Milliseconds. */
export const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When the old messages were sent, Unix milliseconds. */
export const OLD = NOW - 200 * DAY;
/** A thread in which nobody has replied since. */
export const COLD = "omt_cold";
/** Its first message. */
export const COLD_ROOT = message(1, { createTime: OLD, threadId: COLD, isThreadRoot: true });
/** An old message that nobody has replied to. */
export const BARE_ROOT = message(2, { createTime: OLD + 1000 });
/** A reply in the thread of a message. */
export const reply = (n: number, root: WorldMessage, more: Partial<WorldMessage> = {}) => {
  const { threadId = `omt_${root.messageId}`, messageId: rootId } = root;
  return message(n, { threadId, rootId, parentId: rootId, ...more });
};

/** A group in which all that was said lately is one message; a topic chat that is as old. */
export const oldWorld = (): PlatformOptions => ({
  now: () => NOW,
  chats: [
    { chatId: GROUP, mode: "group", name: "Group" },
    { chatId: TOPIC, mode: "topic", name: "Topic" },
    { chatId: "oc_elsewhere", mode: "group", name: "Elsewhere" },
  ],
  messages: [
    ...[COLD_ROOT, BARE_ROOT, reply(3, COLD_ROOT, { createTime: OLD + 2000 })],
    message(4, { chatId: TOPIC, createTime: OLD, threadId: "omt_topic", isThreadRoot: true }),
    message(5, { createTime: NOW - HOUR / 2 }),
  ],
});

/** Exports one day after another, counted from the first. */
export const exportOn = (scene: Pick<Scene, "run">, day: number, ...more: readonly string[]) =>
  scene.run(["+chat-export", "--output", "archive", ...choiceOf(more), ...more], {
    clockOffset: NOW + day * DAY - Date.now(),
    env: more.includes("bot") ? { IM_TENANT_ACCESS_TOKEN: "t-demo" } : {},
  });
const choiceOf = (more: readonly string[]) =>
  more.includes("--all") || more.includes("--chat-id") ? [] : ["--chat-id", `${GROUP},${TOPIC}`];

/** Calls of the search. */
export const searches = (platform: Platform) => callsTo(platform, "/messages/search");
/** Calls for messages by their ids. */
export const batchCalls = (platform: Platform) => callsTo(platform, "/messages/mget");
/** What was searched for, call after call. */
export const bodies = (platform: Platform): readonly SearchBody[] =>
  platform.log.filter(({ path }) => path.endsWith("/messages/search")).map(({ body }) => body as SearchBody);
/** The body of a search. */
export interface SearchBody {
  readonly query: string;
  readonly filter: {
    readonly chat_ids?: readonly string[];
    readonly time_range: { readonly start_time: string; readonly end_time: string };
  };
}
/** Hours of what was searched for, from the first export on. */
export const hoursOf = ({ filter: { time_range: range } }: SearchBody) =>
  [range.start_time, range.end_time].map((time) => Math.round((Date.parse(time) - NOW) / HOUR));

/** Somebody answers what was said 200 days ago. */
export function answerColdThread(platform: Platform, hours = 2): void {
  platform.putMessage(reply(10, COLD_ROOT, { createTime: NOW + hours * HOUR }));
}

/** Somebody answers a message of 200 days ago that nobody has answered before. */
export function answerBareRoot(platform: Platform, hours = 3): void {
  platform.putMessage({ ...BARE_ROOT, threadId: "omt_om_2", isThreadRoot: true });
  platform.putMessage(reply(11, BARE_ROOT, { createTime: NOW + hours * HOUR }));
}

/** A message as it is printed. */
export interface ShownMessage {
  readonly message_id: string;
}
