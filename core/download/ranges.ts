/** A parsed `Content-Range` of unit bytes; all positions inclusive, as in HTTP. */
export interface ContentRange {
  /** Absent for the unsatisfied form `bytes *\/total`. */
  readonly span: Span | undefined;
  /** Size of the whole object; absent where the server wrote `*`. */
  readonly total: number | undefined;
}

/** Bytes from `start` to `end`, both inclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Number of bytes in a span. */
export function spanLength(span: Span): number {
  return span.end - span.start + 1;
}

const CONTENT_RANGE_REGEXP = /^bytes\s+(?:(\d{1,16})-(\d{1,16})|\*)\/(\d{1,16}|\*)$/i;

/**
 * Parses a `Content-Range` header (RFC 9110, 14.4). Anything that is not exactly of its form, other units and
 * impossible numbers included, is `undefined`.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseContentRange } from "./ranges.ts";
 *
 * assertEquals(parseContentRange("bytes 0-9/100"), { span: { start: 0, end: 9 }, total: 100 });
 * assertEquals(parseContentRange("bytes 9-0/100"), undefined);
 * ```
 */
export function parseContentRange(header: string | null): ContentRange | undefined {
  const match = CONTENT_RANGE_REGEXP.exec(header?.trim() ?? "");
  if (match === null) return undefined;
  const [, start, end, size] = match;
  const total = size === "*" ? undefined : Number(size);
  if (total !== undefined && !Number.isSafeInteger(total)) return undefined;
  if (start === undefined || end === undefined) {
    return total === undefined ? undefined : { span: undefined, total };
  }
  const span = { start: Number(start), end: Number(end) };
  const possible = Number.isSafeInteger(span.end) && span.start <= span.end &&
    (total === undefined || span.end < total);
  return possible ? { span, total } : undefined;
}

/** Spans that do not touch each other, in ascending order. */
export type Spans = readonly Span[];

/** Adds a span, joining what touches or overlaps. */
export function addSpan(spans: Spans, added: Span): Spans {
  const before = spans.filter((span) => span.end + 1 < added.start);
  const after = spans.filter((span) => span.start > added.end + 1);
  const joined = spans.slice(before.length, spans.length - after.length);
  return [
    ...before,
    {
      start: Math.min(added.start, ...joined.map((span) => span.start)),
      end: Math.max(added.end, ...joined.map((span) => span.end)),
    },
    ...after,
  ];
}

/**
 * What is missing from an object of `total` bytes.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { addSpan, missingSpans } from "./ranges.ts";
 *
 * const there = addSpan([{ start: 0, end: 9 }], { start: 20, end: 29 });
 * assertEquals(missingSpans(there, 40), [{ start: 10, end: 19 }, { start: 30, end: 39 }]);
 * ```
 */
export function missingSpans(spans: Spans, total: number): Spans {
  const gaps: Span[] = [];
  let next = 0;
  for (const span of clampSpans(spans, total)) {
    if (span.start > next) gaps.push({ start: next, end: span.start - 1 });
    next = span.end + 1;
  }
  if (next < total) gaps.push({ start: next, end: total - 1 });
  return gaps;
}

/** Number of bytes in all spans. */
export function coveredBytes(spans: Spans): number {
  return spans.reduce((sum, span) => sum + span.end - span.start + 1, 0);
}

/** The spans without anything at or behind `size`. */
export function clampSpans(spans: Spans, size: number): Spans {
  return spans.filter((span) => span.start < size).map(({ start, end }) => ({
    start,
    end: Math.min(end, size - 1),
  }));
}
