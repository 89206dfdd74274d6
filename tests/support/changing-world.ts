/**
 * A world of chats that people go on using: made and changed by the numbers of a seed, so that a failure can be repeated.
 *
 * @module
 */

import type { Platform, PlatformOptions, Resource, WorldMessage } from "../../fixtures/platform/mod.ts";
import { seededRandom } from "./fake-world.ts";

const DAY = 86_400_000;
/** 2026-05-20T01:00:00Z, Unix milliseconds: when the first message was sent. */
const FIRST_TIME = 1_779_238_800_000;
/** The first export is made then. */
export const FIRST_RUN = FIRST_TIME + 120 * DAY;
/** Key of a file that may not leave the service. */
const CONFIDENTIAL = "file_confidential";

/** Chats and what is true about them now. */
export interface ChangingWorld {
  readonly options: PlatformOptions;
  readonly messages: ReadonlyMap<string, WorldMessage>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly names: ReadonlyMap<string, string>;
  readonly chatIds: readonly string[];
  /** Has something happen up to a time, Unix milliseconds. */
  change(platform: Platform, until: number): void;
}

const CHATS = [
  { chatId: "oc_group", mode: "group", name: "Group" },
  { chatId: "oc_topic", mode: "topic", name: "Topic" },
  { chatId: "oc_direct", mode: "p2p", p2pTarget: "ou_2" },
] as const;

/** Makes a world. */
export function changingWorld(seed: number): ChangingWorld {
  const random = seededRandom(seed);
  const dice = (sides: number) => Math.floor(random() * sides);
  const messages = new Map<string, WorldMessage>();
  const resources = new Map<string, Resource>();
  const names = new Map(Array.from({ length: 30 }, (_, n) => [`ou_${n}`, `Person ${n}`]));
  const one = <T>(list: readonly T[]): T | undefined => list[dice(list.length)];
  const live = () => [...messages.values()].filter(({ deleted }) => deleted !== true);
  let count = 0;
  let touched: WorldMessage[] = [];
  const put = (message: WorldMessage): WorldMessage => {
    messages.set(message.messageId, message);
    touched.push(message);
    return message;
  };

  function write(createTime: number, chatId = one(CHATS)?.chatId ?? ""): WorldMessage {
    const messageId = `om_${count++}`;
    const message: WorldMessage = {
      messageId,
      chatId,
      createTime,
      senderId: `ou_${dice(30)}`,
      ...bodyOf(messageId),
    };
    return put(
      chatId === "oc_topic" ? { ...message, threadId: `omt_${messageId}`, isThreadRoot: true } : message,
    );
  }

  function bodyOf(messageId: string): Pick<WorldMessage, "type" | "content" | "children"> {
    const kind = dice(12);
    if (kind === 0) return { type: "image", content: { image_key: resource(messageId, "image") } };
    if (kind === 1) {
      return { type: "file", content: { file_key: resource(messageId, "file"), file_name: "a.txt" } };
    }
    if (kind !== 2) return { type: "text", content: { text: `${messageId} says 请看 ${dice(1e6)}` } };
    const child = {
      messageId: `om_in-${messageId}`,
      chatId: "oc_elsewhere",
      createTime: FIRST_TIME,
      type: "text",
    };
    return { type: "merge_forward", children: [{ ...child, content: { text: `inside of ${messageId}` } }] };
  }

  /** Some content comes again under another key, some keys lead to nothing. */
  function resource(messageId: string, type: "image" | "file"): string {
    const fate = dice(8);
    const fileKey = fate === 0
      ? `${CONFIDENTIAL}-${messageId}`
      : `${type === "image" ? "img" : "file"}_${messageId}`;
    const bytes = new Uint8Array(500).fill(fate < 4 ? 1 : dice(250));
    if (fate !== 1) resources.set(fileKey, { messageId, fileKey, type, bytes });
    return fileKey;
  }

  function reply(createTime: number): void {
    const roots = [...messages.values()].filter(({ chatId, rootId }) =>
      chatId !== "oc_direct" && rootId === undefined
    );
    const root = one(roots);
    if (root === undefined || root.createTime >= createTime) return;
    const threadId = root.threadId ?? `omt_${root.messageId}`;
    if (root.threadId === undefined) put({ ...root, threadId, isThreadRoot: true });
    const { isThreadRoot: _, ...message } = write(createTime, root.chatId);
    put({ ...message, threadId, rootId: root.messageId, parentId: root.messageId });
  }

  function alter(now: number): void {
    const message = one(live());
    if (message === undefined) return;
    const what = dice(4);
    if (what === 0) {
      const { content: _, children: _children, reactions: _reactions, ...others } = message;
      put({ ...others, deleted: true });
    } else if (what === 1 && message.type === "text") {
      put({ ...message, content: { text: `changed ${dice(1e6)}` }, updateTime: now });
    } else {
      const reactions = Array.from(
        { length: dice(25) },
        (_, n) => ({ type: "THUMBSUP", by: `ou_${n}`, time: now }),
      );
      put({ ...message, reactions });
    }
  }

  for (let n = 0; n < 60; n++) write(FIRST_TIME + dice(120 * DAY), n < 30 ? "oc_group" : undefined);
  // More in one second than a page holds.
  for (let n = 0; n < 60; n++) write(FIRST_TIME + 50 * DAY + n, "oc_group");
  for (let n = 0; n < 60; n++) reply(FIRST_TIME + dice(120 * DAY));
  for (let n = 0; n < 30; n++) alter(FIRST_RUN - 1);
  const users = () => [...names].map(([openId, name]) => ({ openId, name }));
  return {
    options: {
      ...{
        users: users(),
        chats: CHATS,
        messages: [...messages.values()],
        resources: [...resources.values()],
      },
      now: () => FIRST_RUN,
      faults: [{ name: "error", code: 234038, when: { path: CONFIDENTIAL } }],
    },
    ...{ messages, resources, names, chatIds: CHATS.map(({ chatId }) => chatId) },
    change(platform, until) {
      touched = [];
      for (let n = 0; n < 20; n++) write(until - dice(2 * DAY));
      for (let n = 0; n < 20; n++) reply(until - dice(2 * DAY));
      for (let n = 0; n < 40; n++) alter(until);
      // It was sent long ago and is listed only now.
      write(FIRST_TIME + dice(100 * DAY));
      names.set(`ou_${dice(30)}`, `Renamed ${dice(1000)}`);
      for (const user of users()) platform.putUser(user);
      for (const one of resources.values()) platform.addResource(one);
      for (const message of touched) platform.putMessage(messages.get(message.messageId) ?? message);
    },
  };
}
