import type { Failure } from "../../failure.ts";
import type { Client } from "../../platform/client.ts";
import type { Phrase } from "../../text/phrase.ts";
import type { Warnings } from "../../warning.ts";
import type { World } from "../../world.ts";
import type { WritableArchive } from "../directory.ts";
import type { GapPlace } from "../gaps.ts";
import type { MessageWriter } from "../message-writer.ts";

/** Kinds of files, as people choose them. */
export const MEDIA_KINDS = ["image", "file", "video", "audio"] as const;
/** A kind of file. */
export type MediaKind = typeof MEDIA_KINDS[number];

/** What becomes of the last text of a recalled message: it is kept and found, kept among the versions, or removed. */
export const RECALLED = ["keep", "mark", "drop"] as const;
/** What becomes of it. */
export type Recalled = typeof RECALLED[number];

/** Work of one kind. */
export type LaneName =
  | "list"
  | "check"
  | "search"
  | "threads"
  | "bundle"
  | "reactions"
  | "media"
  | "members"
  | "pins";

/** What an export is asked to do. */
export interface ExportOptions {
  /** Unix milliseconds; absent: from the first message on. */
  readonly start: number | undefined;
  /** Unix milliseconds; absent: up to now. */
  readonly end: number | undefined;
  /** How far back known stretches are listed again, for edits and recalls; milliseconds. */
  readonly rescan: number;
  /** Look at everything again. */
  readonly sweep: boolean;
  readonly threads: boolean;
  readonly reactions: boolean;
  readonly members: boolean;
  readonly media: boolean;
  /** Fetch files that are saved once more, and compare them. */
  readonly recheckMedia: boolean;
  /** Stop at the first thing that cannot be had. */
  readonly failFast: boolean;
  /** Larger files are left out; bytes. */
  readonly mediaLimit: number | undefined;
  /** Only these kinds of files; empty: all. */
  readonly mediaTypes: readonly MediaKind[];
  /** What becomes of the last text of a message that was recalled. */
  readonly recalled: Recalled;
  /** Calls of one kind at a time; absent: as many as the kind needs. */
  readonly workers: number | undefined;
  /** Longest silence of the service during a download, milliseconds. */
  readonly idle: number;
}

/** What became of one chat in a run. */
export interface ChatTotals {
  new: number;
  edited: number;
  recalled: number;
  missing: number;
  replies: number;
}

/** A chat at work. */
export interface ChatRow {
  readonly n: number;
  readonly chat_id: string;
  /** `group`, `topic` or `p2p`. */
  readonly mode: string;
  readonly name: string | null;
}

/** Why files could not be saved, and how many. */
export interface MediaFailure {
  readonly code: number | null;
  readonly reason: string;
  count: number;
}

/** What was done in a run, whatever the chat. */
export interface RunTotals {
  readonly media: { saved: number; reused: number; skipped: number; bytes: number; failed: number };
  /** Why files failed, by reason. */
  readonly mediaFailures: Map<string, MediaFailure>;
  /** Files that were compared, those of them that differ, and those that could not be fetched again. */
  readonly recheck: { files: number; different: number; failed: number };
  /** The search for replies to old messages: whether it was read to its end, and how many known threads it queued. */
  readonly search: { isRead: boolean; threads: number };
  /** What went wrong without a gap, or is worth a word. */
  readonly warnings: Warnings;
  /** What to do about gaps, by their `gapGroup`. */
  readonly hints: Map<string, Phrase>;
  /** Calls by lane. */
  readonly calls: Record<string, number>;
}

/** What the lanes of a run share. */
export interface SyncContext {
  readonly world: World;
  readonly client: Client;
  readonly archive: WritableArchive;
  readonly writer: MessageWriter;
  /** Row of the run. */
  readonly run: number;
  /** When it began, Unix milliseconds. */
  readonly startedMs: number;
  readonly options: ExportOptions;
  readonly chats: readonly ChatRow[];
  /** Rows of these chats, between commas. */
  readonly chatList: string;
  readonly totals: ReadonlyMap<number, ChatTotals>;
  /** Rows of the chats where the run found something new, edited or recalled. */
  readonly active: Set<number>;
  readonly done: RunTotals;
  /** The time is up, or something ended the run: no further work begins. */
  isStopping(): boolean;
  /** Makes a call, and counts it. */
  call: (lane: string, request: Parameters<Client["call"]>[0]) => ReturnType<Client["call"]>;
  /** Kinds of work that the service allows to nobody with this login, and why. */
  readonly refusals: Map<LaneName, Failure>;
  /**
   * Ends a kind of work that the login has no scope for: each further call would be refused as well.
   *
   * @returns whether that is what failed
   */
  refuse(lane: LaneName, error: unknown): boolean;
  /** Notes what failed; see `noteGap`. */
  gap(place: GapPlace, error: unknown): void;
  /** Something was written that other lanes may wait for. */
  wake(): void;
  /** Resolves at the next `wake`. */
  awake(): Promise<void>;
}

/** The totals of a chat. */
export function totalsOf({ totals }: SyncContext, chat: number): ChatTotals {
  const found = totals.get(chat);
  if (found === undefined) throw new TypeError(`chat ${chat} has no part in this run`);
  return found;
}

/** A chat of the run. */
export function chatOf({ chats }: SyncContext, n: number): ChatRow {
  const found = chats.find((chat) => chat.n === n);
  if (found === undefined) throw new TypeError(`chat ${n} has no part in this run`);
  return found;
}
