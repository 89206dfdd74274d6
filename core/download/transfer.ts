import { createBodyReader } from "./body-reader.ts";
import {
  bytesLeft,
  cancelJob,
  finishJob,
  type Job,
  type JobContext,
  startJob,
  type TransferContext,
} from "./job.ts";
import { createPace } from "./pace.ts";
import type { KnownObject } from "./range-response.ts";
import type { Span } from "./ranges.ts";
import { createRangeQueue, type RangeQueue } from "./requests.ts";
import { Restart } from "./restart.ts";
import { splitSlowest } from "./split.ts";
import { discard, emptyImage, type OpenResponse, protocolFailure } from "./source.ts";

/** A transfer, except where its bytes go. */
export type ReadContext = Omit<TransferContext, "sink" | "workers">;

/** The object of a transfer, its size known. */
export interface TransferResult {
  readonly object: KnownObject & { readonly total: number };
}

/**
 * Fetches an object: the body of `first`, then what `rest` says is missing, range by range. Each range has its
 * own retries; a body that breaks off is continued at the byte reached.
 *
 * @param rest the spans to fetch besides the first response's, once the size is known
 * @throws {Restart} when the object changed, or the server stopped serving ranges
 * @throws {Failure} when a range could not be fetched
 */
export async function transfer(
  context: TransferContext,
  first: OpenResponse,
  rest: (total: number, firstSpan: Span) => readonly Span[],
): Promise<TransferResult> {
  const object = objectOf(first);
  const [start, end] = firstSpan(first);
  const spans = object.total === undefined || end === undefined ? [] : rest(object.total, { start, end });
  const queue = createRangeQueue(spans, context.chunk, context.workers);
  const pace = createPace(context.clock, context.workers, first.answeredAt, context.bandwidth?.rate);
  pace.addAnswer(first.answerTime);
  const run: JobContext = { context, pace, first, object, jobs: new Set() };
  const firstJob = startJob(run, start, end, first);
  const desks = Array.from(
    { length: context.workers },
    (_none, index): Desk => ({ current: index === 0 ? firstJob : takeJob(run, queue), ahead: [] }),
  );
  const workers = desks.map((desk) => work(run, queue, desks, desk));
  try {
    await Promise.all(workers);
  } catch (error) {
    run.failure = { error };
    for (const { abort } of [first, ...run.jobs]) abort.abort(error);
    for (const result of await Promise.allSettled(workers)) await discardUnused(result, error);
    throw error;
  }
  const { total } = run.object;
  if (total === undefined) throw protocolFailure("file size mismatch: the size never became known");
  if (total === 0 && context.source.resource.type === "image") throw emptyImage();
  return { object: { ...run.object, total } };
}

/** Several workers may have been sent the whole object at once: one of the bodies is used. */
async function discardUnused(result: PromiseSettledResult<void>, used: unknown): Promise<void> {
  if (result.status === "fulfilled" || result.reason === used) return;
  if (result.reason instanceof Restart && result.reason.begin !== undefined) {
    await discard(result.reason.begin);
  }
}

/** From one request ahead to the next, milliseconds: less than it takes to read a range on any line. */
const BETWEEN_REQUESTS = 5;

/** What a worker has to do. */
interface Desk {
  /** The range that it reads. */
  current: Job | undefined;
  /** The ranges that it has requested ahead. */
  readonly ahead: Job[];
}

/**
 * Finishes job after job; further ones are requested ahead, as many as the line can take. A worker without a job takes
 * from the others.
 */
async function work(run: JobContext, queue: RangeQueue, desks: readonly Desk[], own: Desk): Promise<void> {
  const reader = createBodyReader(run.context.clock);
  const { ahead } = own;
  const { clock } = run.context;
  let isAnswered = false;
  /** The next byte of the range that was begun in this turn of the event loop. */
  let heldAt: number | undefined;
  let cancelNext = () => {};
  let nextAt = -Infinity;

  /** One after the other, so that they arrive in the order of the file, and the first does not wait for the others. */
  function requestAhead(): void {
    cancelNext();
    const { current } = own;
    if (current === undefined) return;
    const backlog = () => ({ left: bytesLeft(current), isAnswered, ahead: ahead.map(bytesLeft) });
    while (run.pace.wantsLess(backlog())) putBack(run, queue, ahead);
    if (!run.pace.wantsMore(backlog())) return;
    const now = clock.monotonic();
    const isAlone = ahead.length === 0 && isAnswered;
    if (isAlone || now >= nextAt) {
      const next = takeJob(run, queue);
      if (next === undefined) return;
      ahead.push(next);
      nextAt = now + BETWEEN_REQUESTS;
    }
    cancelNext = clock.after(nextAt - now, requestAhead);
  }

  function onStep(isThere: boolean): void {
    isAnswered = isThere;
    if (own.current?.at !== heldAt) requestAhead();
  }

  /**
   * The connection of a range that ended is given back in the next turn of the event loop, or with the next read; a
   * request before that would open another one.
   */
  function holdRequests(): void {
    if (queue.isEmpty()) return;
    heldAt = own.current?.at;
    cancelNext();
    cancelNext = clock.after(0, () => {
      heldAt = undefined;
      requestAhead();
    });
  }

  try {
    while (own.current !== undefined) {
      queue.reportResult(await finishJob(run, own.current, reader, onStep));
      own.current = ahead.shift() ?? takeJob(run, queue) ??
        takeOver(run, desks.filter((desk) => desk !== own));
      holdRequests();
    }
  } finally {
    cancelNext();
  }
}

/** What was left to others: a range that one of them has requested ahead, else half of one that takes long. */
function takeOver(run: JobContext, others: readonly Desk[]): Job | undefined {
  for (const { ahead } of others) {
    const job = ahead.pop();
    if (job !== undefined) return job;
  }
  return splitSlowest(run, others.flatMap(({ current }) => current ?? []));
}

function takeJob(run: JobContext, queue: RangeQueue): Job | undefined {
  const range = queue.take();
  return range && startJob(run, range.start, range.end);
}

/** Cancels the last of the ranges requested ahead; it is requested again when its time comes. */
function putBack(run: JobContext, queue: RangeQueue, ahead: Job[]): void {
  const job = ahead.pop();
  if (job?.end === undefined) return;
  cancelJob(run, job);
  queue.putBack({ start: job.at, end: job.end });
}

function objectOf({ verdict }: OpenResponse): KnownObject {
  if (verdict.kind === "part" || verdict.kind === "whole") return verdict.object;
  throw protocolFailure("the first response has no body");
}

/** First and last byte of the first response's body; the last one may be unknown. */
function firstSpan({ verdict }: OpenResponse): [number, number | undefined] {
  if (verdict.kind === "part") return [verdict.span.start, verdict.span.end];
  const total = verdict.kind === "whole" ? verdict.object.total : undefined;
  return [0, total === undefined ? undefined : total - 1];
}
