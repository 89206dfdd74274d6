/**
 * What a run would take, by what the archive holds: nothing is asked. What is new is not known, and not counted.
 *
 * @module
 */

import { MAX_PAGE_SIZE, MAX_REACTION_QUERIES } from "../../message/requests.ts";
import type { Identity } from "../../platform/identity.ts";
import type { Archive } from "../directory.ts";
import { firstSortKey } from "../sort-key.ts";
import type { ChatRow, ExportOptions } from "./context.ts";
import { stretchesOf } from "./list-lane.ts";
import { mediaFilter } from "./media-kinds.ts";
import { recheckedFiles } from "./recheck-lane.ts";
import { planReplySearch, searchedUntil } from "./reply-search.ts";
import { dueThreads } from "./thread-lane.ts";

/** Calls of a kind that the service allows in a minute. */
const CALLS_PER_MINUTE = 1_000;
/** Chats of one page of their list. */
const CHATS_PER_CALL = 100;

/** Which chats a run is about. */
export type EstimatedChats =
  | { readonly kind: "some"; readonly ids: readonly string[] }
  /** Those that the archive knows. */
  | { readonly kind: "all"; readonly excluded: readonly string[] };

/** Calls of a run where nothing is new, at least. */
export interface Estimate {
  readonly chats: number;
  readonly calls: Readonly<
    Record<"chats" | "list" | "search" | "threads" | "bundles" | "reactions" | "media" | "members", number>
  >;
  /** At the service's limits, rounded up. */
  readonly minutes: number;
}

/** Estimates a run. */
export function estimateRun(
  archive: Archive,
  chosen: EstimatedChats,
  options: Omit<ExportOptions, "idle" | "workers" | "recalled" | "failFast">,
  { startedMs, share, identity }: {
    readonly startedMs: number;
    readonly share: number;
    readonly identity: Identity;
  },
): Estimate {
  const chats = chatsOf(archive, chosen);
  const list = chats.reduce((sum, chat) => sum + listCalls(archive, options, startedMs, chat), 0);
  const unknown = chosen.kind === "some" ? chosen.ids.length - chats.length : 0;
  const rows = chats.map(({ n }) => n).join(",");
  const open = openCounts(archive, rows);
  const calls = {
    chats: chosen.kind === "all"
      ? Math.max(1, Math.ceil(chats.length / CHATS_PER_CALL))
      : Math.ceil(unknown / MAX_PAGE_SIZE),
    list: list + unknown,
    search: identity === "user" ? searchCalls(archive, options, startedMs, chats) : 0,
    threads: options.threads ? threadCalls(archive, options.sweep, startedMs, chats) : 0,
    bundles: open("task WHERE kind = 'bundle'", "chat"),
    reactions: options.reactions
      ? Math.ceil(
        (options.sweep
          ? open("message WHERE upper IS NULL AND state = 'live'", "chat")
          : open("task WHERE kind = 'reactions'", "chat")) / MAX_REACTION_QUERIES,
      )
      : 0,
    media: options.media ? mediaCalls(options, open) : 0,
    members: options.members && options.sweep ? 2 * chats.length : 0,
  };
  // The two share an endpoint; the others have one each, side by side.
  const longest = Math.max(
    calls.list + calls.threads,
    calls.bundles,
    calls.reactions,
    calls.media,
    calls.members,
  );
  return {
    chats: chats.length + unknown,
    calls,
    minutes: Math.ceil(longest / (CALLS_PER_MINUTE * share)),
  };
}

function chatsOf({ database }: Archive, chosen: EstimatedChats): readonly ChatRow[] {
  const known = database.all<ChatRow>("SELECT n, chat_id, mode, name FROM chat");
  return chosen.kind === "all"
    ? known.filter(({ chat_id }) => !chosen.excluded.includes(chat_id))
    : known.filter(({ chat_id }) => chosen.ids.includes(chat_id));
}

/** What is known of the stretches fills pages; the last page is there even where it is empty. */
function listCalls(
  archive: Archive,
  options: Parameters<typeof stretchesOf>[0]["options"],
  startedMs: number,
  chat: ChatRow,
): number {
  const listed = chat.mode === "topic" ? "" : "AND (thread IS NULL OR root IS NULL OR root = message_id)";
  return stretchesOf({ archive, options, startedMs }, chat).reduce((sum, { from, to }) => {
    const { count } = archive.database.get<{ count: number }>(
      // No key of a message is below that of its second.
      `SELECT count(*) AS count FROM message WHERE chat = ? AND sort_key >= ? AND upper IS NULL
        AND created_ms BETWEEN ? AND ? ${listed}`,
      ...[chat.n, firstSortKey(from), from, to],
    ) ?? { count: 0 };
    return sum + Math.max(1, Math.ceil(count / MAX_PAGE_SIZE));
  }, 0);
}

/** An empty page is a call as well. */
function searchCalls(
  archive: Archive,
  options: Parameters<typeof planReplySearch>[1],
  startedMs: number,
  chats: readonly ChatRow[],
): number {
  const search = planReplySearch(archive, options, { startedMs, chats, searched: searchedUntil(archive) });
  if (search === undefined) return 0;
  const { from, to } = search.range;
  const { count } = archive.database.get<{ count: number }>(
    `SELECT count(*) AS count FROM message WHERE chat IN (${search.chats.map(({ n }) => n).join(",")})
      AND sort_key >= ? AND upper IS NULL AND created_ms BETWEEN ? AND ?`,
    ...[firstSortKey(from), from, to],
  ) ?? { count: 0 };
  return Math.max(1, Math.ceil(count / MAX_PAGE_SIZE));
}

function threadCalls(
  { database }: Archive,
  sweep: boolean,
  startedMs: number,
  chats: readonly ChatRow[],
): number {
  const last = database.get<{ id: number | null }>("SELECT max(id) AS id FROM run")?.id ?? 0;
  const { where, values } = dueThreads({ run: last + 1, startedMs, sweep });
  return chats.filter(({ mode }) => mode !== "topic").reduce(
    (sum, { n }) =>
      sum + (database.get<{ count: number }>(
        `SELECT count(*) AS count FROM thread WHERE chat = ? AND (${where}
        OR n IN (SELECT id FROM task WHERE kind = 'thread'))`,
        ...[n, ...values],
      )?.count ?? 0),
    0,
  );
}

function mediaCalls(
  options: Parameters<typeof recheckedFiles>[0] & { readonly recheckMedia: boolean },
  open: OpenCounts,
): number {
  const wanted = `resource r JOIN message m ON m.seq = r.message WHERE r.state = 'wanted' AND ${
    mediaFilter(options.mediaTypes)
  }`;
  const saved = `resource r JOIN message m ON m.seq = r.message WHERE ${recheckedFiles(options)}`;
  return open(wanted, "r.chat") + (options.recheckMedia ? open(saved, "r.chat") : 0);
}

/** Counts rows of the run's chats. */
type OpenCounts = (from: string, chat: string) => number;

function openCounts({ database }: Archive, rows: string): OpenCounts {
  return (from, chat) =>
    database.get<{ count: number }>(`SELECT count(*) AS count FROM ${from} AND ${chat} IN (${rows})`)
      ?.count ?? 0;
}
