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
 * import { parseContentRange } from "./content-range.ts";
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
