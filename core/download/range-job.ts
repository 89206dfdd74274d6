import type { Retries } from "../platform/retry.ts";
import type { BodyReader } from "./body-reader.ts";
import type { Pace } from "./pace.ts";
import { differs, type KnownObject } from "./range-answer.ts";
import { discard, type OpenAnswer, protocolFailure } from "./source.ts";
import { replaced, StartOver, unfit } from "./start-over.ts";
import type { TransferContext } from "./transfer.ts";

/** Progress that gives the retries of a range back, bytes (CONTRACT 7). */
const PROGRESS_BYTES = 65_536;

/** What the jobs of one transfer share. */
export interface JobRun {
  readonly context: TransferContext;
  readonly pace: Pace;
  /** The answer that the transfer began with. */
  readonly first: OpenAnswer;
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
  /** The answer that goes on at the next byte. */
  opened: Promise<OpenAnswer>;
}

/** Starts a job: by asking for its range, or with an answer that is there already. */
export function startJob(run: JobRun, at: number, end: number | undefined, answer?: OpenAnswer): Job {
  const retries = answer?.retries ?? run.context.retries(run.context.signal);
  const job: Job = { at, end, retries, opened: Promise.resolve(run.first) };
  open(run, job, answer);
  return job;
}

function open(run: JobRun, job: Job, answer?: OpenAnswer): void {
  job.opened = answer === undefined ? ask(run, job) : Promise.resolve(answer);
  // Whoever drains the job sees the error; until then it is nobody's.
  job.opened.catch(() => {});
}

async function ask({ context, object }: JobRun, job: Job): Promise<OpenAnswer> {
  while (true) {
    try {
      return await context.source.open({ start: job.at, end: job.end }, object, context.signal);
    } catch (error) {
      await job.retries.next(error);
    }
  }
}

/**
 * Gets all bytes of a job into the sink; a body that breaks off is continued at the byte reached.
 *
 * @param onRead learns how many bytes are left, before the body is drained and after each piece
 * @returns whether it went without a break
 */
export async function finishJob(
  run: JobRun,
  job: Job,
  reader: BodyReader,
  onRead: (left: number) => void,
): Promise<boolean> {
  let well = true;
  while (!isDone(job)) {
    const answer = await job.opened;
    try {
      accept(run, job, answer);
      if (answer.verdict.kind === "complete") break;
      await drain(run, job, answer, reader, onRead);
      if (job.end === undefined) await confirmEnd(run, job, answer);
    } catch (error) {
      if (error instanceof StartOver) throw error;
      await discard(answer);
      well = false;
      run.pace.careful(true);
      await job.retries.next(error);
    }
    if (!isDone(job)) open(run, job);
  }
  run.pace.careful(false);
  return well;
}

function isDone({ at, end }: Job): boolean {
  return end !== undefined && at > end;
}

/** Takes over what an answer says of the object; throws where it makes what is there useless. */
function accept(run: JobRun, job: Job, answer: OpenAnswer): void {
  const { verdict } = answer;
  switch (verdict.kind) {
    case "part":
      run.object = { ...run.object, total: verdict.object.total };
      job.end ??= verdict.span.end;
      return;
    case "complete":
      run.object = { ...run.object, total: verdict.total };
      job.end = verdict.total - 1;
      return;
    case "whole":
      if (answer === run.first) return;
      throw differs(run.object, verdict.object)
        ? replaced("the validator changed")
        : unfit("the server stopped serving ranges");
    case "changed":
      throw verdict.byValidator ? replaced(verdict.reason) : unfit(verdict.reason);
    case "no-range":
      throw unfit("content-range error: HTTP 416 for the first byte");
  }
}

async function drain(
  { context, pace }: JobRun,
  job: Job,
  answer: OpenAnswer,
  reader: BodyReader,
  onRead: (left: number) => void,
): Promise<void> {
  const { response, url, abort } = answer;
  const left = () => job.end === undefined ? Number.POSITIVE_INFINITY : job.end - job.at + 1;
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
      job.retries.restore();
    }
    onRead(left());
  });
  if (job.end !== undefined && !isDone(job)) {
    throw protocolFailure("file size mismatch: the body is shorter than its range");
  }
}

/**
 * A body came to its end, but no length was told: asks for what comes behind it. Only where the server knows no
 * ranges and marks the end of its bodies (chunked coding) is that mark believed.
 */
async function confirmEnd(run: JobRun, job: Job, answer: OpenAnswer): Promise<void> {
  const { source, signal } = run.context;
  const check = await source.open({ start: job.at }, { ...run.object, total: undefined }, signal);
  await discard(check);
  const { verdict } = check;
  // More is there than came: the job goes on at the byte reached.
  if (verdict.kind === "part") return settleSize(run, job, verdict.object.total);
  const isMarked = answer.verdict.kind === "whole" && answer.verdict.delimited;
  const isAll = verdict.kind === "complete" || verdict.kind === "no-range" ||
    (verdict.kind === "whole" &&
      (verdict.object.total ?? (verdict.delimited && isMarked ? job.at : -1)) === job.at);
  if (isAll) return settleSize(run, job, job.at);
  throw unfit("file size mismatch: the server told no length, and the end of the body cannot be confirmed");
}

function settleSize(run: JobRun, job: Job, total: number): void {
  run.object = { ...run.object, total };
  job.end = total - 1;
}
