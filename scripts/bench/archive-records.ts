/**
 * Messages of a generated chat, made by number: the same in every run, and none is kept.
 *
 * @module
 */

import type { JsonObject } from "../../core/json/json.ts";

/** 2023-11-14T22:13:20Z, Unix milliseconds: the time of the first message. */
export const FIRST_TIME = 1_700_000_000_000;
/** Milliseconds from one message to the next. */
export const INTERVAL = 31_000;
/** The chat that has all of them. */
export const CHAT = "oc_0123456789abcdef0123456789abcdef";

const WORDS =
  "release deploy server 请先 清空 缓存 installer machine 测试 文件 上传 video build 问题 解决 thanks 中文 消息 群聊 review done 版本 更新 customer invoice テスト 연구 👍"
    .split(" ");

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The text of a message: 47 characters on average, most of them Chinese. */
export function textOf(n: number): string {
  const random = randomFrom(n + 1);
  const word = () => {
    const one = WORDS[Math.floor(random() * WORDS.length)] ?? "";
    return random() < 0.05 ? `${one}${Math.floor(random() * 10_000)}` : one;
  };
  return Array.from({ length: 4 + Math.floor(random() * 14) }, word).join(random() < 0.5 ? " " : "");
}

/** The id of a message. */
export function idOf(n: number): string {
  return `om_${n.toString(16).padStart(32, "0")}`;
}

/** A message as the service sends it. */
export function recordOf(n: number, chatId = CHAT): JsonObject {
  const person = n % 40;
  return {
    message_id: idOf(n),
    msg_type: "text",
    create_time: String(FIRST_TIME + n * INTERVAL),
    update_time: String(FIRST_TIME + n * INTERVAL),
    deleted: false,
    updated: false,
    chat_id: chatId,
    sender: {
      id: `ou_${person.toString(16).padStart(32, "0")}`,
      id_type: "open_id",
      sender_type: "user",
      tenant_key: "736588c9260f175d",
      sender_name: `Person ${person}`,
    },
    body: { content: JSON.stringify({ text: textOf(n) }) },
    mentions: [],
    message_position: String(n),
    message_app_link: `https://applink.feishu.cn/client/chat/open?openChatId=${chatId}&position=${n}`,
  };
}

/** Of messages that may be pictures, one in so many is. */
const PICTURED = 10;

/** Whether a message is a picture where some are. */
export function isPicture(n: number): boolean {
  return n % PICTURED === 7;
}

/** The key of the picture of a message. */
export function pictureKeyOf(n: number): string {
  return `img_${n.toString(16).padStart(32, "0")}`;
}

/** The same message as a picture. */
export function pictureRecordOf(n: number, chatId = CHAT): JsonObject {
  const content = JSON.stringify({ image_key: pictureKeyOf(n) });
  return { ...recordOf(n, chatId), msg_type: "image", body: { content } };
}

/** A PNG's signature, then the beginning of its first chunk: as much as tells what it is. */
const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
/** Bytes of a picture. */
const PICTURE_BYTES = 2048;

/** The bytes of the picture under a key; no two are alike. */
export function pictureOf(key: string): Uint8Array<ArrayBuffer> {
  const n = Number.parseInt(key.slice(4), 16);
  const random = randomFrom(n + 1);
  const bytes = Uint8Array.from({ length: PICTURE_BYTES }, () => Math.floor(random() * 256));
  bytes.set(PNG_HEAD);
  new DataView(bytes.buffer).setUint32(PNG_HEAD.length, n);
  return bytes;
}
