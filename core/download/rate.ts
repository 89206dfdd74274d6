import type { Clock } from "../world.ts";

/** The rate is unknown before this time has passed, milliseconds, or this many bytes have arrived. */
const KNOWN_AFTER = 250;
const KNOWN_FROM_BYTES = 4 * 1024 * 1024;
/** At this age the rate forgets half of what it measured, milliseconds. */
const MEMORY = 2_000;
/** Enough bytes for an estimate. */
const EVIDENCE_BYTES = 1024 * 1024;

/** How fast bytes arrive. */
export interface Rate {
  /**
   * Counts bytes that arrived now.
   *
   * @param waited how long their read took, milliseconds
   */
  add(bytes: number, waited?: number): void;
  /** Takes a time out of the measurement, milliseconds. */
  skip(ms: number): void;
  /** Begins again, after a time in which nothing came; what was known counts until there is new evidence. */
  measureAnew(idle: number): void;
  /** Bytes per millisecond, mostly of the last seconds; `undefined` while it is unknown. */
  now(): number | undefined;
  /** The bytes so far over the time so far; `undefined` before the first range is there. */
  soFar(): number | undefined;
  /** Whether the first range may be all there in a moment: what is done meanwhile would look like a slow line. */
  isMeasuring(): boolean;
  /** The same as now, from less evidence: at first what the first range indicates; 0 before that. */
  estimate(): number;
}

/** Starts measuring. */
export function createRate(clock: Clock, start: number = clock.monotonic()): Rate {
  const first = createFirstRate();
  let started = start;
  let received = 0;
  /** From before the last new beginning. */
  let known: number | undefined;
  let estimated: number | undefined;
  const elapsed = () => Math.max(clock.monotonic() - started, 1);

  function now(): number | undefined {
    return elapsed() < KNOWN_AFTER && received < KNOWN_FROM_BYTES ? known : received / elapsed();
  }
  function estimate(): number {
    return received >= EVIDENCE_BYTES
      ? received / elapsed()
      : estimated ?? now() ?? first.estimate(elapsed());
  }

  return {
    add(bytes, waited = 0) {
      const time = clock.monotonic();
      if (time - started > MEMORY) {
        // A line that turns slow must not be judged by its past: waiting for too many bytes looks like silence.
        started = (started + time) / 2;
        received /= 2;
      }
      received += bytes;
      first.add(bytes, waited);
    },
    skip: (ms) => void (started += ms),
    measureAnew(idle) {
      started += idle;
      known = now();
      estimated = estimate() || undefined;
      started = clock.monotonic();
      received = 0;
    },
    now,
    soFar: () => received < FIRST_BYTES ? undefined : received / elapsed(),
    isMeasuring: () => first.isMissing() && elapsed() < PROMPT,
    estimate,
  };
}

/** Enough bytes for a first estimate: those of the first range. */
const FIRST_BYTES = 131_072;
/** Where they took longer than this, milliseconds, they may have come while the program did other things. */
const PROMPT = 20;
/** A read takes up to so long though its bytes are there, milliseconds. */
const READ_TIME = 0.5;
/** Less is no measurement, milliseconds. */
const RESOLUTION = 0.5;
/** What a line that is too fast for a measurement is taken for, bytes a millisecond: 10 Gbit a second. */
const UNMEASURED = 1_250_000;

/**
 * What the first bytes say of a line. They are so few that the program's own work takes longer than a fast line does.
 * What counts is how long reads waited beyond the quickest of them; the bytes of the first came along with the headers.
 */
function createFirstRate() {
  const reads: { readonly bytes: number; readonly waited: number }[] = [];
  let received = 0;

  return {
    isMissing: () => received < FIRST_BYTES,
    add(bytes: number, waited: number): void {
      if (received >= FIRST_BYTES) return;
      received += bytes;
      reads.push({ bytes, waited });
    },
    /** Bytes per millisecond; 0 while there are too few. */
    estimate(elapsed: number): number {
      if (received < FIRST_BYTES) return 0;
      if (elapsed >= PROMPT) return received / elapsed;
      const later = reads.length > 1 ? reads.slice(1) : reads;
      const quickest = later.length > 1 ? Math.min(READ_TIME, ...later.map(({ waited }) => waited)) : 0;
      const waited = later.reduce((sum, read) => sum + read.waited - quickest, 0);
      return waited < RESOLUTION ? UNMEASURED : later.reduce((sum, { bytes }) => sum + bytes, 0) / waited;
    },
  };
}
