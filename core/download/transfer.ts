import { Failure } from "../failure.ts";
import type { Retries } from "../platform/retry.ts";
import type { Clock } from "../world.ts";
import { type BodyReader, BUFFER_BYTES, createBodyReader } from "./body-reader.ts";
import type { Span } from "./content-range.ts";
import { differs, type KnownObject } from "./range-answer.ts";
import { createRate } from "./rate.ts";
import { CHUNK_BYTES } from "./request.ts";
import { discard, type OpenAnswer, protocolFailure, type Source } from "./source.ts";

/** Largest range of `--chunk-size auto`, bytes. */
const LARGEST_CHUNK_BYTES = 64 * 1024 * 1024;
/** Progress that gives the retries of a range back, bytes (CONTRACT 7). */
const PROGRESS_BYTES = 65_536;
/** The next range is asked for when the current one would be drained within this time, milliseconds. */
const ASK_AHEAD = 500;
/** Bytes are gathered for about this time before they are written, milliseconds. */
const GATHER = 100;
const SMALLEST_GATHER_BYTES = 16_384;

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

/** Thrown when what was fetched so far is of no use and the object has to be fetched from its first byte. */
export class StartOver extends Error {
  /** @param failure what to report when it may not start over again */
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** A piece of the object that is being fetched; `end` is unknown while the object's size is. */
interface Job {
  at: number;
  end: number | undefined;
  readonly retries: Retries;
  opened: Promise<OpenAnswer>;
}

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
  const state = createState({ ...context, signal }, first);
  const take = state.takeFrom(rest);
  const workers = Array.from({ length: context.workers }, async (_none, index) => {
    const worker = { reader: createBodyReader(context.clock) };
    let job = index === 0 ? state.firstJob : take();
    while (job !== undefined) {
      let next: Job | undefined;
      await state.finish(job, worker.reader, (left) => {
        if (next === undefined && state.drainTime(left) < ASK_AHEAD) next = take();
      });
      job = next ?? take();
    }
  });
  try {
    await Promise.all(workers);
  } catch (error) {
    abort.abort(error);
    await Promise.allSettled(workers);
    throw error;
  }
  const total = state.object.total;
  if (total === undefined) throw protocolFailure("file size mismatch: the size never became known");
  return { object: { ...state.object, total } };
}

function createState(context: TransferContext, first: OpenAnswer) {
  const { source, sink, clock, signal } = context;
  const rate = createRate(clock);
  let careful = false;
  let chunk = context.chunk === "auto" ? CHUNK_BYTES : context.chunk;
  let object = objectOf(first);

  function startJob(at: number, end: number | undefined, opened?: OpenAnswer): Job {
    const retries = opened?.retries ?? context.retries(signal);
    const job: Job = { at, end, retries, opened: Promise.resolve(first) };
    job.opened = opened === undefined ? open(job) : Promise.resolve(opened);
    // Whoever drains the job sees the error; until then it is nobody's.
    job.opened.catch(() => {});
    return job;
  }

  async function open(job: Job): Promise<OpenAnswer> {
    while (true) {
      try {
        return await source.open({ start: job.at, end: job.end }, object, signal);
      } catch (error) {
        await job.retries.next(error);
      }
    }
  }

  /** Gets all bytes of a job into the sink. `onRead` learns how many are left after each piece. */
  async function finish(job: Job, reader: BodyReader, onRead: (left: number) => void): Promise<void> {
    while (job.end === undefined || job.at <= job.end) {
      const answer = await job.opened;
      try {
        accept(job, answer);
        if (answer.verdict.kind === "complete") break;
        onRead(job.end === undefined ? Number.POSITIVE_INFINITY : job.end - job.at + 1);
        await drain(job, answer, reader, onRead);
        if (job.end === undefined) await confirmEnd(job, answer);
      } catch (error) {
        if (error instanceof StartOver) throw error;
        await discard(answer);
        careful = true;
        if (context.chunk === "auto") chunk = CHUNK_BYTES;
        await job.retries.next(error);
      }
      if (job.end === undefined || job.at <= job.end) job.opened = open(job);
    }
    careful = false;
    if (context.chunk === "auto") chunk = Math.min(chunk * 2, LARGEST_CHUNK_BYTES);
  }

  /** Takes over what an answer says of the object; throws where it makes what is there useless. */
  function accept(job: Job, answer: OpenAnswer): void {
    const { verdict } = answer;
    if (verdict.kind === "part") {
      object = { ...object, total: verdict.object.total };
      job.end ??= verdict.span.end;
    } else if (verdict.kind === "complete") {
      object = { ...object, total: verdict.total };
      job.end = verdict.total - 1;
    } else if (verdict.kind === "whole") {
      if (answer === first) return;
      throw new StartOver(
        differs(object, verdict.object)
          ? changed("the validator changed", true)
          : changed("the server stopped serving ranges", false),
      );
    } else {
      const byValidator = verdict.kind === "changed" && verdict.byValidator;
      throw new StartOver(
        changed(verdict.kind === "changed" ? verdict.reason : "HTTP 416 for the first byte", byValidator),
      );
    }
  }

  async function drain(
    job: Job,
    answer: OpenAnswer,
    reader: BodyReader,
    onRead: (left: number) => void,
  ): Promise<void> {
    const body = {
      response: answer.response,
      url: answer.url,
      abort: answer.abort,
      idle: context.idle,
      gather,
    };
    let gained = 0;
    await reader.read(body, async (piece) => {
      if (job.end !== undefined && job.at + piece.length - 1 > job.end) {
        throw protocolFailure("file size mismatch: the body is longer than its range");
      }
      await sink.write(job.at, piece);
      job.at += piece.length;
      rate.add(piece.length);
      gained += piece.length;
      if (gained >= PROGRESS_BYTES) {
        gained = 0;
        job.retries.restore();
      }
      if (job.end !== undefined) onRead(job.end - job.at + 1);
    });
    if (job.end !== undefined && job.at <= job.end) {
      throw protocolFailure("file size mismatch: the body is shorter than its range");
    }
  }

  /**
   * A body came to its end, but no length was told: asks for what comes behind it. Only where the server knows no
   * ranges and marks the end of its bodies (chunked coding) is that mark believed.
   */
  async function confirmEnd(job: Job, answer: OpenAnswer): Promise<void> {
    const check = await source.open({ start: job.at }, { ...object, total: undefined }, signal);
    await discard(check);
    const { verdict } = check;
    if (verdict.kind === "complete" || verdict.kind === "no-range") return settleEnd(job);
    // More is there than came: the loop goes on at the byte reached.
    if (verdict.kind === "part") {
      object = { ...object, total: verdict.object.total };
      job.end = verdict.object.total - 1;
      return;
    }
    if (verdict.kind === "whole") {
      if (verdict.object.total === job.at) return settleEnd(job);
      const marked = answer.verdict.kind === "whole" && answer.verdict.delimited;
      if (verdict.object.total === undefined && verdict.delimited && marked) return settleEnd(job);
    }
    throw new StartOver(protocolFailure(
      "file size mismatch: the server told no length, and the end of the body cannot be confirmed",
    ));
  }

  function settleEnd(job: Job): void {
    object = { ...object, total: job.at };
    job.end = job.at - 1;
  }

  /** Bytes to gather before a write: few large writes on fast lines, prompt progress on slow ones. */
  function gather(): number {
    const now = rate.now();
    // After a break every byte that arrives is taken at once: a broken read loses what it has gathered.
    if (careful || now === undefined) return 1;
    return Math.min(Math.max(now * GATHER / context.workers, SMALLEST_GATHER_BYTES), BUFFER_BYTES);
  }

  return {
    get object() {
      return object;
    },
    finish,
    firstJob: startJob(...firstSpan(first), first),
    /** Milliseconds until one worker has drained so many bytes; 0 while the rate is unknown. */
    drainTime(left: number): number {
      const now = rate.now();
      return now === undefined ? 0 : left / (now / context.workers);
    },
    /** A function that starts the next range that nobody fetches yet, if there is one. */
    takeFrom(rest: (total: number, first: Span) => readonly Span[]): () => Job | undefined {
      const [start, end] = firstSpan(first);
      let gaps = object.total === undefined || end === undefined ? [] : rest(object.total, { start, end });
      return () => {
        const [gap, ...others] = gaps;
        if (gap === undefined) return undefined;
        const last = Math.min(gap.end, gap.start + chunk - 1);
        gaps = last < gap.end ? [{ start: last + 1, end: gap.end }, ...others] : others;
        return startJob(gap.start, last);
      };
    },
  };
}

function objectOf({ verdict }: OpenAnswer): KnownObject {
  if (verdict.kind === "part" || verdict.kind === "whole") return verdict.object;
  throw protocolFailure("the first answer has no body");
}

/** First and last byte of the first answer's body. */
function firstSpan({ verdict }: OpenAnswer): [number, number | undefined] {
  if (verdict.kind === "part") return [verdict.span.start, verdict.span.end];
  const total = verdict.kind === "whole" ? verdict.object.total : undefined;
  return [0, total === undefined ? undefined : total - 1];
}

/** Why what was fetched is of no use; told to the person only when starting over did not help either. */
export function changed(reason: string, byValidator: boolean): Failure {
  if (!byValidator) return protocolFailure(reason);
  return new Failure({
    type: "network",
    subtype: "representation_changed",
    message: `the file changed while it was fetched: ${reason}`,
    hint: "run the same command again",
    retryable: true,
  });
}
