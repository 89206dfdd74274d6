import { createLimit } from "../async/limit.ts";
import type { JsonObject } from "../json/json.ts";
import type { Client } from "../platform/client.ts";
import { recordsAt } from "../platform/list-reader.ts";
import { responseRecords } from "../platform/response.ts";
import { MAX_MUTE_SETTINGS, queryMuteSettings } from "./requests.ts";
import { type Chat, MUTE_SETTING } from "./wire.ts";
import { counted } from "../text/count.ts";

/** Most calls at a time. */
const CONCURRENCY = 3;

/** What is known besides the chats. */
export interface MuteFilterContext {
  /** Why mute settings do not apply here; the chats then stay as they are. */
  readonly notApplicable: string | undefined;
  readonly hasMore: boolean;
}

/** Chats that are left, and `data.filter` (always the same five fields). */
export interface MuteFilterResult {
  readonly chats: readonly Chat[];
  readonly filter: JsonObject;
}

/**
 * Drops the chats that the caller has muted. A chat whose setting is unknown stays.
 *
 * @throws {Failure} when a call fails: muted chats must not slip through.
 */
export async function filterMuted(
  client: () => Client,
  chats: readonly Chat[],
  { notApplicable, hasMore }: MuteFilterContext,
): Promise<MuteFilterResult> {
  const ids = [...new Set(chats.map(chatIdOf))].filter((id) => id.trim() !== "");
  if (notApplicable !== undefined || ids.length === 0) {
    return { chats, filter: filterSummary(chats.length, chats.length, notApplicable ?? "") };
  }
  const settings = await loadMuteSettings(client(), ids);
  const left = chats.filter((chat) => settings.get(chatIdOf(chat)) !== true);
  const unknown = left.filter((chat) => !settings.has(chatIdOf(chat))).length;
  const hint = muteHint({ removed: chats.length - left.length, left: left.length, unknown, hasMore });
  return { chats: left, filter: filterSummary(chats.length, left.length, hint) };
}

function chatIdOf(chat: Chat): string {
  return chat.chat_id ?? "";
}

/** Whether each chat is muted, for the chats that the service reports on. */
async function loadMuteSettings(
  client: Client,
  ids: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const limit = createLimit(CONCURRENCY);
  const blocks = Array.from(
    { length: Math.ceil(ids.length / MAX_MUTE_SETTINGS) },
    (_none, at) => ids.slice(at * MAX_MUTE_SETTINGS, (at + 1) * MAX_MUTE_SETTINGS),
  );
  const responses = await Promise.all(
    blocks.map((block) => limit(() => client.call(queryMuteSettings(block)))),
  );
  const settings = responses.flatMap((body) =>
    recordsAt(responseRecords(body, ["items"]), "items", MUTE_SETTING)
  );
  return new Map(
    settings.flatMap(({ chat_id: id, is_muted: isMuted }) =>
      typeof id === "string" && typeof isMuted === "boolean" ? [[id, isMuted] as const] : []
    ),
  );
}

function filterSummary(fetched: number, returned: number, hint: string): JsonObject {
  return {
    applied: "exclude_muted",
    fetched_count: fetched,
    returned_count: returned,
    filtered_count: fetched - returned,
    hint,
  };
}

interface Counts {
  readonly removed: number;
  readonly left: number;
  /** Of those left, how many have an unknown setting. */
  readonly unknown: number;
  readonly hasMore: boolean;
}

/** What filtering did to the list; nothing to say where it removed nothing. */
function muteHint({ removed, left, unknown, hasMore }: Counts): string {
  if (removed === 0) return "";
  const more = hasMore ? "more pages follow" : "no more pages follow";
  return `${counted(removed, "muted chat")} left out, ${left} listed` +
    (unknown === 0 ? "" : ` (${unknown} of them not joined, or with an unknown setting)`) +
    `; ${more}; the service's own counts include muted chats`;
}
