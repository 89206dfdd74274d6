import { mediaFilter } from "./media-kinds.ts";
import type { SyncContext } from "./context.ts";

/** How far a run is. */
export interface ExportProgress {
  readonly messages: number;
  /** What waits, by lane. */
  readonly waiting: Readonly<Record<"threads" | "bundles" | "reactions" | "media", number>>;
  /** Of files that were saved. */
  readonly mediaBytes: number;
  readonly calls: number;
  readonly elapsedMs: number;
}

/** How far a run is now. */
export function progressOf(
  { archive: { database }, chatList, done, totals, world, startedMs, options }: SyncContext,
): ExportProgress {
  const tasks = new Map(
    database.all<{ kind: string; count: number }>(
      `SELECT kind, count(*) AS count FROM task WHERE chat IN (${chatList}) GROUP BY kind`,
    ).map(({ kind, count }) => [kind, count]),
  );
  const media = options.media
    ? database.get<{ count: number }>(
      `SELECT count(*) AS count FROM resource r JOIN message m ON m.seq = r.message
        WHERE r.state = 'wanted' AND r.chat IN (${chatList}) AND ${mediaFilter(options.mediaTypes)}`,
    )
    : undefined;
  return {
    messages: [...totals.values()].reduce((sum, one) => sum + one.new, 0),
    waiting: {
      threads: tasks.get("thread") ?? 0,
      bundles: tasks.get("bundle") ?? 0,
      reactions: tasks.get("reactions") ?? 0,
      media: (media?.count ?? 0) + (options.recheckMedia ? tasks.get("recheck") ?? 0 : 0),
    },
    mediaBytes: done.media.bytes,
    calls: Object.values(done.calls).reduce((sum, one) => sum + one, 0),
    elapsedMs: world.clock.now() - startedMs,
  };
}
