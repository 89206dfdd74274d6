import { createGate } from "../enrich/gate.ts";
import type { JsonObject } from "../json.ts";
import { filledStringAt, objectsAt } from "../json-access.ts";
import { answeredRecords } from "../platform/answered-data.ts";
import type { Client } from "../platform/client.ts";
import { MAX_SETTINGS, queryMuteSettings } from "./list-requests.ts";

/** Most look-ups at a time. */
const OPEN = 3;

/** What is known besides the chats. */
export interface MuteFilterContext {
  /** Why the settings cannot say anything here; the chats stay as they are then. */
  readonly notApplicable: string | undefined;
  readonly hasMore: boolean;
}

/** Chats that are left, and `data.filter` (always the same five fields). */
export interface MuteFiltered {
  readonly chats: readonly JsonObject[];
  readonly filter: JsonObject;
}

/**
 * Drops the chats that the caller has muted (chats sheet 8). A chat whose setting is not known stays.
 *
 * @throws {Failure} when a look-up fails: muted chats must not slip through.
 */
export async function filterMuted(
  client: () => Client,
  chats: readonly JsonObject[],
  { notApplicable, hasMore }: MuteFilterContext,
): Promise<MuteFiltered> {
  const ids = [...new Set(chats.map((chat) => filledStringAt(chat, "chat_id") ?? ""))].filter((id) =>
    id !== ""
  );
  if (notApplicable !== undefined || ids.length === 0) {
    return { chats, filter: filterOf(chats.length, chats.length, notApplicable ?? "") };
  }
  const settings = await lookUp(client(), ids);
  const left = chats.filter((chat) => settings.get(filledStringAt(chat, "chat_id") ?? "") !== true);
  const unknown = left.filter((chat) => !settings.has(filledStringAt(chat, "chat_id") ?? "")).length;
  const hint = muteHint({ removed: chats.length - left.length, left: left.length, unknown, hasMore });
  return { chats: left, filter: filterOf(chats.length, left.length, hint) };
}

/** Whether each chat is muted, as far as the service tells. */
async function lookUp(client: Client, ids: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  const gate = createGate(OPEN);
  const blocks = Array.from(
    { length: Math.ceil(ids.length / MAX_SETTINGS) },
    (_none, at) => ids.slice(at * MAX_SETTINGS, (at + 1) * MAX_SETTINGS),
  );
  const answers = await Promise.all(
    blocks.map((block) => gate(() => client.call(queryMuteSettings(block)))),
  );
  const items = answers.flatMap((body) => objectsAt(answeredRecords(body, ["items"]), "items"));
  return new Map(items.flatMap((item) => {
    const { chat_id: id, is_muted: isMuted } = item;
    return typeof id === "string" && typeof isMuted === "boolean" ? [[id, isMuted] as const] : [];
  }));
}

function filterOf(fetched: number, returned: number, hint: string): JsonObject {
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
