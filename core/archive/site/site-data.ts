/**
 * What pages show, read from an archive by keys: a page of a chat with a million messages costs what one of a thousand
 * costs.
 *
 * @module
 */

import type { Archive } from "../directory.ts";
import { createMessageReader, mediaPath, type MessageReader } from "../message-reader.ts";
import { topLevelIn } from "../show.ts";
import type { Quoted, SiteMessage, SiteResource } from "./message-html.ts";

/** A chat. */
export interface SiteChat {
  readonly n: number;
  readonly chat_id: string;
  readonly name: string | null;
  readonly mode: string;
}

/** Chats; one of two people has the name of the other. */
export const CHATS = `SELECT c.n, c.chat_id, coalesce(c.name, p.name) AS name, c.mode
  FROM chat c LEFT JOIN person p ON p.id = c.partner`;

/** A thread of a chat. */
export interface SiteThread {
  readonly n: number;
  readonly thread_id: string;
  readonly chat: SiteChat;
}

/** A page of a chat or a thread. */
export interface MessagePage {
  /** In the order of time. */
  readonly messages: readonly SiteMessage[];
  /** Keys that the pages before and behind begin at. */
  readonly earlier: number | undefined;
  readonly later: number | undefined;
}

/** Where a page stands. */
export type PagePlace =
  | { readonly kind: "start" | "end" }
  | { readonly kind: "before" | "after" | "around"; readonly key: number };

/** Where a message is shown. */
export interface MessagePlace {
  readonly chat: SiteChat;
  /** The thread that it is a reply in. */
  readonly thread: string | undefined;
  /** Key of what stands there: the message itself, or the bundle that it was forwarded in. */
  readonly key: number;
  readonly seq: number;
}

/** Messages of a page. */
const PAGE = 100;
/** Replies are counted up to this number. */
export const MAX_COUNTED = 1_000;

/** Reads what pages show. */
export interface SiteData {
  chat(chatId: string): SiteChat | undefined;
  page(chat: SiteChat, place: PagePlace): MessagePage;
  thread(threadId: string): SiteThread | undefined;
  threadPage(thread: SiteThread, place: PagePlace): MessagePage;
  place(messageId: string): MessagePlace | undefined;
  /** A message with all its versions. */
  history(messageId: string): SiteMessage | undefined;
  message(seq: number): SiteMessage;
  /** A file by its hash. */
  media(sha256: Uint8Array): SiteFile | undefined;
}

/** A file of the archive; the path is below its directory. */
export interface SiteFile {
  readonly path: string;
  readonly mime: string;
  readonly bytes: number;
}

/** Reads an archive for pages. */
export function createSiteData(archive: Archive, linkHost: string): SiteData {
  const { database } = archive;
  const reader = createMessageReader(archive, { linkHost, history: true, threads: false });
  const message = (seq: number) => siteMessage(archive, reader, seq);
  const chatBy = (where: string, value: string | number) =>
    database.get<SiteChat>(`${CHATS} WHERE ${where}`, value);
  return {
    message,
    chat: (chatId) => chatBy("c.chat_id = ?", chatId),
    page: (chat, place) =>
      readPage(archive, { where: `chat = ? AND ${topLevelIn(chat.mode)}`, value: chat.n }, place, message),
    thread(threadId) {
      const row = database.get<{ n: number; chat: number }>(
        "SELECT n, chat FROM thread WHERE thread_id = ?",
        threadId,
      );
      const chat = row && chatBy("c.n = ?", row.chat);
      return row && chat && { n: row.n, thread_id: threadId, chat };
    },
    threadPage: ({ n }, place) =>
      readPage(archive, { where: "thread = ? AND upper IS NULL", value: n }, place, message),
    place: (messageId) => placeOf(archive, messageId, (n) => chatBy("c.n = ?", n)),
    history(messageId) {
      const row = database.get<{ seq: number }>("SELECT seq FROM message WHERE message_id = ?", messageId);
      return row && message(row.seq);
    },
    media(sha256) {
      const row = database.get<{ mime: string; bytes: number }>(
        "SELECT mime, bytes FROM media WHERE sha256 = ?",
        sha256,
      );
      return row && { ...row, path: mediaPath(database, sha256) };
    },
  };
}

interface Keyed {
  readonly seq: number;
  readonly sort_key: number;
}

/** Which messages a page is taken from: those of a chat, or of a thread. */
interface Source {
  readonly where: string;
  readonly value: number;
}

function readPage(
  { database }: Archive,
  { where, value }: Source,
  place: PagePlace,
  message: (seq: number) => SiteMessage,
): MessagePage {
  const rows = (compare: "<" | ">=", key: number, count: number) =>
    database.all<Keyed>(pageQuery(where, compare), ...[value, BigInt(key), count]);
  const { key, before, after } = rangeOf(place);
  // One more on each side tells whether it goes on there.
  const earlier = rows("<", key, before + 1);
  const later = rows(">=", key, after + 1);
  const shown = [...earlier.slice(0, before).toReversed(), ...later.slice(0, after)];
  return {
    messages: inOrder(shown.map(({ seq }) => message(seq))),
    earlier: earlier.length > before ? shown[0]?.sort_key ?? key : undefined,
    later: later.length > after ? shown.at(-1)?.sort_key ?? key - 1 : undefined,
  };
}

/** The rows of a page before or from a key on; it runs on an index of their order. */
export function pageQuery(where: string, compare: "<" | ">="): string {
  return `SELECT seq, sort_key FROM message WHERE ${where} AND sort_key ${compare} ?
    ORDER BY sort_key ${compare === "<" ? "DESC" : "ASC"} LIMIT ?`;
}

/** How many messages before a key, and from it on, a place shows. */
function rangeOf(
  place: PagePlace,
): { readonly key: number; readonly before: number; readonly after: number } {
  switch (place.kind) {
    case "start":
      return { key: 0, before: 0, after: PAGE };
    case "end":
      return { key: Number.MAX_SAFE_INTEGER, before: PAGE, after: 0 };
    case "before":
      return { key: place.key, before: PAGE, after: 0 };
    case "after":
      return { key: place.key + 1, before: 0, after: PAGE };
    case "around":
      return { key: place.key, before: PAGE / 2, after: PAGE / 2 };
  }
}

function inOrder(messages: readonly SiteMessage[]): readonly SiteMessage[] {
  return messages.toSorted((a, b) => (a.message.create_time_ms ?? 0) - (b.message.create_time_ms ?? 0));
}

interface PlaceRow {
  readonly seq: number;
  readonly key: number;
  readonly upper: number | null;
  readonly chat: number;
  readonly isReply: number;
  readonly thread: string | null;
}

function placeOf(
  { database }: Archive,
  messageId: string,
  chatOf: (n: number) => SiteChat | undefined,
): MessagePlace | undefined {
  const rowBy = (where: string, value: string | number) =>
    database.get<PlaceRow>(
      `SELECT m.seq, m.sort_key AS key, m.upper, m.chat, t.thread_id AS thread,
          m.root IS NOT NULL AND m.root <> m.message_id AS isReply
        FROM message m LEFT JOIN thread t ON t.n = m.thread WHERE ${where} = ?`,
      value,
    );
  const own = rowBy("m.message_id", messageId);
  const row = own === undefined || own.upper === null ? own : rowBy("m.seq", own.upper);
  const chat = row && chatOf(row.chat);
  if (row === undefined || chat === undefined) return undefined;
  const isInThread = row.isReply === 1 && row.thread !== null && chat.mode !== "topic";
  return { chat, seq: row.seq, key: row.key, thread: isInThread ? row.thread ?? undefined : undefined };
}

function siteMessage(archive: Archive, reader: MessageReader, seq: number): SiteMessage {
  const { database } = archive;
  const message = reader.message(seq);
  const replies = message.thread_id === undefined || message.root_id !== undefined
    ? 0
    : database.get<{ count: number }>(
      `SELECT count(*) AS count FROM (SELECT 1 FROM message m JOIN thread t ON t.n = m.thread
        WHERE t.thread_id = ? AND m.seq <> ? AND m.upper IS NULL LIMIT ${MAX_COUNTED})`,
      ...[message.thread_id, seq],
    )?.count ?? 0;
  const inside = message.msg_type !== "merge_forward" ? [] : database.all<{ seq: number }>(
    "SELECT seq FROM message WHERE upper = ? ORDER BY created_ms, seq",
    seq,
  );
  return {
    ...{ message, replies, resources: resourcesOf(archive, seq), versions: message.versions ?? [] },
    quoted: quotedBy(archive, message.reply_to),
    inside: inside.map((one) => siteMessage(archive, reader, one.seq)),
  };
}

/** Characters of a message that a reply repeats. */
const QUOTED = 80;

function quotedBy({ database }: Archive, messageId: string | undefined): Quoted | undefined {
  if (messageId === undefined) return undefined;
  const row = database.get<Quoted>(
    `SELECT p.name, substr(m.text, 1, ${
      QUOTED + 1
    }) AS text FROM message m LEFT JOIN person p ON p.n = m.sender
      WHERE m.message_id = ?`,
    messageId,
  );
  if (row === undefined) return undefined;
  const text = [...row.text.replace(/\s+/g, " ")];
  return { name: row.name, text: text.slice(0, QUOTED).join("") + (text.length > QUOTED ? "…" : "") };
}

function resourcesOf({ database }: Archive, seq: number): readonly SiteResource[] {
  return database.all<{
    key: string;
    name: string | null;
    media: Uint8Array | null;
    bytes: number | null;
    mime: string | null;
    reason: string | null;
  }>(
    `SELECT r.key, r.name, r.media, r.bytes, d.mime, g.reason FROM resource r JOIN message m ON m.seq = r.message
        JOIN chat c ON c.n = m.chat LEFT JOIN media d ON d.sha256 = r.media
        LEFT JOIN gap g ON g.kind = 'media' AND g.chat = c.chat_id AND g.item = m.message_id || '/' || r.key
      WHERE r.message = ? ORDER BY r.key`,
    seq,
  ).map(({ key, name, media, bytes, mime, reason }) => ({
    ...{ key, name: name ?? undefined, path: media === null ? undefined : mediaPath(database, media) },
    ...{ mime: mime ?? "application/octet-stream", bytes: bytes ?? undefined, reason: reason ?? undefined },
  }));
}
