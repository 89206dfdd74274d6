import { createLimit } from "../../async/limit.ts";
import type { LaneName, SyncContext } from "./context.ts";

/** Work of one kind, side by side with that of others. */
export interface Lane<T> {
  readonly name: LaneName;
  /** Most pieces at a time, unless the run says otherwise. */
  readonly concurrency: number;
  /** The next pieces that are not under way; none where nothing waits now. */
  next(count: number): readonly T[];
  /** What tells pieces apart. */
  keyOf(piece: T): string;
  work(piece: T): Promise<void>;
  /** No further pieces will come. */
  isFed(): boolean;
}

/**
 * Runs a lane until nothing is left and nothing more can come, or the run stops.
 *
 * @throws what the first piece of work threw that failed; the others are waited for
 */
export async function runLane<T>(context: SyncContext, lane: Lane<T>): Promise<void> {
  const concurrency = context.options.workers ?? lane.concurrency;
  const limit = createLimit(concurrency);
  const underWay = new Map<string, Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const start = (piece: T) => {
    const key = lane.keyOf(piece);
    underWay.set(
      key,
      limit(() => lane.work(piece)).catch((error) => void (failure ??= { error })).finally(() => {
        underWay.delete(key);
        context.wake();
      }),
    );
  };
  while (failure === undefined && !context.isStopping() && !context.refusals.has(lane.name)) {
    const isFed = lane.isFed();
    const free = concurrency - underWay.size;
    const pieces = free <= 0
      ? []
      : lane.next(free + underWay.size).filter((piece) => !underWay.has(lane.keyOf(piece))).slice(0, free);
    pieces.forEach(start);
    if (pieces.length > 0 && underWay.size < concurrency) continue;
    if (pieces.length === 0 && underWay.size === 0 && isFed) break;
    await context.awake();
  }
  await Promise.all(underWay.values());
  if (failure !== undefined) throw failure.error;
}
