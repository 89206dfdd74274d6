/**
 * Fetches again what is saved, and compares it: a key is taken for the name of one content, which the service promises
 * nowhere.
 *
 * @module
 */

import { describeFailure } from "../../attempt.ts";
import { Failure } from "../../failure.ts";
import { explainAttachment } from "../../platform/service-failure.ts";
import { toHex } from "../../text/bytes.ts";
import type { World } from "../../world.ts";
import { isOwn } from "../gaps.ts";
import { keepOtherContent } from "../other-content.ts";
import type { SyncContext } from "./context.ts";
import { runLane } from "./lane.ts";
import {
  fetchFile,
  MAX_DOWNLOADS,
  type MediaTask,
  noteComparison,
  noteMedia,
  placeOf,
  TooLarge,
} from "./media-lane.ts";
import { mediaFilter } from "./media-kinds.ts";

/** Files that are looked at again, as a condition on rows `r` of `resource` and their messages `m`. */
export function recheckedFiles(
  { mediaTypes, mediaLimit, start, end }: Pick<
    SyncContext["options"],
    "mediaTypes" | "mediaLimit" | "start" | "end"
  >,
): string {
  return [
    "r.state = 'saved' AND r.media IS NOT NULL",
    mediaFilter(mediaTypes),
    ...mediaLimit === undefined ? [] : [`r.bytes <= ${mediaLimit}`],
    ...start === undefined ? [] : [`m.created_ms >= ${start}`],
    ...end === undefined ? [] : [`m.created_ms <= ${end}`],
  ].join(" AND ");
}

/** Queues the messages whose files are saved. Where an earlier run left some, it is continued. */
export function planRechecks({ archive: { database }, chatList, options }: SyncContext): void {
  const waiting = database.get(
    `SELECT 1 AS one FROM task WHERE kind = 'recheck' AND chat IN (${chatList}) LIMIT 1`,
  );
  if (waiting !== undefined) return;
  database.run(
    `INSERT OR IGNORE INTO task(kind, id, chat) SELECT 'recheck', r.message, r.chat FROM resource r
      JOIN message m ON m.seq = r.message WHERE r.chat IN (${chatList}) AND ${recheckedFiles(options)}`,
  );
}

/** Fetches the queued files. */
export async function runRecheckLane(context: SyncContext): Promise<void> {
  const { database, path } = context.archive;
  const world: World = { ...context.world, cwd: path };
  const inTurn = createTurns();
  await runLane<{ readonly id: number }>(context, {
    name: "media",
    concurrency: MAX_DOWNLOADS,
    keyOf: ({ id }) => String(id),
    isFed: () => true,
    next: (count) =>
      database.all(
        `SELECT id FROM task WHERE kind = 'recheck' AND chat IN (${context.chatList}) ORDER BY id DESC LIMIT ?`,
        count,
      ),
    async work({ id }) {
      for (const file of filesOf(context, id)) {
        if (context.isStopping()) return;
        await inTurn(file.key, () => recheck(context, world, file));
        if (context.refusals.has("media")) return;
      }
      database.run("DELETE FROM task WHERE kind = 'recheck' AND id = ?", id);
    },
  });
}

interface SavedFile extends MediaTask {
  readonly media: Uint8Array;
}

function filesOf({ archive: { database }, options }: SyncContext, message: number): readonly SavedFile[] {
  return database.all<SavedFile>(
    `SELECT r.message, m.message_id, r.key, r.kind, m.chat, r.media FROM resource r JOIN message m ON m.seq = r.message
      WHERE r.message = ? AND ${recheckedFiles(options)}`,
    message,
  );
}

async function recheck(context: SyncContext, world: World, file: SavedFile): Promise<void> {
  const { archive: { database }, done } = context;
  const place = placeOf(context, file);
  try {
    const fetched = await fetchFile(context, world, file);
    const isSame = fetched.sha256 === toHex(file.media);
    database.transaction(() => {
      noteComparison(context, place, isSame);
      if (isSame) return;
      noteMedia(context, fetched);
      keepOtherContent(database, file, fetched);
    });
  } catch (error) {
    if (error instanceof TooLarge || context.refuse("media", error)) return;
    if (!(error instanceof Failure) || !isOwn(error)) throw error;
    // What is archived stays: nothing is missing.
    done.recheck.failed++;
    done.warnings.add(
      "media_not_rechecked",
      describeFailure(explainAttachment(error, context.client.identity)),
      place.item,
    );
  } finally {
    context.wake();
  }
}

/** Work of one key, one after the other: its downloads share a partial file. */
function createTurns(): (key: string, work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => {});
    last.set(key, settled);
    await turn.finally(() => {
      if (last.get(key) === settled) last.delete(key);
    });
  };
}
