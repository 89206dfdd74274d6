/**
 * What the scenarios of the search and of the dry runs beside it share: worlds and what is read from results.
 *
 * @module
 */

import type {
  AnyFault,
  LoggedRequest,
  PlatformOptions,
  WorldMessage,
} from "../../../../fixtures/platform/mod.ts";
import { partOf, type PreviewCall } from "../../../support/results.ts";
import { assert, assertEquals } from "@std/assert";

/** A line that searches for a word which every message of the worlds below has. */
export const SEARCH: readonly string[] = ["+messages-search", "--query", "news"];
/** Epoch milliseconds of the first message: 2026-05-20T01:00:00Z. */
export const FIRST_TIME = 1_779_238_800_000;

/** A text message that the search above finds; `minute` is its place in time. */
export function news(name: string, minute: number, more: Partial<WorldMessage> = {}): WorldMessage {
  return {
    messageId: `om_${name}`,
    chatId: "oc_room",
    type: "text",
    content: { text: `news ${name}` },
    senderId: "ou_ana",
    createTime: FIRST_TIME + minute * 60_000,
    ...more,
  };
}

/** A world of one group with these messages. The search finds the newest first; messages by id come oldest first. */
export function roomOf(messages: readonly WorldMessage[], more: PlatformOptions = {}): PlatformOptions {
  return {
    actingUser: "ou_ana",
    users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
    chats: [{ chatId: "oc_room", mode: "group", name: "Room" }],
    messages,
    ...more,
  };
}

/** A group with so many messages `om_0`, `om_1`, …; the search finds the highest number first. */
export function manyIn(count: number, faults: readonly AnyFault[] = []): PlatformOptions {
  return roomOf(Array.from({ length: count }, (_, index) => news(String(index), index)), { faults });
}

/** Ids of the messages of `manyIn` from the one with the number `first` down to `last`: a part of what is found. */
export function idsDown(first: number, last: number): string[] {
  return Array.from({ length: first - last + 1 }, (_, index) => `om_${first - index}`);
}

/** So many groups `oc_0`, `oc_1`, … with one message `om_0`, `om_1`, … each, found in this order. */
export function manyGroups(count: number, faults: readonly AnyFault[] = []): PlatformOptions {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    users: [{ openId: "ou_ana", name: "Ana" }],
    chats: numbers.map((number) => ({ chatId: `oc_${number}`, mode: "group", name: `Group ${number}` })),
    // Stored last to first, so that messages by id come in another order than they are found in.
    messages: numbers.map((number) => news(String(number), number, { chatId: `oc_${number}` })).reverse(),
    faults,
  };
}

/** What a request carries: the ids of a list in its body. */
export function idsInBody(request: LoggedRequest, key: string): unknown {
  return partOf({ body: request.body }, "body")[key];
}

/** The one listed call that a request belongs to: same method, and a path that fits. */
function callFor(calls: readonly PreviewCall[], { method, path }: LoggedRequest): PreviewCall | undefined {
  // Where the path itself is listed it is meant, even if a placeholder would fit, too.
  return calls.find((call) => call.method === method && call.url === path) ??
    calls.find((call) =>
      call.method === method && new RegExp(`^${call.url.replace(/:[a-z_]+/g, "[^/]+")}$`).test(path)
    );
}

/** Demands that a dry run lists every request of a run, and nothing that the run has not sent. */
export function assertSameCalls(calls: readonly PreviewCall[], log: readonly LoggedRequest[]): void {
  const made = new Set<PreviewCall>();
  for (const request of log) {
    const call = callFor(calls, request);
    assert(call !== undefined, `the dry run does not list ${request.method} ${request.path}`);
    const parameters = Object.keys(request.queryAll).sort();
    assertEquals(parameters, Object.keys(call.params ?? {}).sort(), `parameters of ${request.path}`);
    made.add(call);
  }
  const others = calls.filter((call) => !made.has(call)).map(({ method, url }) => `${method} ${url}`);
  assertEquals(others, [], "listed, but not sent");
}

/**
 * A world whose messages need every call there is: a bundle, a folder, a file, a thread, senders without a name (of
 * people and of an app) and a direct chat. The service sends no names along.
 */
export const everyKind: PlatformOptions = {
  serverNames: false,
  users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
  bots: [{ appId: "cli_app", name: "App" }],
  chats: [{ chatId: "oc_room", mode: "group", name: "Room" }, {
    chatId: "oc_direct",
    mode: "p2p",
    p2pTarget: "ou_bo",
  }],
  messages: [
    news("bundle", 0, { type: "merge_forward", children: [news("child", 0)] }),
    news("folder", 1, { type: "folder", content: { file_key: "folder_1", file_name: "news" } }),
    news("file", 2, { type: "file", content: { file_key: "file_1", file_name: "news.txt" } }),
    news("app", 3, { senderId: "cli_app" }),
    news("root", 4, { threadId: "omt_t", isThreadRoot: true }),
    news("reply", 5, { threadId: "omt_t", rootId: "om_root", parentId: "om_root" }),
    news("direct", 6, { chatId: "oc_direct" }),
  ],
  folders: [{ folderKey: "folder_1", messageId: "om_folder", items: [{ fileKey: "file_2", name: "b.txt" }] }],
  resources: [{ messageId: "om_file", fileKey: "file_1", type: "file", bytes: new Uint8Array(3) }],
};
