/**
 * Saves pictures and files under the hash of their content, each content once. The download engine keeps what it has of a
 * file that is not complete, so a run that was ended goes on at the byte.
 *
 * @module
 */

import { download } from "../../download/download.ts";
import { CHUNK_BYTES, resourceRequest } from "../../download/requests.ts";
import { planTarget } from "../../download/plan.ts";
import { failedPrecondition, Failure, fileFailure, isNotFound } from "../../failure.ts";
import { checkPathId } from "../../platform/request.ts";
import { openDirectoryInside, type PinnedDirectory } from "../../pinned-directory.ts";
import { fromHex, toHex } from "../../text/bytes.ts";
import { phrase, plainText } from "../../text/phrase.ts";
import type { World } from "../../world.ts";
import type { Database } from "../database.ts";
import { closeGap, type GapPlace, noteGap } from "../gaps.ts";
import { type MediaType, SNIFFED_BYTES, sniffMedia } from "../media.ts";
import { chatOf, type SyncContext } from "./context.ts";
import { runLane } from "./lane.ts";
import { mediaFilter } from "./media-kinds.ts";
import { basename, join } from "@std/path";

/** Downloads at a time: 5 use up the limit where each takes 300 ms, with pictures; some may be large, slow or hang. */
export const MAX_DOWNLOADS = 8;
const PARTIAL = "media/.partial/";

/** A file to fetch. */
export interface MediaTask {
  readonly message: number;
  readonly message_id: string;
  readonly key: string;
  readonly kind: "image" | "file";
  readonly chat: number;
}

/** Saves the pictures and files that are wanted, of the newest messages first. */
export async function runMediaLane(context: SyncContext, isFed: () => boolean): Promise<void> {
  const { database, path } = context.archive;
  const world: World = { ...context.world, cwd: path };
  const filter = mediaFilter(context.options.mediaTypes);
  // The same file in two messages is saved once.
  const underWay = new Set<string>();
  await runLane<MediaTask>(context, {
    name: "media",
    concurrency: MAX_DOWNLOADS,
    keyOf: ({ message, key }) => `${message}/${key}`,
    isFed,
    next: (count) =>
      waitingFiles(database, context.chatList, filter, count + underWay.size)
        .filter(({ key }) => !underWay.has(key)).filter(firstOfKey()),
    async work(task) {
      underWay.add(task.key);
      try {
        await saveOne(context, world, task);
      } finally {
        underWay.delete(task.key);
      }
    },
  });
}

/**
 * Files that wait to be saved, those of the newest messages first. Every page that is written asks again, so the answer
 * comes from an index of these alone.
 *
 * @param chats rows of chats, between commas
 * @param filter which kinds, as a condition
 */
export function waitingFiles(
  database: Database,
  chats: string,
  filter: string,
  count: number,
): readonly MediaTask[] {
  return database.all<MediaTask>(
    `SELECT r.message, m.message_id, r.key, r.kind, r.chat FROM resource r CROSS JOIN message m ON m.seq = r.message
      WHERE r.state = 'wanted' AND r.chat IN (${chats}) AND ${filter} ORDER BY r.sort_key DESC LIMIT ?`,
    count,
  );
}

function firstOfKey(): (task: MediaTask) => boolean {
  const seen = new Set<string>();
  return ({ key }) => !seen.has(key) && seen.add(key).has(key);
}

async function saveOne(context: SyncContext, world: World, task: MediaTask): Promise<void> {
  const { archive: { database }, options, done } = context;
  const place = placeOf(context, task);
  const known = database.get<{ media: Uint8Array; bytes: number }>(
    "SELECT media, bytes FROM resource WHERE key = ? AND state = 'saved' AND media IS NOT NULL LIMIT 1",
    task.key,
  );
  if (known !== undefined && !options.recheckMedia) {
    finish(context, task, known.media, known.bytes);
    done.media.reused++;
    return;
  }
  try {
    const file = await fetchFile(context, world, task);
    const isNew = database.transaction(() => {
      finish(context, task, fromHex(file.sha256), file.bytes);
      if (known !== undefined) noteComparison(context, place, toHex(known.media) === file.sha256);
      else closeGap(database, place);
      return noteMedia(context, file);
    });
    if (isNew) done.media.saved++;
    else done.media.reused++;
    done.media.bytes += isNew ? file.bytes : 0;
  } catch (error) {
    if (error instanceof TooLarge) {
      done.media.skipped++;
      return skip(context, task, error.bytes);
    }
    if (context.refuse("media", error)) return;
    context.gap(place, error);
    noteFailure(done, error);
    setState(context, task, "failed");
  } finally {
    context.wake();
  }
}

/** Most reasons that are told apart: messages of the service may each be another one. */
const MAX_REASONS = 100;

function noteFailure({ media, mediaFailures }: SyncContext["done"], error: unknown): void {
  media.failed++;
  if (!(error instanceof Failure)) return;
  const { code = null, message } = error.detail;
  const group = { code, reason: plainText(message), count: 0 };
  const key = `${code ?? ""} ${mediaFailures.size < MAX_REASONS ? group.reason : ""}`;
  const known = mediaFailures.get(key) ?? group;
  known.count++;
  mediaFailures.set(key, known);
}

/** Where what is said about a file belongs. */
export function placeOf(context: SyncContext, { chat, message_id, key }: MediaTask) {
  return { kind: "media" as const, chat: chatOf(context, chat).chat_id, item: `${message_id}/${key}` };
}

/** A file as it was fetched; it lies under the name of its content. */
export interface FetchedFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly type: MediaType;
}

/** Fetches a file. */
export async function fetchFile(context: SyncContext, world: World, task: MediaTask): Promise<FetchedFile> {
  const { options, done: { calls } } = context;
  checkPathId("file key", task.key);
  checkPathId("message id", task.message_id);
  const plan = await planTarget(world, { output: PARTIAL, fileKey: task.key, originalName: false });
  const resource = { message_id: task.message_id, file_key: task.key, type: task.kind };
  const saved = await download(world, context.client, resource, plan, {
    ...{ workers: 1, chunk: CHUNK_BYTES, overwrite: true, checksum: true, idle: options.idle },
    ...options.mediaLimit === undefined ? {} : { onProgress: limitTo(options.mediaLimit) },
    // Those that fail are calls as well.
    toRequest(...asked) {
      calls["media"] = (calls["media"] ?? 0) + 1;
      return resourceRequest(...asked);
    },
  });
  const sha256 = saved.sha256 ?? "";
  const type = keepFile(context, basename(saved.saved_path ?? ""), sha256);
  return { sha256, bytes: saved.size_bytes, type };
}

/** Says that a file was compared with what the archive had under its key. */
export function noteComparison(context: SyncContext, place: GapPlace, isSame: boolean): void {
  const { archive: { database }, done: { recheck, warnings }, run } = context;
  recheck.files++;
  if (isSame) return closeGap(database, place);
  recheck.different++;
  const message = "the service sends different content for this key than the archive holds; both are kept";
  noteGap(database, run, place, new Failure({ type: "policy", subtype: "media_differs", message }));
  warnings.add("media_differs", message, place.item);
}

/** A file that is larger than what is wanted. */
export class TooLarge extends Error {
  constructor(readonly bytes: number) {
    super("larger than the limit");
  }
}

function limitTo(most: number): (progress: { readonly total: number | undefined }) => void {
  return ({ total }) => {
    if (total !== undefined && total > most) throw new TooLarge(total);
  };
}

function skip({ archive: { database } }: SyncContext, { message, key }: MediaTask, bytes: number): void {
  database.run(
    "UPDATE resource SET state = 'skipped', bytes = ? WHERE message = ? AND key = ?",
    ...[bytes, message, key],
  );
}

/** Files that were left out for their size are wanted where the limit is higher now, or there is none. */
export function reopenSkipped({ archive: { database }, options }: SyncContext): void {
  database.run(
    "UPDATE resource SET state = 'wanted', bytes = NULL WHERE state = 'skipped' AND bytes <= ?",
    options.mediaLimit ?? Number.MAX_SAFE_INTEGER,
  );
}

function setState({ archive: { database } }: SyncContext, { message, key }: MediaTask, state: string): void {
  database.run("UPDATE resource SET state = ? WHERE message = ? AND key = ?", state, message, key);
}

function finish(
  { archive: { database } }: SyncContext,
  { message, key }: MediaTask,
  media: Uint8Array,
  bytes: number,
): void {
  database.run(
    "UPDATE resource SET state = 'saved', media = ?, bytes = ? WHERE message = ? AND key = ?",
    ...[media, bytes, message, key],
  );
}

/** Gives a complete file the name of its content; where that is there already, it goes. */
function keepFile({ world, archive }: SyncContext, name: string, sha256: string): MediaType {
  const inArchive: World = { ...world, cwd: archive.path };
  const open = (path: string) => openDirectoryInside(inArchive, "output", join(archive.path, path)).directory;
  const partial = open(PARTIAL);
  const type = sniffIn(world, partial, name);
  const folder = open(`media/${sha256.slice(0, 2)}`);
  const from = join(partial.path, name);
  try {
    // Both directories were opened component by component; the name is a hash of our own.
    folder.run((at) => {
      world.files.renameSync(from, at(sha256 + type.extension));
      using directory = world.files.openSync(at("."), { read: true });
      directory.syncSync();
    });
  } catch (error) {
    throw fileFailure("move", from, error);
  }
  return type;
}

/** Notes a file; false where the same content is known. */
export function noteMedia(
  { archive: { database }, run }: SyncContext,
  { sha256, bytes, type: { extension, mime } }: FetchedFile,
): boolean {
  return database.run(
    "INSERT OR IGNORE INTO media(sha256, bytes, extension, mime, first_run) VALUES(?, ?, ?, ?, ?)",
    ...[fromHex(sha256), bytes, extension, mime, run],
  ) > 0;
}

function sniffIn({ files }: World, directory: PinnedDirectory, name: string): MediaType {
  try {
    return directory.run((at) => {
      using file = files.openSync(at(name), { read: true });
      const head = new Uint8Array(SNIFFED_BYTES);
      return sniffMedia(head.subarray(0, file.readSync(head) ?? 0));
    });
  } catch (error) {
    if (!isNotFound(error)) throw fileFailure("read", join(directory.path, name), error);
    throw failedPrecondition(
      phrase`"${join(directory.path, name)}" went away while it was archived`,
      "run the same command again",
    );
  }
}
