import type { Clock } from "../world.ts";
import { BUFFER_BYTES } from "./body-reader.ts";

/** Bytes are gathered for about this time before they are written, milliseconds. */
const GATHER_TIME = 100;
const SMALLEST_GATHER_BYTES = 16_384;
/** The next range is requested when the current one would be drained within this time, milliseconds. */
const LEAD_TIME = 500;
/** Further ones are requested when all before them would be drained within so many times the time to an answer. */
const LEAD_FACTOR = 1.25;
/** Where an answer takes less than this, milliseconds, one range ahead is enough. */
const SHORT_ANSWER = 20;
/** Most ranges requested ahead of the one that is being read. */
const MOST_AHEAD = 12;
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
  /** Counts bytes that arrived. */
  add(bytes: number): void;
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
}

/**
 * Starts pacing a transfer with this many workers.
 *
 * @param started when the first answer came, monotonic milliseconds
 */
export function createPace(clock: Clock, workers: number, started: number = clock.monotonic()): Pace {
  const rate = createRate(clock, started);
  const answers: number[] = [];
  let isCareful = false;

  const drainTime = (bytes: number) => {
    const now = rate.now();
    return now === undefined ? 0 : bytes / (now / workers);
  };
  const answerTime = () => answers.length === 0 ? 0 : Math.min(...answers);

  return {
    add: (bytes) => rate.add(bytes),
    gather(ownRate) {
      const now = rate.now();
      if (isCareful || now === undefined) return 1;
      const bytes = GATHER_TIME * (workers === 1 ? now : Math.min(now / workers, ownRate));
      return Math.min(Math.max(bytes, SMALLEST_GATHER_BYTES), BUFFER_BYTES);
    },
    drainTime,
    setCareful: (value) => void (isCareful = value),
    addAnswer(ms) {
      answers.push(ms);
      if (answers.length > ANSWERS) answers.shift();
    },
    // Only the one of several workers waited.
    skip: (ms) => rate.skip(ms / workers),
    answerTime,
    wantsMore({ left, isAnswered, ahead }) {
      if (ahead.length === 0 && isAnswered && drainTime(left) < LEAD_TIME) return true;
      // Several workers have several ranges under way as it is.
      if (workers > 1 || ahead.length >= MOST_AHEAD || answerTime() < SHORT_ANSWER) return false;
      const backlog = ahead.reduce((sum, bytes) => sum + bytes, left);
      return backlog < rate.estimate() * answerTime() * LEAD_FACTOR;
    },
  };
}

/** The rate is unknown before this time has passed, milliseconds, or this many bytes have arrived. */
const KNOWN_AFTER = 250;
const KNOWN_FROM_BYTES = 4 * 1024 * 1024;
/** At this age the rate forgets half of what it measured, milliseconds. */
const MEMORY = 2_000;
/** Fewer bytes are no evidence of a rate: as many as the first range has. */
const EVIDENCE_BYTES = 131_072;
/** What came within less time came too fast to measure, milliseconds. */
const RESOLUTION = 12;
/** The rate of what came too fast to measure, bytes per millisecond. */
const UNMEASURED_RATE = 512 * 1024;

/** How fast bytes arrive. */
export interface Rate {
  /** Counts bytes that arrived now. */
  add(bytes: number): void;
  /** Takes a time out of the measurement, milliseconds. */
  skip(ms: number): void;
  /** Bytes per millisecond, mostly of the last seconds; `undefined` while it is unknown. */
  now(): number | undefined;
  /** The same, or, while it is unknown, what the first bytes indicate; 0 before those. */
  estimate(): number;
}

/** Starts measuring. */
export function createRate(clock: Clock, start: number = clock.monotonic()): Rate {
  let started = start;
  let received = 0;
  const elapsed = () => Math.max(clock.monotonic() - started, 1);

  function now(): number | undefined {
    return elapsed() < KNOWN_AFTER && received < KNOWN_FROM_BYTES ? undefined : received / elapsed();
  }

  return {
    add(bytes) {
      const time = clock.monotonic();
      if (time - started > MEMORY) {
        // A line that turns slow must not be judged by its past: waiting for too many bytes looks like silence.
        started = (started + time) / 2;
        received /= 2;
      }
      received += bytes;
    },
    skip: (ms) => void (started += ms),
    now,
    estimate() {
      const known = now();
      if (known !== undefined) return known;
      if (received < EVIDENCE_BYTES) return 0;
      return elapsed() < RESOLUTION ? UNMEASURED_RATE : received / elapsed();
    },
  };
}
