/**
 * What an export says while it runs.
 *
 * @module
 */

import type { Estimate } from "../../../core/archive/sync/estimate.ts";
import type { ExportProgress } from "../../../core/archive/sync/progress.ts";
import { MAX_REACTION_QUERIES } from "../../../core/message/requests.ts";
import { counted } from "../../../core/text/count.ts";
import { formatBytes } from "../../../core/text/size.ts";
import type { Runtime } from "../../command.ts";

/** Milliseconds between two lines of progress, on a terminal and elsewhere. */
const INTERVALS = { terminal: 1_000, elsewhere: 60_000 };

/** Shows how far a run is, now and then. */
export function progressLine({ progress, world }: Runtime): (progress: () => ExportProgress) => void {
  const interval = world.stderr.isTerminal ? INTERVALS.terminal : INTERVALS.elsewhere;
  let shown = world.clock.monotonic();
  return (read) => {
    const now = world.clock.monotonic();
    if (now - shown < interval) return;
    shown = now;
    progress.note(describeProgress(read()));
  };
}

/** What is known when a run begins; of a new archive that is the number of chats, each of which takes a call at least. */
export function describeStart(chats: number, estimate: Estimate | undefined): string {
  if (estimate === undefined) {
    return `${counted(chats, "chat")}: how much there is to read is not known yet`;
  }
  const { calls, minutes } = estimate;
  const all = Object.values(calls).reduce((sum, one) => sum + one, 0);
  return `${counted(chats, "chat")}: about ${counted(all, "call")} if nothing is new, ` +
    `${counted(minutes, "minute")} at the service's limits`;
}

/** A part for each kind of work: what is done, and what of it waits. */
export function describeProgress(progress: ExportProgress): string {
  const { messages, waiting, mediaBytes, calls, elapsedMs } = progress;
  const seconds = Math.max(1, Math.round(elapsedMs / 1000));
  const { media, ...others } = waiting;
  const left = Object.entries(others).filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count} left`);
  const files = media + mediaBytes === 0
    ? []
    : [`media ${formatBytes(mediaBytes)}${media === 0 ? "" : ` (${media} left)`}`];
  const { minutes, kind } = slowest(waiting);
  return [
    ...[`${counted(messages, "message")} (${Math.round(messages / seconds)}/s)`, ...left, ...files],
    `${counted(calls, "call")}, ${seconds} s`,
    ...minutes > 0 ? [`at least ${counted(minutes, "minute")} left, limited by ${kind}`] : [],
  ].join(" · ");
}

/** Calls of one kind that the service allows in a minute. */
const CALLS_PER_MINUTE = 1_000;

/** How long what waits takes at best: kinds of calls have limits of their own, and the slowest one decides. */
export function slowest(
  { threads, bundles, reactions, media }: ExportProgress["waiting"],
): { readonly minutes: number; readonly kind: string } {
  const calls = { threads, bundles, reactions: reactions / MAX_REACTION_QUERIES, media };
  const [kind = "", most = 0] = Object.entries(calls).toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return { minutes: Math.floor(most / CALLS_PER_MINUTE), kind };
}
