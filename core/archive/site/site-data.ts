/**
 * What pages show, read from an archive by keys: a page of a chat with a million messages costs what one of a thousand
 * costs.
 *
 * @module
 */

import type { Archive } from "../directory.ts";
import { createMessageReader, mediaPath, type MessageReader } from "../message-reader.ts";
import { TOP_LEVEL } from "../show.ts";
import { firstSortKey, sortKeyTime } from "../sort-key.ts";
import type { SiteMessage, SiteResource } from "./message-html.ts";

/** A chat in the list of chats. */
export interface SiteChat {
  readonly n: number;
  readonly chat_id: string;
  readonly name: string | null;
  readonly mode: string;
  readonly messages: number;
  /** Unix milliseconds, to the second. */
  readonly lastMs: number | undefined;
}

/** A page of a chat. */
export interface ChatPage {
  /** In the order of time. */
  readonly messages: readonly SiteMessage[];
  /** Keys that the pages before and behind begin at. */
  readonly earlier: number | undefined;
  readonly later: number | undefined;
}

/** Where a page of a chat stands. */
export type PagePlace =
  | { readonly kind: "end" }
  | { readonly kind: "before" | "after" | "around"; readonly key: number };

/** Messages of a page. */
const PAGE = 100;

/** Reads what pages show. */
export interface SiteData {
  chats(): readonly SiteChat[];
  chat(chatId: string): SiteChat | undefined;
  page(chat: SiteChat, place: PagePlace): ChatPage;
  /** The first key of a local day, `YYYY-MM-DD`; `undefined` for other texts. */
  keyOfDay(day: string): number | undefined;
  /** Local days with their numbers of messages, the latest first. */
  days(chat: SiteChat): readonly { readonly day: string; readonly count: number }[];
  /** Where a message stands: in its chat, or in a thread. */
  place(
    messageId: string,
  ): { readonly chatId: string; readonly thread: string | undefined; readonly key: number } | undefined;
  thread(
    threadId: string,
  ): { readonly chat: SiteChat; readonly messages: readonly SiteMessage[] } | undefined;
  /** A message with all its versions. */
  history(messageId: string): SiteMessage | undefined;
  /** Pictures of a chat, the newest first. */
  gallery(chat: SiteChat, before: number | undefined): GalleryPage;
  message(seq: number): SiteMessage;
  /** A file by its hash. */
  media(
    sha256: Uint8Array,
  ): { readonly path: string; readonly mime: string; readonly bytes: number } | undefined;
}

/** Pictures of a chat. */
export interface GalleryPage {
  readonly pictures: readonly { readonly messageId: string; readonly path: string; readonly name: string }[];
  readonly earlier: number | undefined;
}

/** Reads an archive for pages. */
export function createSiteData(archive: Archive, linkHost: string): SiteData {
  const { database } = archive;
  const reader = createMessageReader(archive, { linkHost, history: true, threads: false });
  const message = (seq: number) => siteMessage(archive, reader, seq);
  const chatBy = (where: string, value: string | number) => {
    const row = database.get<Omit<SiteChat, "messages" | "lastMs">>(
      `SELECT n, chat_id, name, mode FROM chat WHERE ${where}`,
      value,
    );
    return row === undefined ? undefined : { ...row, messages: 0, lastMs: undefined };
  };
  return {
    message,
    chats: () => listChats(archive),
    chat: (chatId) => chatBy("chat_id = ?", chatId),
    page: (chat, place) => readPage(archive, chat, place, message),
    keyOfDay: (day) => /^\d{4}-\d\d-\d\d$/.test(day) ? keyAt(`${day}T00:00`) : undefined,
    days: (chat) => listDays(archive, chat),
    place(messageId) {
      return database.get<{ chatId: string; thread: string | undefined; key: number }>(
        `SELECT c.chat_id AS chatId, m.sort_key AS key,
            CASE WHEN ${TOP_LEVEL.replaceAll("message.", "m.")} THEN NULL ELSE t.thread_id END AS thread
          FROM message m JOIN chat c ON c.n = m.chat LEFT JOIN thread t ON t.n = m.thread WHERE m.message_id = ?`,
        messageId,
      );
    },
    thread(threadId) {
      const row = database.get<{ n: number; chat: number }>(
        "SELECT n, chat FROM thread WHERE thread_id = ?",
        threadId,
      );
      const chat = row && chatBy("n = ?", row.chat);
      if (row === undefined || chat === undefined) return undefined;
      const seqs = database.all<{ seq: number }>(
        "SELECT seq FROM message WHERE thread = ? AND upper IS NULL ORDER BY created_ms, seq",
        row.n,
      );
      return { chat, messages: seqs.map(({ seq }) => message(seq)) };
    },
    history(messageId) {
      const row = database.get<{ seq: number }>("SELECT seq FROM message WHERE message_id = ?", messageId);
      return row && message(row.seq);
    },
    gallery: (chat, before) => readGallery(archive, chat, before),
    media(sha256) {
      const row = database.get<{ mime: string; bytes: number }>(
        "SELECT mime, bytes FROM media WHERE sha256 = ?",
        sha256,
      );
      return row && { ...row, path: mediaPath(database, sha256) };
    },
  };
}

function keyAt(local: string): number | undefined {
  const time = new Date(local).getTime();
  return Number.isNaN(time) ? undefined : firstSortKey(time);
}

function listChats({ database }: Archive): readonly SiteChat[] {
  const counts = new Map(
    // The index alone answers this.
    database.all<{ chat: number; count: number; last: number }>(
      "SELECT chat, count(*) AS count, max(sort_key) AS last FROM message GROUP BY chat",
    ).map((row) => [row.chat, row]),
  );
  return database.all<Omit<SiteChat, "messages" | "lastMs">>("SELECT n, chat_id, name, mode FROM chat")
    .map((chat) => {
      const row = counts.get(chat.n);
      return { ...chat, messages: row?.count ?? 0, lastMs: row && sortKeyTime(row.last) };
    })
    .sort((a, b) => (b.lastMs ?? 0) - (a.lastMs ?? 0));
}

interface Keyed {
  readonly seq: number;
  readonly sort_key: number;
}

function readPage(
  { database }: Archive,
  chat: SiteChat,
  place: PagePlace,
  message: (seq: number) => SiteMessage,
): ChatPage {
  const rows = (compare: "<" | ">=" | ">", key: number, count: number) =>
    database.all<Keyed>(
      `SELECT seq, sort_key FROM message WHERE chat = ? AND sort_key ${compare} ? AND ${TOP_LEVEL}
        ORDER BY sort_key ${compare === "<" ? "DESC" : "ASC"} LIMIT ?`,
      ...[chat.n, BigInt(key), count],
    );
  const middle = place.kind === "end" ? Number.MAX_SAFE_INTEGER : place.key;
  const half = place.kind === "around" ? PAGE / 2 : PAGE;
  const before = place.kind === "after" ? rows("<", middle + 1, 1) : rows("<", middle, half + 1);
  const after = place.kind === "after"
    ? rows(">", middle, half + 1)
    : place.kind === "around"
    ? rows(">=", middle, half + 1)
    : rows(">=", middle, 1);
  const shownBefore = place.kind === "after" ? [] : before.slice(0, half).toReversed();
  const shownAfter = place.kind === "end" || place.kind === "before" ? [] : after.slice(0, half);
  const shown = [...shownBefore, ...shownAfter];
  const hasEarlier = before.length > shownBefore.length;
  const hasLater = after.length > shownAfter.length;
  return {
    messages: inOrder(shown.map(({ seq }) => message(seq))),
    earlier: hasEarlier ? shown[0]?.sort_key ?? middle : undefined,
    later: hasLater ? shown.at(-1)?.sort_key ?? middle - 1 : undefined,
  };
}

function inOrder(messages: readonly SiteMessage[]): readonly SiteMessage[] {
  return messages.toSorted((a, b) => (a.message.create_time_ms ?? 0) - (b.message.create_time_ms ?? 0));
}

function listDays(
  { database }: Archive,
  chat: SiteChat,
): readonly { readonly day: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  // Hours first: few enough for the calendar of the machine, whatever its zone.
  for (
    const { hour, count } of database.each<{ hour: number; count: number }>(
      "SELECT sort_key / 28800 AS hour, count(*) AS count FROM message WHERE chat = ? GROUP BY hour ORDER BY hour DESC",
      chat.n,
    )
  ) {
    const date = new Date(sortKeyTime(hour * 28_800));
    const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
      String(part).padStart(2, "0")
    )
      .join("-");
    counts.set(day, (counts.get(day) ?? 0) + count);
  }
  return [...counts].map(([day, count]) => ({ day, count }));
}

const GALLERY_PAGE = 60;

function readGallery(archive: Archive, chat: SiteChat, before: number | undefined): GalleryPage {
  const { database } = archive;
  const rows = database.all<
    { message_id: string; sort_key: number; media: Uint8Array; name: string | null; key: string }
  >(
    `SELECT m.message_id, m.sort_key, r.media, r.name, r.key FROM message m JOIN resource r ON r.message = m.seq
        JOIN media d ON d.sha256 = r.media
      WHERE m.chat = ? AND m.sort_key < ? AND d.mime LIKE 'image/%' ORDER BY m.sort_key DESC LIMIT ?`,
    ...[chat.n, BigInt(before ?? Number.MAX_SAFE_INTEGER), GALLERY_PAGE + 1],
  );
  const shown = rows.slice(0, GALLERY_PAGE);
  return {
    pictures: shown.map(({ message_id, media, name, key }) => ({
      ...{ messageId: message_id, path: mediaPath(database, media), name: name ?? key },
    })),
    earlier: rows.length > GALLERY_PAGE ? shown.at(-1)?.sort_key : undefined,
  };
}

function siteMessage(archive: Archive, reader: MessageReader, seq: number): SiteMessage {
  const { database } = archive;
  const message = reader.message(seq);
  const replies = message.thread_id === undefined || message.root_id !== undefined
    ? 0
    : database.get<{ count: number }>(
      `SELECT count(*) AS count FROM message m JOIN thread t ON t.n = m.thread
        WHERE t.thread_id = ? AND m.seq <> ? AND m.upper IS NULL`,
      ...[message.thread_id, seq],
    )?.count ?? 0;
  return { message, resources: resourcesOf(archive, seq), replies, versions: message.versions?.length ?? 0 };
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
        LEFT JOIN media d ON d.sha256 = r.media
        LEFT JOIN gap g ON g.kind = 'media' AND g.item = m.message_id || '/' || r.key
      WHERE r.message = ? ORDER BY r.key`,
    seq,
  ).map(({ key, name, media, bytes, mime, reason }) => ({
    ...{ key, name: name ?? undefined, path: media === null ? undefined : mediaPath(database, media) },
    ...{ mime: mime ?? "application/octet-stream", bytes: bytes ?? undefined, reason: reason ?? undefined },
  }));
}
