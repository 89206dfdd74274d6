import { filterMuted } from "../../../core/chat/mute-filter.ts";
import { queryMuteSettings } from "../../../core/chat/requests.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import type { Client } from "../../../core/platform/client.ts";
import { collectPages, type Page, type PagingResult } from "../../../core/platform/pages.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import type { Session } from "../../command.ts";

/** How chats are filtered: not at all, by mute settings, or with a reason why those say nothing. */
export interface MuteFilter {
  readonly isEnabled: boolean;
  readonly notApplicable: string | undefined;
}

/** Chats that were read, and `data.filter` where filtering was asked for. */
export interface ReadChatsResult {
  readonly end: PagingResult;
  /** Empty where they were printed page by page. */
  readonly chats: readonly JsonObject[];
  /** Chats that are printed. */
  readonly count: number;
  readonly filter: JsonObject | undefined;
}

/** Reads pages of chats; muted ones are dropped when all pages are in. */
export async function readChats(
  session: Session,
  client: () => Client,
  pages: AsyncGenerator<Page, PagingResult>,
  { isEnabled, notApplicable }: MuteFilter,
): Promise<ReadChatsResult> {
  const read = await collectPages(pages, "items", isEnabled ? undefined : session.emit);
  if (!isEnabled) return { end: read.end, chats: read.items, count: read.count, filter: undefined };
  const { chats, filter } = await filterMuted(client, read.items, {
    notApplicable,
    hasMore: read.end.hasMore,
  });
  return { end: read.end, chats, count: chats.length, filter };
}

/** The look-ups that filtering may make, for dry runs. */
export function previewMuteFilter({ isEnabled, notApplicable }: MuteFilter): readonly ApiRequest[] {
  return isEnabled && notApplicable === undefined
    ? [{ ...queryMuteSettings(["<chat_id>"]), desc: "if chats were found: their mute settings, 10 a call" }]
    : [];
}
