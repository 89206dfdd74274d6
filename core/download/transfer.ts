import type { Retries } from "../async/retry.ts";
import type { Clock } from "../world.ts";
import { type BodyReader, createBodyReader } from "./body-reader.ts";
import { createPace, type Pace } from "./pace.ts";
import { isDifferentObject, type KnownObject } from "./range-response.ts";
import type { Span } from "./ranges.ts";
import { createRangeQueue, type RangeQueue } from "./requests.ts";
import { Restart, restartAfterChange, restartAfterMismatch } from "./restart.ts";
import {
  discard,
  emptyImage,
  type OpenResponse,
  openWithRetries,
  protocolFailure,
  type Source,
} from "./source.ts";

/** The next range is requested when the current one would be drained within this time, milliseconds. */
const PREFETCH_TIME = 500;

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
  /** Size of the ranges after the first, bytes; `auto` doubles it while nothing breaks. */
  readonly chunk: number | "auto";
  /** Longest silence inside a body, milliseconds. */
  readonly idle: number;
  readonly signal: AbortSignal;
  retries(signal: AbortSignal): Retries;
}

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
  const queue = createRangeQueue(spans, context.chunk);
  const pace = createPace(context.clock, context.workers);
  const run: JobContext = { context, pace, first, object, jobs: new Set() };
  const firstJob = startJob(run, start, end, first);
  const workers = Array.from(
    { length: context.workers },
    (_none, index) => work(run, queue, index === 0 ? firstJob : takeJob(run, queue)),
  );
  try {
    await Promise.all(workers);
  } catch (error) {
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

/** Finishes job after job; the next one is requested before the current one is drained. */
async function work(run: JobContext, queue: RangeQueue, begin: Job | undefined): Promise<void> {
  const reader = createBodyReader(run.context.clock);
  for (let job = begin; job !== undefined;) {
    let next: Job | undefined;
    const well = await finishJob(run, job, reader, (left) => {
      if (next === undefined && run.pace.drainTime(left) < PREFETCH_TIME) next = takeJob(run, queue);
    });
    queue.reportResult(well);
    job = next ?? takeJob(run, queue);
  }
}

function takeJob(run: JobContext, queue: RangeQueue): Job | undefined {
  const range = queue.take();
  return range && startJob(run, range.start, range.end);
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

/** Progress that gives the retries of a range back, bytes (docs/contract.md, 7). */
const PROGRESS_BYTES = 65_536;

/** What the jobs of one transfer share. */
export interface JobContext {
  readonly context: TransferContext;
  readonly pace: Pace;
  /** The response that the transfer began with. */
  readonly first: OpenResponse;
  /** The jobs under way, which end when one of them fails. */
  readonly jobs: Set<Job>;
  /** What is known of the object; the size may come to be known on the way. */
  object: KnownObject;
}

/** A range that is being fetched. */
export interface Job {
  /** The next byte. */
  at: number;
  /** The last byte; unknown while the object's size is. */
  end: number | undefined;
  readonly retries: Retries;
  /** Ends its requests and waits. */
  readonly abort: AbortController;
  readonly signal: AbortSignal;
  /** The response that begins at the next byte. */
  opened: Promise<OpenResponse>;
}

/** Starts a job: by requesting its range, or with a response that is there already. */
export function startJob(run: JobContext, at: number, end: number | undefined, response?: OpenResponse): Job {
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, run.context.signal]);
  const retries = response?.retries ?? run.context.retries(signal);
  const job: Job = { at, end, retries, abort, signal, opened: Promise.resolve(run.first) };
  run.jobs.add(job);
  open(run, job, response);
  return job;
}

function open(run: JobContext, job: Job, response?: OpenResponse): void {
  job.opened = response === undefined ? requestRange(run, job) : Promise.resolve(response);
  // Draining the job reports the error; until then nobody waits for it.
  job.opened.catch(() => {});
}

function requestRange({ context, object }: JobContext, job: Job): Promise<OpenResponse> {
  const range = { start: job.at, end: job.end };
  return openWithRetries(context.source, range, object, job.signal, job.retries);
}

/**
 * Gets all bytes of a job into the sink; a body that breaks off is continued at the byte reached.
 *
 * @param onRead called with the number of bytes left, before the body is drained and after each piece
 * @returns whether it went without a break
 */
export async function finishJob(
  run: JobContext,
  job: Job,
  reader: BodyReader,
  onRead: (left: number) => void,
): Promise<boolean> {
  let well = true;
  while (!isDone(job)) {
    const opened = await job.opened;
    try {
      applyVerdict(run, job, opened);
      if (opened.verdict.kind === "complete") await discard(opened);
      else await drain(run, job, opened, reader, onRead);
      if (job.end === undefined) await confirmEnd(run, job, opened);
    } catch (error) {
      if (error instanceof Restart) {
        // A body to start over with must outlive the jobs.
        if (error.begin === undefined) await discard(opened);
        else run.jobs.delete(job);
        throw error;
      }
      await discard(opened);
      well = false;
      run.pace.setCareful(true);
      await job.retries.next(error);
    }
    if (!isDone(job)) open(run, job);
  }
  run.jobs.delete(job);
  run.pace.setCareful(false);
  return well;
}

function isDone({ at, end }: Job): boolean {
  return end !== undefined && at > end;
}

/** Applies what a response says of the object; throws where it makes the bytes so far useless. */
function applyVerdict(run: JobContext, job: Job, opened: OpenResponse): void {
  const { verdict } = opened;
  switch (verdict.kind) {
    case "part":
      run.object = { ...run.object, total: verdict.object.total };
      job.end ??= verdict.object.total - 1;
      return;
    case "complete":
      run.object = { ...run.object, total: verdict.total };
      job.end = verdict.total - 1;
      return;
    case "whole":
      if (opened === run.first) return;
      throw isDifferentObject(run.object, verdict.object)
        ? restartAfterChange("the validator changed", opened)
        : restartAfterMismatch("the server stopped serving ranges", opened);
    case "changed":
      throw verdict.byValidator ? restartAfterChange(verdict.reason) : restartAfterMismatch(verdict.reason);
    case "no-range":
      throw restartAfterMismatch("content-range error: HTTP 416 for the first byte");
  }
}

async function drain(
  { context, pace }: JobContext,
  job: Job,
  { response, url, abort, verdict }: OpenResponse,
  reader: BodyReader,
  onRead: (left: number) => void,
): Promise<void> {
  // The server may send less than the range; the next request is for what follows.
  const end = verdict.kind === "part" ? verdict.span.end : job.end;
  const left = () => end === undefined ? Number.POSITIVE_INFINITY : end - job.at + 1;
  let gained = 0;
  onRead(left());
  await reader.read({ response, url, abort, idle: context.idle, gather: pace.gather }, async (piece) => {
    if (piece.length > left()) throw protocolFailure("file size mismatch: the body is longer than its range");
    await context.sink.write(job.at, piece);
    job.at += piece.length;
    pace.add(piece.length);
    gained += piece.length;
    if (gained >= PROGRESS_BYTES) {
      gained = 0;
      job.retries.reset();
    }
    onRead(left());
  });
  if (end !== undefined && job.at <= end) {
    throw protocolFailure("file size mismatch: the body is shorter than its range");
  }
}

const UNCONFIRMED =
  "file size mismatch: the server sent no length, and the end of the body cannot be confirmed";

/**
 * A body without a known length came to its end. Chunked coding marks the end; a body that ends with its connection is
 * confirmed by requesting what follows it.
 */
async function confirmEnd(run: JobContext, job: Job, opened: OpenResponse): Promise<void> {
  const isMarked = opened.verdict.kind === "whole" && opened.verdict.delimited;
  // An empty body is more likely a fault.
  if (isMarked && job.at > 0) return settleSize(run, job, job.at);
  const { source } = run.context;
  const check = await source.open({ start: job.at }, { ...run.object, total: undefined }, job.signal);
  const { verdict } = check;
  const isOtherWhole = verdict.kind === "whole" && verdict.delimited && verdict.object.total !== job.at;
  if (isOtherWhole) throw restartAfterMismatch(UNCONFIRMED, check);
  await discard(check);
  // There is more than came: the job continues at the byte reached.
  if (verdict.kind === "part") return settleSize(run, job, verdict.object.total);
  const isAll = verdict.kind === "complete" || verdict.kind === "no-range" ||
    (verdict.kind === "whole" && verdict.object.total === job.at);
  if (isAll) return settleSize(run, job, job.at);
  throw restartAfterMismatch(UNCONFIRMED);
}

function settleSize(run: JobContext, job: Job, total: number): void {
  run.object = { ...run.object, total };
  job.end = total - 1;
}
