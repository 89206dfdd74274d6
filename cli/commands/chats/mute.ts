import { isInterrupted } from "../../../core/failure.ts";
import { filterMuted } from "../../../core/chat/mute-filter.ts";
import { queryMuteSettings } from "../../../core/chat/requests.ts";
import type { Chat } from "../../../core/chat/wire.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import type { WireSchema } from "../../../core/json/schema.ts";
import { idFrom, listedId, type Pages, readLists } from "../../../core/platform/list-reader.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { PagingResult } from "../../../core/platform/pages.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import type { Cut, Runtime } from "../../command.ts";
import { cutOf } from "../../pages.ts";
import { rememberChats } from "./remember.ts";

/** How chats are filtered: not at all, by mute settings, or with a reason why those do not apply. */
export interface MuteFilter {
  readonly isEnabled: boolean;
  readonly notApplicable: string | undefined;
}

/** Only people can mute chats. */
const FOR_USERS_ONLY = "only users can mute chats: nothing was left out; use --as user to filter";

/**
 * The filter of a command.
 *
 * @param notApplicable why mute settings do not apply to what is listed, if they do not
 */
export function muteFilter(isEnabled: boolean, identity: Identity, notApplicable?: string): MuteFilter {
  return { isEnabled, notApplicable: identity === "bot" ? FOR_USERS_ONLY : notApplicable };
}

/** Chats that were read, and `data.filter` where a filter is on. */
export interface ReadChatsResult {
  readonly end: PagingResult;
  /** Empty where they were printed page by page. */
  readonly chats: readonly Chat[];
  /** Chats that are printed. */
  readonly count: number;
  readonly filter: JsonObject | undefined;
}

/** Reads pages of chats; muted ones are dropped when all pages are in. */
export async function readChats<T extends JsonObject>(
  runtime: Runtime,
  pages: Pages,
  schema: WireSchema<T>,
  chatsOf: (records: readonly T[]) => readonly Chat[],
  { isEnabled, notApplicable }: MuteFilter,
): Promise<ReadChatsResult> {
  const { emit } = runtime;
  let printed = 0;
  let seen: readonly Chat[] = [];
  const print = emit === undefined || isEnabled ? undefined : async (lists: { items: readonly T[] }) => {
    const chats = chatsOf(lists.items);
    printed += chats.length;
    seen = [...seen, ...chats].slice(0, 500);
    await emit(chats);
  };
  const idOf = (record: JsonObject) => {
    const [chat] = chatsOf([record as T]);
    return chat === undefined ? undefined : idFrom("chat_id")(chat);
  };
  const { end, lists } = await readLists(pages, { items: schema }, idOf, print, { listing: runtime.listing });
  const chats = chatsOf(lists.items);
  await rememberChats(runtime, [...seen, ...chats]);
  if (!isEnabled) return { end, chats, count: printed + chats.length, filter: undefined };
  const left = await filterMuted(runtime.client, chats, {
    notApplicable: isInterrupted(end.failure)
      ? "interrupted: muted chats are still in the list"
      : notApplicable,
    hasMore: end.hasMore,
  });
  return { end, chats: left.chats, count: left.chats.length, filter: left.filter };
}

/** How chats that were read are shown in part. */
export function cutChats(chats: readonly Chat[], partsOf: Parameters<typeof cutOf<Chat>>[2]): Cut {
  return cutOf(chats, (chat) => listedId("items", chat, idFrom("chat_id")), partsOf);
}

/** The calls that the filter may make, for dry runs. */
export function previewMuteFilter({ isEnabled, notApplicable }: MuteFilter): readonly ApiRequest[] {
  return isEnabled && notApplicable === undefined
    ? [{ ...queryMuteSettings(["<chat_id>"]), desc: "if chats were found: their mute settings, 10 a call" }]
    : [];
}
