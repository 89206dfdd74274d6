import { createLimit } from "../async/limit.ts";
import { nonEmptyStringAt, objectsAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import type { Client } from "../platform/client.ts";
import { responseRecords } from "../platform/response.ts";
import { MAX_MUTE_SETTINGS, queryMuteSettings } from "./requests.ts";

/** Most look-ups at a time. */
const CONCURRENCY = 3;

/** What is known besides the chats. */
export interface MuteFilterContext {
  /** Why the settings cannot say anything here; the chats stay as they are then. */
  readonly notApplicable: string | undefined;
  readonly hasMore: boolean;
}

/** Chats that are left, and `data.filter` (always the same five fields). */
export interface MuteFilterResult {
  readonly chats: readonly JsonObject[];
  readonly filter: JsonObject;
}

/**
 * Drops the chats that the caller has muted. A chat whose setting is not known stays.
 *
 * @throws {Failure} when a look-up fails: muted chats must not slip through.
 */
export async function filterMuted(
  client: () => Client,
  chats: readonly JsonObject[],
  { notApplicable, hasMore }: MuteFilterContext,
): Promise<MuteFilterResult> {
  const ids = [...new Set(chats.map((chat) => nonEmptyStringAt(chat, "chat_id") ?? ""))].filter((id) =>
    id !== ""
  );
  if (notApplicable !== undefined || ids.length === 0) {
    return { chats, filter: filterSummary(chats.length, chats.length, notApplicable ?? "") };
  }
  const settings = await loadMuteSettings(client(), ids);
  const left = chats.filter((chat) => settings.get(nonEmptyStringAt(chat, "chat_id") ?? "") !== true);
  const unknown = left.filter((chat) => !settings.has(nonEmptyStringAt(chat, "chat_id") ?? "")).length;
  const hint = muteHint({ removed: chats.length - left.length, left: left.length, unknown, hasMore });
  return { chats: left, filter: filterSummary(chats.length, left.length, hint) };
}

/** Whether each chat is muted, as far as the service tells. */
async function loadMuteSettings(
  client: Client,
  ids: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const gate = createLimit(CONCURRENCY);
  const blocks = Array.from(
    { length: Math.ceil(ids.length / MAX_MUTE_SETTINGS) },
    (_none, at) => ids.slice(at * MAX_MUTE_SETTINGS, (at + 1) * MAX_MUTE_SETTINGS),
  );
  const answers = await Promise.all(
    blocks.map((block) => gate(() => client.call(queryMuteSettings(block)))),
  );
  const items = answers.flatMap((body) => objectsAt(responseRecords(body, ["items"]), "items"));
  return new Map(items.flatMap((item) => {
    const { chat_id: id, is_muted: isMuted } = item;
    return typeof id === "string" && typeof isMuted === "boolean" ? [[id, isMuted] as const] : [];
  }));
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
  /** Of those left, how many the service told nothing about. */
  readonly unknown: number;
  readonly hasMore: boolean;
}

/** What filtering did to the list; nothing to say where it removed nothing. */
function muteHint({ removed, left, unknown, hasMore }: Counts): string {
  if (removed === 0) return "";
  const more = hasMore ? "there are more pages" : "there are no more pages";
  return `${removed} muted chat(s) removed, ${left} left` +
    (unknown === 0 ? "" : ` (${unknown} of them not joined, or with an unknown setting)`) +
    `; ${more}, and has_more and totals of the service count muted chats, too`;
}
