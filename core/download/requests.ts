import type { ApiRequest } from "../platform/request.ts";
import { coveredBytes, type Span } from "./ranges.ts";
import type { ResourceIdentity } from "./record.ts";

/** First range requested of a file, bytes (docs/contract.md, 7): enough to learn size and type. */
export const PROBE_BYTES = 131_072;
/** Ranges after the probe, bytes (docs/contract.md, 7). */
export const CHUNK_BYTES = 8_388_608;

/** Which resource of which message. */
export type ResourceKey = Omit<ResourceIdentity, "host">;

/** Positions of a ranged request, inclusive; without an end it runs to the object's end. */
export interface RequestedRange {
  readonly start: number;
  readonly end?: number | undefined;
}

/** Makes the request for a resource, whole or in part. */
export type RequestMaker = (
  resource: ResourceKey,
  range?: RequestedRange,
  ifRange?: string,
) => ApiRequest;

/** The request for a resource, whole or in part. `ifRange` must be a strong entity tag. */
export function resourceRequest(
  resource: ResourceKey,
  range?: RequestedRange,
  ifRange?: string,
): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/messages/:message_id/resources/:file_key",
    pathValues: { message_id: resource.message_id, file_key: resource.file_key },
    params: { type: resource.type },
    headers: rangeHeaders(range, ifRange),
    repeatable: true,
  };
}

/** Headers that request bytes as they are, and a part of them. `ifRange` must be a strong entity tag. */
export function rangeHeaders(range?: RequestedRange, ifRange?: string): Readonly<Record<string, string>> {
  return {
    // The service names the file only in responses to requests with this type.
    "content-type": "application/json; charset=utf-8",
    "accept-encoding": "identity",
    ...(range === undefined ? {} : { range: `bytes=${range.start}-${range.end ?? ""}` }),
    ...(range === undefined || ifRange === undefined ? {} : { "if-range": ifRange }),
  };
}

/** Largest range where the size is `auto`, bytes. */
const LARGEST_CHUNK_BYTES = 64 * 1024 * 1024;
/** Smallest range that is cut so that several workers end together, bytes. */
const SMALLEST_SHARE_BYTES = 1024 * 1024;

/** The ranges to fetch, in ascending order. */
export interface RangeQueue {
  /** The next range; `undefined` when all are taken. */
  take(): Span | undefined;
  /** Whether all are taken. */
  isEmpty(): boolean;
  /** Gives a range back: the last one that was taken of those that were not given back. */
  putBack(range: Span): void;
  /** Reports whether a range came without a break; with `auto` the ranges grow while they do. */
  reportResult(well: boolean): void;
}

/**
 * A queue of spans, cut into ranges of `chunk` bytes at most. The last round of several workers is cut into equal
 * shares: otherwise some would have nothing to do while others fetch a whole range.
 */
export function createRangeQueue(spans: readonly Span[], chunk: number | "auto", workers = 1): RangeQueue {
  let gaps = spans;
  let size = chunk === "auto" ? CHUNK_BYTES : chunk;
  let taken = 0;
  let share = size;

  /** Each round of the workers begins with a look at what is left. */
  function nextSize(): number {
    if (taken++ % workers === 0) {
      share = Math.min(size, Math.max(Math.ceil(coveredBytes(gaps) / workers), SMALLEST_SHARE_BYTES));
    }
    return share;
  }

  return {
    take() {
      const [gap, ...others] = gaps;
      if (gap === undefined) return undefined;
      const end = Math.min(gap.end, gap.start + nextSize() - 1);
      gaps = end < gap.end ? [{ start: end + 1, end: gap.end }, ...others] : others;
      return { start: gap.start, end };
    },
    isEmpty: () => gaps.length === 0,
    putBack(range) {
      gaps = [range, ...gaps];
    },
    reportResult(well) {
      if (chunk === "auto") size = well ? Math.min(size * 2, LARGEST_CHUNK_BYTES) : CHUNK_BYTES;
    },
  };
}
