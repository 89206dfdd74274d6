/**
 * One range of a transfer: requested, checked, drained, and continued where it breaks off.
 *
 * @module
 */

import type { Bandwidth } from "../async/bandwidth.ts";
import { joinSignals } from "../async/joined-signal.ts";
import type { Retries } from "../async/retry.ts";
import type { Clock } from "../world.ts";
import type { BodyReader } from "./body-reader.ts";
import type { Pace } from "./pace.ts";
import { isDifferentObject, type KnownObject } from "./range-response.ts";
import { Restart, restartAfterChange, restartAfterMismatch } from "./restart.ts";
import { discard, type OpenResponse, protocolFailure, type Source } from "./source.ts";

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
  /** What may be read; absent: as much as comes. */
  readonly bandwidth?: Bandwidth | undefined;
  retries(signal: AbortSignal): Retries;
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
  /** What failed; a job that begins later ends at once. */
  failure?: { readonly error: unknown };
  /** What is known of the object; the size may come to be known on the way. */
  object: KnownObject;
}

/** A range that is being fetched. */
export interface Job {
  /** The next byte. */
  at: number;
  /** The last byte; unknown while the object's size is. It moves down where another worker takes over a part. */
  end: number | undefined;
  /** Where and when its body began to come, monotonic milliseconds. */
  begun: { readonly at: number; readonly since: number } | undefined;
  readonly retries: Retries;
  /** Ends its requests and waits. */
  readonly abort: AbortController;
  readonly signal: AbortSignal;
  /** The response that begins at the next byte. */
  opened: Promise<OpenResponse>;
}

/** Bytes that a job has still to get; infinite while the object's size is unknown. */
export function bytesLeft({ at, end }: Job): number {
  return end === undefined ? Number.POSITIVE_INFINITY : end - at + 1;
}

/** Bytes a millisecond that a job's body has come with so far. */
export function rateOf({ at, begun }: Job, clock: Clock): number {
  return begun === undefined ? 0 : (at - begun.at) / Math.max(clock.monotonic() - begun.since, 1);
}

/** Starts a job: by requesting its range, or with a response that is there already. */
export function startJob(run: JobContext, at: number, end: number | undefined, response?: OpenResponse): Job {
  const abort = new AbortController();
  if (run.failure !== undefined) abort.abort(run.failure.error);
  const signal = joinSignals(abort, run.context.signal);
  const retries = response?.retries ?? run.context.retries(signal);
  const job: Job = { at, end, begun: undefined, retries, abort, signal, opened: Promise.resolve(run.first) };
  run.jobs.add(job);
  open(run, job, response);
  return job;
}

/** Makes one attempt; whether there is another one is decided when the job's turn comes. */
function open(run: JobContext, job: Job, response?: OpenResponse): void {
  job.opened = response === undefined ? requestRange(run, job) : Promise.resolve(response);
  // Draining the job reports the error; until then nobody waits for it.
  job.opened.catch(() => {});
}

/** Ends a job that was only requested. */
export function cancelJob(run: JobContext, job: Job): void {
  run.jobs.delete(job);
  job.abort.abort();
  job.opened.then(discard, () => {});
}

async function requestRange({ context, object, pace }: JobContext, job: Job): Promise<OpenResponse> {
  const opened = await context.source.open({ start: job.at, end: job.end }, object, job.signal);
  pace.addAnswer(opened.answerTime);
  return opened;
}

/**
 * Gets all bytes of a job into the sink; a body that breaks off is continued at the byte reached.
 *
 * @param onStep called before the answer is there, when it has come, and after each piece
 * @returns whether it went without a break
 */
export async function finishJob(
  run: JobContext,
  job: Job,
  reader: BodyReader,
  onStep: (isAnswered: boolean) => void,
): Promise<boolean> {
  let well = true;
  while (!isDone(job)) {
    onStep(false);
    const opened = await answerOf(run, job);
    try {
      applyVerdict(run, job, opened);
      if (opened.verdict.kind === "complete") await discard(opened);
      else await drain(run, job, opened, reader, onStep);
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
      const since = run.context.clock.monotonic();
      await job.retries.next(error);
      run.pace.skip(run.context.clock.monotonic() - since);
    }
    if (!isDone(job)) open(run, job);
  }
  run.jobs.delete(job);
  run.pace.setCareful(false);
  return well;
}

/** The answer to a job's request, if need be to another attempt. */
async function answerOf(run: JobContext, job: Job): Promise<OpenResponse> {
  const { context: { clock }, pace } = run;
  while (true) {
    const since = clock.monotonic();
    try {
      const opened = await job.opened;
      // Meanwhile nothing could be learnt about the rate of the line.
      pace.skip(clock.monotonic() - since);
      return opened;
    } catch (error) {
      await job.retries.next(error);
      open(run, job);
    }
  }
}

function isDone(job: Job): boolean {
  return bytesLeft(job) <= 0;
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
  opened: OpenResponse,
  reader: BodyReader,
  onStep: (isAnswered: boolean) => void,
): Promise<void> {
  const { response, url, abort, verdict } = opened;
  // The server may send less than the range; the next request is for what follows.
  const end = verdict.kind === "part" ? verdict.span.end : job.end;
  const left = () => end === undefined ? Number.POSITIVE_INFINITY : end - job.at + 1;
  let gained = 0;
  job.begun = { at: job.at, since: context.clock.monotonic() };
  onStep(true);
  const gather = () => pace.gather(rateOf(job, context.clock));
  let asked = context.clock.monotonic();
  const body = { response, url, abort, idle: context.idle, gather, most: context.bandwidth?.piece };
  await reader.read(body, async (piece) => {
    const waited = context.clock.monotonic() - asked;
    if (piece.length > left()) throw protocolFailure("file size mismatch: the body is longer than its range");
    const own = piece.subarray(0, Math.min(piece.length, bytesLeft(job)));
    await context.sink.write(job.at, own);
    job.at += own.length;
    pace.add(own.length, waited);
    gained += own.length;
    if (gained >= PROGRESS_BYTES) {
      gained = 0;
      job.retries.reset();
    }
    onStep(true);
    await context.bandwidth?.spend(piece.length, job.signal);
    asked = context.clock.monotonic();
    return isDone(job) && left() > 0 ? "enough" : undefined;
  });
  // Another worker has the rest.
  if (isDone(job) && left() > 0) return await discard(opened);
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
