import type { Archive } from "../directory.ts";
import { TOP_LEVEL } from "../show.ts";
import { formatLocalMinute } from "../../text/time.ts";

/** Messages of a page, at most. */
const PAGE = 1_000;

/** A page of a chat: a month, or a part of one. */
export interface StaticPage {
  /** Stable: messages that come later change the last page alone. */
  readonly name: string;
  /** Keys of its first and last message. */
  readonly from: number;
  readonly to: number;
}

/** Divides the messages of a chat into pages. */
export function pagesOf({ database }: Archive, chat: number): readonly StaticPage[] {
  const pages: { name: string; from: number; to: number }[] = [];
  let month = "";
  let count = 0;
  let part = 1;
  for (
    const { sort_key, created_ms } of database.each<{ sort_key: number; created_ms: number }>(
      `SELECT sort_key, created_ms FROM message WHERE chat = ? AND ${TOP_LEVEL} ORDER BY sort_key`,
      chat,
    )
  ) {
    const own = formatLocalMinute(created_ms).slice(0, 7) || "undated";
    const last = pages.at(-1);
    if (own === month && count < PAGE && last !== undefined) {
      last.to = sort_key;
      count++;
      continue;
    }
    part = own === month ? part + 1 : 1;
    month = own;
    count = 1;
    // A month that comes again, as out of order as messages may be, gets a name of its own.
    const plain = part === 1 ? own : `${own}-${part}`;
    const isTaken = pages.some(({ name }) => name === plain);
    pages.push({ name: isTaken ? `${plain}-from-${sort_key}` : plain, from: sort_key, to: sort_key });
  }
  return pages;
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
