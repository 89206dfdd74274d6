/**
 * What the scenarios of the writing commands share: a world to write into, targets, small files of each kind, and
 * what was sent.
 *
 * @module
 */

import type { LoggedRequest, Platform, PlatformOptions, SentMessage } from "../../fixtures/platform/mod.ts";
import { box, bytesOf, movieHeader, number, oggPage, opusHead } from "./bytes.ts";
import { documentOf, partOf } from "./downloads.ts";
import type { RunResult } from "./im.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";

/** The commands under test. */
export const SEND = "+messages-send";
export const REPLY = "+messages-reply";
/** Path of what is sent. */
export const SEND_PATH = "/open-apis/im/v1/messages";

/** A group that both identities are in, a person, and a message of that group. */
export const GROUP = "oc_group";
export const PERSON = "ou_ana";
export const MESSAGE = "om_first";
/** 2026-05-20T01:00:00Z, epoch milliseconds: the time of the world's messages. */
export const MESSAGE_TIME = 1_779_238_800_000;

/** A world in which one can write; more keys than these are unknown to it. */
export const writingWorld: PlatformOptions = {
  actingUser: "ou_me",
  users: [
    { openId: "ou_me", name: "Me" },
    { openId: PERSON, name: "Ana", unionId: "on_ana", userId: "ana7", email: "ana@example.com" },
  ],
  chats: [
    { chatId: GROUP, mode: "group", name: "Team" },
    { chatId: "oc_topic", mode: "topic", name: "Topics" },
    { chatId: "oc_direct", mode: "p2p", p2pTarget: PERSON },
  ],
  messages: [
    { messageId: MESSAGE, chatId: GROUP, type: "text", content: { text: "first" }, senderId: PERSON },
    {
      ...{ messageId: "om_root", chatId: GROUP, type: "text", content: { text: "root" }, senderId: PERSON },
      ...{ threadId: "omt_thread", isThreadRoot: true },
    },
  ].map((message) => ({ ...message, createTime: MESSAGE_TIME })),
  writing: {
    keys: [
      { key: "img_v3_known", kind: "image" },
      { key: "file_v3_known", kind: "file" },
      { key: "file_v3_other", kind: "file" },
      { key: "file_v3_voice", kind: "file", fileType: "opus" },
      { key: "file_v3_clip", kind: "file", fileType: "mp4" },
      { key: "file_v3_stick", kind: "sticker" },
    ],
    messageRate: "none",
  },
};

/** A line that writes into the world's group, and one that answers its message. */
export const LINES: readonly (readonly [name: string, line: readonly string[]])[] = [
  [SEND, [SEND, "--chat-id", GROUP]],
  [REPLY, [REPLY, "--message-id", MESSAGE]],
];

/** A PNG of so many pixels a side. */
export function pngBytes(side = 2): Uint8Array<ArrayBuffer> {
  const head = [0x89, "PNG\r\n", 0x1a, "\n", number(13, 4, "big"), "IHDR"];
  return bytesOf(...head, number(side, 4, "big"), number(side, 4, "big"), 8, 6, 0, 0, 0);
}

/** An Opus recording that plays so many milliseconds. */
export function opusBytes(milliseconds = 2500): Uint8Array<ArrayBuffer> {
  return bytesOf(opusHead(), oggPage({ position: BigInt(milliseconds * 48), type: 4 }));
}

/** An MP4 video that plays so many milliseconds. */
export function mp4Bytes(milliseconds = 2500): Uint8Array<ArrayBuffer> {
  return bytesOf(box("ftyp", "isom"), box("moov", movieHeader(1000, milliseconds)));
}

/** Puts files into a directory. */
export async function putFiles(
  directory: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(join(directory, name), bytes);
  }
}

/** The one message that was sent. */
export function sentMessage(platform: Platform): SentMessage {
  const [message, ...others] = platform.sentMessages;
  assertEquals(others, []);
  assert(message !== undefined, "nothing was sent");
  return message;
}

/** Type and content of the one message that was sent. */
export function sentContent(platform: Platform): readonly [type: string, content: unknown] {
  const { type, content } = sentMessage(platform);
  return [type, content];
}

/** The requests that wrote something: uploads and messages. */
export function writesOf(platform: Platform): LoggedRequest[] {
  return platform.log.filter(({ method }) => method !== "GET");
}

/** One call as a dry run prints it. */
export interface PreviewCall {
  readonly desc?: string;
  readonly method: string;
  readonly url: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly form?: Readonly<Record<string, string>>;
}

/** The calls of a dry run that went well. */
export function callsOf(result: RunResult): readonly PreviewCall[] {
  assertEquals(result.status, 0, `exit ${result.status}\n${result.stdout}${result.stderr}`);
  const document = documentOf(result.stdout);
  assertEquals([document["ok"], document["dry_run"]], [true, true]);
  const calls = partOf(document, "data")["api"];
  assert(Array.isArray(calls));
  return calls;
}

/** A field of a request's JSON body. */
export function bodyField(request: LoggedRequest | undefined, name: string): unknown {
  const body = request?.body;
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}

/** The contents of all messages that were asked for, decoded, also of those that a repeated key makes none of. */
export function sentContents(platform: Platform): unknown[] {
  return writesOf(platform).flatMap((request) => {
    const content = bodyField(request, "content");
    return typeof content === "string" ? [JSON.parse(content)] : [];
  });
}
