/**
 * The lanes of a run, side by side, each fed by what others write.
 *
 * @module
 */

import { Failure, isInterrupted } from "../../failure.ts";
import { runBundleLane } from "./bundle-lane.ts";
import { runCheckLane } from "./check-lane.ts";
import type { SyncContext } from "./context.ts";
import { runListLane } from "./list-lane.ts";
import { runMediaLane } from "./media-lane.ts";
import { planReactions, runReactionLane } from "./reaction-lane.ts";
import { runRecheckLane } from "./recheck-lane.ts";
import type { ReplySearch } from "./reply-search.ts";
import { runSearchLane } from "./search-lane.ts";
import { runSnapshotLane } from "./snapshot-lane.ts";
import { runThreadLane } from "./thread-lane.ts";

/** What the lanes came to. */
export interface LanesReport {
  /** What ended the run early. */
  readonly failure: Failure | undefined;
  /** Messages within the rescan whose reactions were not asked for. */
  readonly withoutReactions: number;
}

/**
 * Runs the lanes.
 *
 * @param stop ends the others where one fails
 * @param search what to search for; absent: there is no search
 */
export async function runLanes(
  context: SyncContext,
  stop: () => void,
  search: ReplySearch | undefined,
): Promise<LanesReport> {
  const { threads, reactions, members, media } = context.options;
  const ended = new Set<string>();
  let failure: Failure | undefined;
  let withoutReactions = 0;
  const run = async (name: string, lane: Promise<void>) => {
    try {
      await lane;
    } catch (error) {
      stop();
      if (!(error instanceof Failure)) throw error;
      failure ??= error;
    }
    ended.add(name);
    context.wake();
  };
  const isOver = (...names: readonly string[]) => () => names.every((name) => ended.has(name));
  const readers = Promise.all([
    run("list", runListLane(context, () => true)),
    run("check", runCheckLane(context, isOver("list"))),
    run("search", search === undefined ? Promise.resolve() : runSearchLane(context, search, isOver("list"))),
    // A check or a search may find that a thread began.
    ...threads
      ? [run("threads", runThreadLane(context, isOver("list", "check", "search")))]
      : [ended.add("threads")],
  ]);
  const plan = async () => {
    await readers;
    if (failure === undefined) withoutReactions = planReactions(context);
  };
  // Which chats something happened in is known when all are read.
  const keep = async (kind: "members" | "pins") => {
    await readers;
    if (failure === undefined) await runSnapshotLane(context, kind);
  };
  const saveMedia = async () => {
    await runMediaLane(context, isOver("list", "check", "threads", "bundles"));
    if (context.options.recheckMedia) await runRecheckLane(context);
  };
  await Promise.all([
    run("plan", plan()),
    run("bundles", runBundleLane(context, isOver("list", "check", "threads"))),
    ...reactions ? [run("reactions", runReactionLane(context, isOver("plan")))] : [],
    ...media ? [run("media", saveMedia())] : [],
    ...members ? [run("members", keep("members")), run("pins", keep("pins"))] : [],
  ]);
  if (failure === undefined && context.world.interrupt.aborted) {
    const { reason } = context.world.interrupt;
    if (isInterrupted(reason)) failure = reason;
  }
  return { failure, withoutReactions };
}
