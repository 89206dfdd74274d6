import { filterMuted } from "../../core/chat/mute-filter.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Client } from "../../core/platform/client.ts";
import { collectPages } from "../../core/platform/collect-pages.ts";
import type { Page, WalkEnd } from "../../core/platform/pages.ts";
import type { Session } from "../command.ts";

/** How chats are filtered: not at all, by mute settings, or with a reason why those say nothing. */
export interface MuteWish {
  readonly isWanted: boolean;
  readonly notApplicable: string | undefined;
}

/** Chats that were read, and `data.filter` where filtering was asked for. */
export interface ChatsRead {
  readonly end: WalkEnd;
  /** Empty where they were printed page by page. */
  readonly chats: readonly JsonObject[];
  /** Chats that are printed. */
  readonly count: number;
  readonly filter: JsonObject | undefined;
}

/** Reads pages of chats; muted ones are dropped when all pages are in (chats sheet 8). */
export async function readChats(
  session: Session,
  client: () => Client,
  pages: AsyncGenerator<Page, WalkEnd>,
  { isWanted, notApplicable }: MuteWish,
): Promise<ChatsRead> {
  const read = await collectPages(pages, "items", isWanted ? undefined : session.emit);
  if (!isWanted) return { end: read.end, chats: read.items, count: read.count, filter: undefined };
  const { chats, filter } = await filterMuted(client, read.items, {
    notApplicable,
    hasMore: read.end.hasMore,
  });
  return { end: read.end, chats, count: chats.length, filter };
}
