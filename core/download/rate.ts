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
  let begun: number | undefined;
  const elapsed = () => Math.max(clock.monotonic() - started, 1);

  function now(): number | undefined {
    return elapsed() < KNOWN_AFTER && received < KNOWN_FROM_BYTES ? known : received / elapsed();
  }
  function estimate(): number {
    return received >= EVIDENCE_BYTES ? received / elapsed() : estimated ?? now() ?? first.estimate();
  }

  return {
    add(bytes, waited = 0) {
      const time = clock.monotonic();
      if (time - started > MEMORY) {
        // A line that turns slow must not be judged by its past: waiting for too many bytes looks like silence.
        started = (started + time) / 2;
        received /= 2;
      }
      begun ??= time;
      received += bytes;
      first.add(bytes, waited, elapsed());
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
    isMeasuring: () => first.isMissing() && (begun === undefined || clock.monotonic() - begun < MEASURING),
    estimate,
  };
}

/** Enough bytes for a first estimate: those of the first range. */
const FIRST_BYTES = 131_072;
/** Where they took longer than this, milliseconds, they may have come while the program did other things. */
const PROMPT = 20;
/** Nothing else is done for so long while they come, milliseconds. */
const MEASURING = 5;
/** A read takes up to so long though its bytes are there, milliseconds. */
const READ_TIME = 0.3;
/** From so many reads on, the one that was held up most says nothing of the line. */
const ENOUGH_READS = 3;
/** Less is no measurement, milliseconds. */
const RESOLUTION = 0.5;
/** What a line that is too fast for a measurement is taken for, bytes a millisecond: 10 Gbit a second. */
const UNMEASURED = 1_250_000;

/** Bytes that came, and how long they were waited for, milliseconds. */
interface Read {
  readonly bytes: number;
  readonly waited: number;
}

/**
 * What the first bytes say of a line. They are so few that the program's own work takes longer than a fast line does.
 * What counts is how long reads waited beyond what most of them take by themselves. The bytes of the first came along
 * with the headers; the longest wait may be that of the program, or of a busy machine.
 */
function createFirstRate() {
  const reads: Read[] = [];
  let received = 0;
  let passed = 0;

  return {
    isMissing: () => received < FIRST_BYTES,
    add(bytes: number, waited: number, elapsed: number): void {
      if (received >= FIRST_BYTES) return;
      received += bytes;
      passed = elapsed;
      reads.push({ bytes, waited });
    },
    /** Bytes per millisecond; 0 while there are too few. */
    estimate(): number {
      if (received < FIRST_BYTES) return 0;
      if (passed >= PROMPT) return received / passed;
      const counted = withoutLongest(reads.length > 1 ? reads.slice(1) : reads);
      const own = counted.length > 1 ? Math.min(READ_TIME, middle(counted.map(({ waited }) => waited))) : 0;
      const waited = counted.reduce((sum, read) => sum + Math.max(read.waited - own, 0), 0);
      return waited < RESOLUTION ? UNMEASURED : counted.reduce((sum, { bytes }) => sum + bytes, 0) / waited;
    },
  };
}

/** Without the read that took longest, and the one after it, whose bytes came during that wait. */
function withoutLongest(reads: readonly Read[]): readonly Read[] {
  if (reads.length < ENOUGH_READS) return reads;
  const longest = Math.max(...reads.map(({ waited }) => waited));
  const index = reads.findIndex(({ waited }) => waited === longest);
  return reads.filter((_read, at) => at !== index && at !== index + 1);
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? 0;
}
