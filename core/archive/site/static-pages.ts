/**
 * How a site of files divides a chat: pages of its messages by months, and pages of the replies in its threads.
 *
 * @module
 */

import type { Archive } from "../directory.ts";
import type { ArchivedChat } from "../render/rows.ts";
import { topLevelIn } from "../show.ts";
import { formatLocalMinute } from "../../text/time.ts";
import type { SiteDay } from "./site-lists.ts";

/** Messages of a page, at most, with those in forwarded bundles. */
export const PAGE = 1_000;

/** A page of a chat: a month, or a part of one. */
export interface StaticPage {
  /** Stable: messages that come later change the last page alone. */
  readonly name: string;
  /** Keys of its first and last message. */
  readonly from: number;
  readonly to: number;
  readonly days: readonly SiteDay[];
}

/** A thread of a chat with replies, and where they stand among the replies of the same page. */
export interface StaticThread {
  readonly n: number;
  readonly thread_id: string;
  /** Name of the page that its first message is on. */
  readonly page: string;
  readonly offset: number;
  readonly replies: number;
}

/** How a chat is divided. */
export interface StaticPlan {
  readonly pages: readonly StaticPage[];
  /** In order. */
  readonly threads: ReadonlyMap<number, StaticThread>;
}

/** Replies of ordinary threads: what stands in a thread and not in its chat. */
export const IS_REPLY = "upper IS NULL AND root IS NOT NULL AND root <> message_id";

/** Divides a chat. */
export function planOf(archive: Archive, chat: ArchivedChat): StaticPlan {
  const pages = pagesOf(archive, chat);
  return { pages, threads: chat.mode === "topic" ? new Map() : threadsOf(archive, chat, pages) };
}

interface GrowingPage {
  readonly name: string;
  readonly from: number;
  to: number;
  readonly days: { readonly day: string; count: number }[];
}

function pagesOf({ database }: Archive, chat: ArchivedChat): readonly StaticPage[] {
  const pages: GrowingPage[] = [];
  const names = new Set<string>();
  let month = "";
  let count = 0;
  let part = 1;
  for (
    const { sort_key, created_ms, weight } of database.each<
      { sort_key: number; created_ms: number; weight: number }
    >(
      `SELECT sort_key, created_ms, CASE type WHEN 'merge_forward' THEN
          1 + (SELECT count(*) FROM message inside WHERE inside.upper = message.seq) ELSE 1 END AS weight
        FROM message WHERE chat = ? AND ${topLevelIn(chat.mode)} ORDER BY sort_key`,
      chat.n,
    )
  ) {
    const day = formatLocalMinute(created_ms).slice(0, 10) || "undated";
    const own = day.slice(0, 7);
    const last = pages.at(-1);
    if (own === month && count + weight <= PAGE && last !== undefined) {
      last.to = sort_key;
      count += weight;
      addDay(last.days, day);
      continue;
    }
    part = own === month ? part + 1 : 1;
    month = own;
    count = weight;
    // A month that comes again, as out of order as messages may be, gets a name of its own.
    const plain = part === 1 ? own : `${own}-${part}`;
    const name = names.has(plain) ? `${plain}-from-${sort_key}` : plain;
    names.add(name);
    pages.push({ name, from: sort_key, to: sort_key, days: [{ day, count: 1 }] });
  }
  return pages;
}

function addDay(days: { readonly day: string; count: number }[], day: string): void {
  const known = days.findLast((one) => one.day === day);
  if (known === undefined) days.push({ day, count: 1 });
  else known.count++;
}

function threadsOf(
  { database }: Archive,
  { n }: ArchivedChat,
  pages: readonly StaticPage[],
): ReadonlyMap<number, StaticThread> {
  const threads = new Map<number, StaticThread>();
  const used = new Map<string, number>();
  for (
    const row of database.each<{ n: number; thread_id: string; first: number; replies: number }>(
      `SELECT t.n, t.thread_id, min(m.sort_key) AS first, sum(${IS_REPLY}) AS replies
        FROM thread t JOIN message m ON m.thread = t.n WHERE t.chat = ? AND m.upper IS NULL
        GROUP BY t.n HAVING replies > 0 ORDER BY first`,
      n,
    )
  ) {
    // Where no message stands in the chat itself, the threads still have a page.
    const page = pageAt(pages, row.first)?.name ?? "all";
    const offset = used.get(page) ?? 0;
    used.set(page, offset + row.replies);
    threads.set(row.n, { n: row.n, thread_id: row.thread_id, page, offset, replies: row.replies });
  }
  return threads;
}

/** The page that a message with a key stands on. */
export function pageAt(pages: readonly StaticPage[], key: number): StaticPage | undefined {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pages[middle]?.from ?? 0) <= key) low = middle;
    else high = middle - 1;
  }
  return pages[low];
}

/** The file of a reply, by its place in its thread, from the chat's own folder. */
export function threadFile({ page, offset }: StaticThread, reply: number): string {
  return partFile(page, Math.floor((offset + reply) / PAGE));
}

/** A part of the replies of a page. */
export function partFile(page: string, part: number): string {
  return part === 0 ? `threads-${page}.html` : `threads-${page}.${part + 1}.html`;
}
