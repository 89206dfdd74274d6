/**
 * What is listed beside the messages: chats, days, files and what could not be had.
 *
 * @module
 */

import type { Archive } from "../directory.ts";
import { mediaPath } from "../message-reader.ts";
import { topLevelIn } from "../show.ts";
import { firstSortKey, sortKeyTime } from "../sort-key.ts";
import { CHATS, type SiteChat, type SiteFile } from "./site-data.ts";

/** A chat in the list of chats. */
export interface ListedChat extends SiteChat {
  readonly messages: number;
  /** Unix milliseconds, to the second. */
  readonly lastMs: number | undefined;
}

/** The chats, the one with the latest message first. */
export function listChats({ database }: Archive): readonly ListedChat[] {
  const counts = new Map(
    // The index alone answers this.
    database.all<{ chat: number; count: number; last: number }>(
      "SELECT chat, count(*) AS count, max(sort_key) AS last FROM message WHERE upper IS NULL GROUP BY chat",
    ).map((row) => [row.chat, row]),
  );
  return database.all<SiteChat>(CHATS)
    .map((chat) => {
      const row = counts.get(chat.n);
      return { ...chat, messages: row?.count ?? 0, lastMs: row && sortKeyTime(row.last) };
    })
    .sort((a, b) => (b.lastMs ?? 0) - (a.lastMs ?? 0));
}

/** The rows of all chats. */
export function listChatRows({ database }: Archive): readonly number[] {
  return database.all<{ n: number }>("SELECT n FROM chat").map(({ n }) => n);
}

/** Some chats by their names, without a look at their messages. */
export function chatNames(
  { database }: Archive,
  limit: number,
): readonly Pick<SiteChat, "chat_id" | "name">[] {
  return database.all(`${CHATS} ORDER BY coalesce(c.name, p.name, c.chat_id), c.n LIMIT ?`, limit);
}

/** A local day of a chat. */
export interface SiteDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly count: number;
}

/** The first key of a local day, `YYYY-MM-DD`; `undefined` for other texts. */
export function keyOfDay(day: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const time = new Date(`${day}T00:00`).getTime();
  return Number.isNaN(time) ? undefined : firstSortKey(time);
}

/** The days of a year on which something was said, in order; each costs a look into an index. */
export function listDays({ database }: Archive, chat: SiteChat, year: number): readonly SiteDay[] {
  const end = firstSortKey(new Date(year + 1, 0, 1).getTime());
  const days: SiteDay[] = [];
  let from = firstSortKey(new Date(year, 0, 1).getTime());
  while (true) {
    const first = database.get<{ key: number }>(daysQueries(chat).next, ...[chat.n, from])?.key;
    if (first === undefined || first >= end) return days;
    const date = new Date(sortKeyTime(first));
    const next = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);
    const to = Math.max(firstSortKey(next.getTime()), first + 1);
    const count = database.get<{ count: number }>(daysQueries(chat).count, ...[chat.n, first, to])?.count ??
      0;
    days.push({ day: localDay(date), count });
    from = to;
  }
}

/** How days are found and counted. */
export function daysQueries(
  { mode }: Pick<SiteChat, "mode">,
): { readonly next: string; readonly count: string } {
  const where = `FROM message WHERE chat = ? AND ${topLevelIn(mode)} AND sort_key >= ?`;
  return {
    next: `SELECT sort_key AS key ${where} ORDER BY sort_key LIMIT 1`,
    count: `SELECT count(*) AS count ${where} AND sort_key < ?`,
  };
}

/** The years in which something was said, in order. */
export function listYears({ database }: Archive, chat: SiteChat): readonly number[] {
  const years: number[] = [];
  let from = 0;
  while (true) {
    const key = database.get<{ key: number }>(daysQueries(chat).next, ...[chat.n, from])?.key;
    if (key === undefined) return years;
    const year = new Date(sortKeyTime(key)).getFullYear();
    years.push(year);
    from = Math.max(firstSortKey(new Date(year + 1, 0, 1).getTime()), key + 1);
  }
}

/** A local date as `YYYY-MM-DD`. */
export function localDay(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
}

/** A file of a chat, and the message that it came with. */
export interface GalleryFile extends SiteFile {
  readonly messageId: string;
  readonly name: string;
}

/** Files of a chat. */
export interface GalleryPage {
  readonly files: readonly GalleryFile[];
  readonly earlier: number | undefined;
}

/** Messages whose files are on a page. */
const GALLERY_PAGE = 60;

/** The messages of a chat that files came with, the newest first. */
export const GALLERY_QUERY = `SELECT DISTINCT sort_key FROM resource
  WHERE chat = ? AND media IS NOT NULL AND sort_key < ? ORDER BY sort_key DESC LIMIT ?`;

/** Their files. */
export const GALLERY_FILES_QUERY =
  `SELECT m.message_id AS messageId, r.media, coalesce(r.name, r.key) AS name,
    d.mime, d.bytes
  FROM resource r JOIN message m ON m.seq = r.message JOIN media d ON d.sha256 = r.media
  WHERE r.chat = ? AND r.media IS NOT NULL AND r.sort_key >= ? AND r.sort_key < ? ORDER BY r.sort_key DESC`;

/** Files of a chat, the newest first. */
export function readGallery(
  archive: Archive,
  chat: SiteChat,
  before: number = Number.MAX_SAFE_INTEGER,
): GalleryPage {
  const { database } = archive;
  const keys = database.all<{ sort_key: number }>(
    GALLERY_QUERY,
    ...[chat.n, BigInt(before), GALLERY_PAGE + 1],
  );
  const last = keys.slice(0, GALLERY_PAGE).at(-1)?.sort_key;
  if (last === undefined) return { files: [], earlier: undefined };
  return {
    files: filesBetween(archive, chat, last, before),
    earlier: keys.length > GALLERY_PAGE ? last : undefined,
  };
}

/** The files of a part of a chat, the newest first. */
export function filesBetween(
  { database }: Archive,
  { n }: Pick<SiteChat, "n">,
  from: number,
  before: number = Number.MAX_SAFE_INTEGER,
): readonly GalleryFile[] {
  return database.all<Omit<GalleryFile, "path"> & { readonly media: Uint8Array }>(
    GALLERY_FILES_QUERY,
    ...[n, from, BigInt(before)],
  ).map(({ media, ...file }) => ({ ...file, path: mediaPath(database, media) }));
}

/** What of a chat could not be had, by reason. */
export interface GapGroup {
  readonly kind: string;
  readonly reason: string;
  readonly count: number;
}

const KINDS = "'chat', 'thread', 'bundle', 'reactions', 'media', 'members', 'pins'";

/** What of a chat could not be had. */
export function listGaps({ database }: Archive, { chat_id }: Pick<SiteChat, "chat_id">): readonly GapGroup[] {
  return database.all<GapGroup>(
    `SELECT kind, reason, count(*) AS count FROM gap WHERE kind IN (${KINDS}) AND chat = ?
      GROUP BY kind, reason ORDER BY kind, count DESC`,
    chat_id,
  );
}
