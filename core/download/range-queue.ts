import type { Span } from "./content-range.ts";
import { CHUNK_BYTES } from "./request.ts";

/** Largest range of `--chunk-size auto`, bytes. */
const LARGEST_CHUNK_BYTES = 64 * 1024 * 1024;

/** Hands out what is to be fetched, range by range, in ascending order. */
export interface RangeQueue {
  /** The next range; `undefined` when all are handed out. */
  take(): Span | undefined;
  /** Tells how a range went; with `auto` the ranges grow while all goes well. */
  went(well: boolean): void;
}

/** A queue of spans, cut into ranges of `chunk` bytes at most. */
export function createRangeQueue(spans: readonly Span[], chunk: number | "auto"): RangeQueue {
  let gaps = spans;
  let size = chunk === "auto" ? CHUNK_BYTES : chunk;
  return {
    take() {
      const [gap, ...others] = gaps;
      if (gap === undefined) return undefined;
      const end = Math.min(gap.end, gap.start + size - 1);
      gaps = end < gap.end ? [{ start: end + 1, end: gap.end }, ...others] : others;
      return { start: gap.start, end };
    },
    went(well) {
      if (chunk === "auto") size = well ? Math.min(size * 2, LARGEST_CHUNK_BYTES) : CHUNK_BYTES;
    },
  };
}
