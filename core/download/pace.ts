import { withCeiling } from "../async/bandwidth.ts";
import type { Clock } from "../world.ts";
import { BUFFER_BYTES } from "./body-reader.ts";
import { createRate } from "./rate.ts";

/** Bytes are gathered for about this time before they are written, milliseconds. */
const GATHER_TIME = 100;
const SMALLEST_GATHER_BYTES = 16_384;
/** No more than this part of what has come: a line that begins fast and turns slow must not look silent. */
const GATHER_SHARE = 4;
/** The next range is requested when the current one would be drained within this time, milliseconds. */
const LEAD_TIME = 500;
/** Further ones are requested when all before them would be drained within so many times the time to an answer. */
const LEAD_FACTOR = 1.25;
/** Where an answer takes less than this, milliseconds, one range ahead is enough. */
const SHORT_ANSWER = 50;
/** After so long a wait for an answer, milliseconds, what comes is the pace of the line, and nothing that lay ready. */
const IDLE_TIME = 10;
/** Most ranges requested ahead of the one that is being read: all of the largest file, behind the first range. */
const MOST_AHEAD = 13;
/** A range that would begin to be read only after this time is given back, milliseconds: servers hold none so long. */
const LONGEST_LEAD = 10_000;
/** As many of the latest answers say how long one takes. */
const ANSWERS = 8;

/** What a worker has still to read. */
export interface Backlog {
  /** Bytes left of the range that it reads. */
  readonly left: number;
  /** Whether the answer to that range has come. */
  readonly isAnswered: boolean;
  /** Lengths of the ranges that it has requested ahead, bytes. */
  readonly ahead: readonly number[];
}

/** Decisions that depend on the speed of a transfer. */
export interface Pace {
  /**
   * Counts bytes that arrived.
   *
   * @param waited how long their read took, milliseconds
   */
  add(bytes: number, waited?: number): void;
  /**
   * Bytes to gather before a write: few large writes on fast lines, prompt progress on slow ones.
   *
   * @param ownRate bytes a millisecond of the connection, which may be slower than those of the other workers
   */
  gather(ownRate: number): number;
  /** Milliseconds until one worker has drained this many bytes; 0 while the rate is unknown. */
  drainTime(bytes: number): number;
  /** After a break every byte that arrives is taken at once: a broken read loses what it has gathered. */
  setCareful(isCareful: boolean): void;
  /** Notes how long an answer took, milliseconds. */
  addAnswer(ms: number): void;
  /** Milliseconds in which no byte could come, since a worker waited for an answer: they say nothing about the line. */
  skip(ms: number): void;
  /** Milliseconds to an answer, the quickest of the latest ones; 0 before the first. */
  answerTime(): number;
  /** Whether a worker with this backlog should request another range now. */
  wantsMore(backlog: Backlog): boolean;
  /** Whether one with this backlog has requested its last range too far ahead: the line is slower than it seemed. */
  wantsLess(backlog: Backlog): boolean;
}

/**
 * Starts pacing a transfer with this many workers.
 *
 * @param started when the first answer came, monotonic milliseconds
 * @param most bytes a millisecond that are read at most
 */
export function createPace(
  clock: Clock,
  workers: number,
  started: number = clock.monotonic(),
  most?: number,
): Pace {
  const rate = withCeiling(createRate(clock, started), most);
  const answers: number[] = [];
  let received = 0;
  let isCareful = false;

  const drainTime = (bytes: number) => {
    const now = rate.now();
    return now === undefined ? 0 : bytes / (now / workers);
  };
  const answerTime = () => answers.length === 0 ? 0 : Math.min(...answers);

  return {
    add(bytes, waited = 0) {
      received += bytes;
      rate.add(bytes, waited);
    },
    gather(ownRate) {
      const now = rate.now() ?? rate.soFar();
      if (isCareful || now === undefined) return 1;
      const bytes = GATHER_TIME * (workers === 1 ? now : Math.min(now / workers, ownRate));
      const most = Math.min(received / GATHER_SHARE, BUFFER_BYTES);
      return Math.max(Math.min(bytes, most), SMALLEST_GATHER_BYTES);
    },
    drainTime,
    setCareful: (value) => void (isCareful = value),
    addAnswer(ms) {
      answers.push(ms);
      if (answers.length > ANSWERS) answers.shift();
    },
    skip(ms) {
      // While one worker waits, nothing comes: what comes next is the pace of the line alone. Of several, others go on.
      if (workers === 1 && ms >= IDLE_TIME) rate.measureAnew(ms);
      else rate.skip(ms / workers);
    },
    answerTime,
    wantsMore({ left, isAnswered, ahead }) {
      const isFar = answerTime() >= SHORT_ANSWER;
      if (workers === 1 && isFar && rate.isMeasuring()) return false;
      if (ahead.length === 0 && isAnswered && drainTime(left) < LEAD_TIME) return true;
      // Several workers have several ranges under way as it is.
      if (workers > 1 || ahead.length >= MOST_AHEAD || !isFar) return false;
      const backlog = sum(left, ahead);
      return backlog < rate.estimate() * answerTime() * LEAD_FACTOR && drainTime(backlog) <= LONGEST_LEAD;
    },
    wantsLess({ left, isAnswered, ahead }) {
      if (workers > 1 || ahead.length === 0 || !isAnswered) return false;
      return drainTime(sum(left, ahead.slice(0, -1))) > LONGEST_LEAD;
    },
  };
}

function sum(first: number, others: readonly number[]): number {
  return others.reduce((all, one) => all + one, first);
}
