import type { Retries } from "../platform/retry.ts";
import type { Clock } from "../world.ts";
import { createBodyReader } from "./body-reader.ts";
import type { Span } from "./content-range.ts";
import { createPace } from "./pace.ts";
import type { KnownObject } from "./range-answer.ts";
import { finishJob, type Job, type JobRun, startJob } from "./range-job.ts";
import { createRangeQueue, type RangeQueue } from "./range-queue.ts";
import { type OpenAnswer, protocolFailure, type Source } from "./source.ts";

/** The next range is asked for when the current one would be drained within this time, milliseconds. */
const ASK_AHEAD = 500;

/** Where the bytes go. */
export interface ByteSink {
  /** Takes bytes of the object; they are valid only until it returns. */
  write(offset: number, bytes: Uint8Array): void | Promise<void>;
}

/** What a transfer needs. */
export interface TransferContext {
  readonly source: Source;
  readonly sink: ByteSink;
  readonly clock: Clock;
  readonly workers: number;
  /** Size of the ranges after the first, bytes; `auto` doubles it while all goes well. */
  readonly chunk: number | "auto";
  /** Longest silence inside a body, milliseconds. */
  readonly idle: number;
  readonly signal: AbortSignal;
  retries(signal: AbortSignal): Retries;
}

/** A transfer but for where its bytes go. */
export type ReadContext = Omit<TransferContext, "sink" | "workers">;

/** What a transfer found out. */
export interface TransferResult {
  readonly object: KnownObject & { readonly total: number };
}

/**
 * Fetches an object: the body of `first`, then what `rest` says is missing, range by range. Each range has its
 * own retries; a body that breaks off is continued at the byte reached.
 *
 * @param rest the spans to fetch besides the first answer's, once the size is known
 * @throws {StartOver} when the object changed, or the server stopped serving ranges
 * @throws {Failure} when a range could not be had
 */
export async function transfer(
  context: TransferContext,
  first: OpenAnswer,
  rest: (total: number, firstSpan: Span) => readonly Span[],
): Promise<TransferResult> {
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, context.signal]);
  const object = objectOf(first);
  const [start, end] = firstSpan(first);
  const spans = object.total === undefined || end === undefined ? [] : rest(object.total, { start, end });
  const queue = createRangeQueue(spans, context.chunk);
  const pace = createPace(context.clock, context.workers);
  const run: JobRun = { context: { ...context, signal }, pace, first, object };
  const firstJob = startJob(run, start, end, first);
  const workers = Array.from(
    { length: context.workers },
    (_none, index) => work(run, queue, index === 0 ? firstJob : takeJob(run, queue)),
  );
  try {
    await Promise.all(workers);
  } catch (error) {
    abort.abort(error);
    await Promise.allSettled(workers);
    throw error;
  }
  const { total } = run.object;
  if (total === undefined) throw protocolFailure("file size mismatch: the size never became known");
  return { object: { ...run.object, total } };
}

/** Finishes job after job; the next one is asked for before the current one is drained. */
async function work(run: JobRun, queue: RangeQueue, begin: Job | undefined): Promise<void> {
  const reader = createBodyReader(run.context.clock);
  for (let job = begin; job !== undefined;) {
    let next: Job | undefined;
    const well = await finishJob(run, job, reader, (left) => {
      if (next === undefined && run.pace.drainTime(left) < ASK_AHEAD) next = takeJob(run, queue);
    });
    queue.went(well);
    job = next ?? takeJob(run, queue);
  }
}

function takeJob(run: JobRun, queue: RangeQueue): Job | undefined {
  const range = queue.take();
  return range && startJob(run, range.start, range.end);
}

function objectOf({ verdict }: OpenAnswer): KnownObject {
  if (verdict.kind === "part" || verdict.kind === "whole") return verdict.object;
  throw protocolFailure("the first answer has no body");
}

/** First and last byte of the first answer's body; the last one may be unknown. */
function firstSpan({ verdict }: OpenAnswer): [number, number | undefined] {
  if (verdict.kind === "part") return [verdict.span.start, verdict.span.end];
  const total = verdict.kind === "whole" ? verdict.object.total : undefined;
  return [0, total === undefined ? undefined : total - 1];
}
