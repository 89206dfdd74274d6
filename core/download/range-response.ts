import { parseContentRange, type Span, spanLength } from "./ranges.ts";

/** What is known of the object from earlier answers of this run, or from the record of an earlier run. */
export interface KnownObject {
  /** Size in bytes; absent until an answer told it. */
  readonly total: number | undefined;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  /** Media type without parameters, lower case; empty where none was sent. */
  readonly contentType: string;
}

/** What was asked for. */
export interface ResponseExpectation {
  /** First byte; absent for a request without a range. */
  readonly start?: number | undefined;
  /** Last byte; absent for "to the end". */
  readonly end?: number | undefined;
  /** What is known so far; absent before the first answer. */
  readonly known?: KnownObject | undefined;
}

/** What to do with an answer below HTTP 400, or with a 416. */
export type Verdict =
  /** The body is exactly this span of an object of that size. */
  | { readonly kind: "part"; readonly span: Span; readonly object: KnownObject & { readonly total: number } }
  /** The body is the whole object, from byte 0; the size is unknown where the server sent no length. */
  | { readonly kind: "whole"; readonly object: KnownObject; readonly delimited: boolean }
  /** Nothing is left: the object ends where we asked to go on. */
  | { readonly kind: "complete"; readonly total: number }
  /** The server cannot serve this range (416 to a first request): ask again without one. */
  | { readonly kind: "no-range" }
  /** What we have is not of this object any more: start over. */
  | { readonly kind: "changed"; readonly reason: string; readonly byValidator: boolean }
  /** Not an answer to what was asked: nothing of it may be written. */
  | { readonly kind: "invalid"; readonly reason: string };

/** The headers that are looked at. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
}

/**
 * Judges an answer before a byte of it is written (docs/contract.md, 7). Pure: the table of its tests is the rule.
 */
export function judgeResponse(asked: ResponseExpectation, answer: ResponseHead): Verdict {
  const encoding = answer.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (encoding !== "" && encoding !== "identity") {
    return invalid(`the body is encoded as "${encoding}", though identity was asked for`);
  }
  switch (answer.status) {
    case 206:
      return judgePart(asked, answer.headers);
    case 200:
      return judgeWhole(asked, answer.headers);
    case 416:
      return judgeUnsatisfied(asked, answer.headers);
    default:
      return invalid(`HTTP ${answer.status} is not an answer to a download`);
  }
}

function judgePart(asked: ResponseExpectation, headers: Headers): Verdict {
  if (asked.start === undefined) return invalid("a part was sent, though no range was asked for");
  const known = asked.known;
  const range = parseContentRange(headers.get("content-range"));
  if (range?.span === undefined) {
    return invalid(`content-range error: the header is ${quoted(headers.get("content-range"))}`);
  }
  const seen = objectOf(headers, range.total ?? known?.total);
  if (known !== undefined && isDifferentObject(known, seen)) {
    return { kind: "changed", reason: "the validator changed", byValidator: true };
  }
  if (seen.total === undefined) return invalid("content-range error: the total size is missing");
  if (known?.total !== undefined && seen.total !== known.total) {
    const reason = `file size mismatch: the total is ${seen.total} instead of ${known.total} bytes`;
    return hasValidator(known) ? invalid(reason) : { kind: "changed", reason, byValidator: false };
  }
  if (range.span.start !== asked.start) {
    return invalid(`content-range error: the range starts at ${range.span.start} instead of ${asked.start}`);
  }
  const end = Math.min(asked.end ?? Number.MAX_SAFE_INTEGER, seen.total - 1);
  if (range.span.end !== end) {
    return invalid(`content-range error: the range ends at ${range.span.end} instead of ${end}`);
  }
  const length = contentLength(headers);
  if (length !== undefined && length !== spanLength(range.span)) {
    return invalid(`file size mismatch: the body has ${length} bytes instead of ${spanLength(range.span)}`);
  }
  if (known !== undefined && hasDifferentType(known, seen)) {
    return invalid(`the content type is "${seen.contentType}" instead of "${known.contentType}"`);
  }
  return { kind: "part", span: range.span, object: { ...seen, total: seen.total } };
}

function judgeWhole(asked: ResponseExpectation, headers: Headers): Verdict {
  const known = asked.known;
  const seen = objectOf(headers, contentLength(headers));
  if (seen.contentType === "text/html" && headers.get("content-disposition") === null) {
    // Pages of gateways and login forms come like this; a stored HTML file brings its name along.
    return invalid("a web page was sent instead of the file");
  }
  // Another validator means another object, which may be as it likes; else it must be the one we know.
  if (known !== undefined && !isDifferentObject(known, seen)) {
    if (hasDifferentType(known, seen)) {
      return invalid(`the content type is "${seen.contentType}" instead of "${known.contentType}"`);
    }
    if (known.total !== undefined && seen.total !== undefined && known.total !== seen.total) {
      return invalid(`file size mismatch: the total is ${seen.total} instead of ${known.total} bytes`);
    }
  }
  // Without a length, only chunked coding tells a body's end from a broken connection.
  const delimited = seen.total !== undefined || /chunked/i.test(headers.get("transfer-encoding") ?? "");
  return { kind: "whole", object: seen, delimited };
}

function judgeUnsatisfied(asked: ResponseExpectation, headers: Headers): Verdict {
  if (asked.start === undefined) return invalid("HTTP 416, though no range was asked for");
  if (asked.start === 0) return { kind: "no-range" };
  const total = parseContentRange(headers.get("content-range"))?.total;
  const known = asked.known?.total;
  if (known !== undefined && total !== undefined && known !== total) {
    const reason = `file size mismatch: the total is ${total} instead of ${known} bytes`;
    return { kind: "changed", reason, byValidator: false };
  }
  // Where nobody ever told a size, a server that has nothing behind our byte says that all is there.
  const size = known ?? total ?? asked.start;
  if (size === asked.start) return { kind: "complete", total: size };
  if (size > asked.start) return invalid(`content-range error: HTTP 416 for byte ${asked.start} of ${size}`);
  return { kind: "changed", reason: `the object ends before byte ${asked.start}`, byValidator: false };
}

function objectOf(headers: Headers, total: number | undefined): KnownObject {
  return {
    total,
    etag: headers.get("etag") ?? undefined,
    lastModified: headers.get("last-modified") ?? undefined,
    contentType: mediaType(headers),
  };
}

/** Media type without parameters, lower case; empty where none was sent. */
export function mediaType(headers: Headers): string {
  return (headers.get("content-type")?.split(";")[0] ?? "").trim().toLowerCase();
}

/** Whether anything tells one state of the object from another. */
export function hasValidator(object: KnownObject): boolean {
  return object.etag !== undefined || object.lastModified !== undefined;
}

/** The entity tag where it is a strong one: only that may stand in `If-Range`. */
export function strongEtag(object: KnownObject | undefined): string | undefined {
  return object?.etag?.startsWith('"') ? object.etag : undefined;
}

/** Whether two answers cannot be of the same object. A validator that one of them lacks says nothing. */
export function isDifferentObject(known: KnownObject, seen: KnownObject): boolean {
  if (known.etag !== undefined && seen.etag !== undefined) return known.etag !== seen.etag;
  return known.lastModified !== undefined && seen.lastModified !== undefined &&
    known.lastModified !== seen.lastModified;
}

/** A part of another media type comes from somewhere else: an error page, say. */
function hasDifferentType(known: KnownObject, seen: KnownObject): boolean {
  return known.contentType !== "" && seen.contentType !== "" && known.contentType !== seen.contentType;
}

function contentLength(headers: Headers): number | undefined {
  const text = headers.get("content-length")?.trim() ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function invalid(reason: string): Verdict {
  return { kind: "invalid", reason };
}

function quoted(text: string | null): string {
  return text === null ? "missing" : `"${text}"`;
}
