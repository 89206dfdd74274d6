import { parseContentRange, type Span, spanLength } from "./ranges.ts";

/** What is known of the object from earlier responses of this run, or from the record of an earlier run. */
export interface KnownObject {
  /** Size in bytes; absent until a response said it. */
  readonly total: number | undefined;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  /** Media type without parameters, lower case; empty where none was sent. */
  readonly contentType: string;
}

/** What was requested. */
export interface ResponseExpectation {
  /** First byte; absent for a request without a range. */
  readonly start?: number | undefined;
  /** Last byte; absent for "to the end". */
  readonly end?: number | undefined;
  /** What is known so far; absent before the first response. */
  readonly known?: KnownObject | undefined;
}

/** What to do with a response below HTTP 400, or with a 416. */
export type Verdict =
  /** The body is exactly this span of an object of that size; it may end before the range does. */
  | { readonly kind: "part"; readonly span: Span; readonly object: KnownObject & { readonly total: number } }
  /** The body is the whole object, from byte 0; the size is unknown where the server sent no length. */
  | { readonly kind: "whole"; readonly object: KnownObject; readonly delimited: boolean }
  /** Nothing is left: the object ends where the range begins. */
  | { readonly kind: "complete"; readonly total: number }
  /** The server cannot serve this range (416 to a first request): repeat the request without one. */
  | { readonly kind: "no-range" }
  /** The bytes on disk are of another object: start over. */
  | { readonly kind: "changed"; readonly reason: string; readonly byValidator: boolean }
  /** It does not fit the request: nothing of it may be written. */
  | { readonly kind: "invalid"; readonly reason: string };

/** Status and headers. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
}

/**
 * Judges a response before a byte of it is written (docs/contract.md, 7). Pure: the table of its tests is the rule.
 */
export function judgeResponse(expected: ResponseExpectation, response: ResponseHead): Verdict {
  const encoding = response.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  if (encoding !== "" && encoding !== "identity") {
    return invalid(`the body is encoded as "${encoding}", though identity was requested`);
  }
  switch (response.status) {
    case 206:
      return judgePart(expected, response.headers);
    case 200:
      return judgeWhole(expected, response.headers);
    case 416:
      return judgeUnsatisfied(expected, response.headers);
    default:
      return invalid(`HTTP ${response.status} is not a response to a download`);
  }
}

function judgePart(expected: ResponseExpectation, headers: Headers): Verdict {
  if (expected.start === undefined) return invalid("a part was sent, though no range was requested");
  const known = expected.known;
  const range = parseContentRange(headers.get("content-range"));
  if (range?.span === undefined) {
    return invalid(`content-range error: the header is ${quoted(headers.get("content-range"))}`);
  }
  const received = objectOf(headers, range.total ?? known?.total);
  if (known !== undefined && isDifferentObject(known, received)) {
    return { kind: "changed", reason: "the validator changed", byValidator: true };
  }
  if (received.total === undefined) return invalid("content-range error: the total size is missing");
  if (known?.total !== undefined && received.total !== known.total) {
    const reason = `file size mismatch: the total is ${received.total} instead of ${known.total} bytes`;
    return hasValidator(known) ? invalid(reason) : { kind: "changed", reason, byValidator: false };
  }
  if (range.span.start !== expected.start) {
    return invalid(
      `content-range error: the range starts at ${range.span.start} instead of ${expected.start}`,
    );
  }
  const end = Math.min(expected.end ?? Number.MAX_SAFE_INTEGER, received.total - 1);
  // An earlier end is honest: the rest is requested then.
  if (range.span.end > end) {
    return invalid(`content-range error: the range ends at ${range.span.end} instead of ${end}`);
  }
  const length = contentLength(headers);
  if (length !== undefined && length !== spanLength(range.span)) {
    return invalid(`file size mismatch: the body has ${length} bytes instead of ${spanLength(range.span)}`);
  }
  if (known !== undefined && hasDifferentType(known, received)) {
    return invalid(`the content type is "${received.contentType}" instead of "${known.contentType}"`);
  }
  return { kind: "part", span: range.span, object: { ...received, total: received.total } };
}

function judgeWhole(expected: ResponseExpectation, headers: Headers): Verdict {
  const known = expected.known;
  const received = objectOf(headers, contentLength(headers));
  if (received.contentType === "text/html" && headers.get("content-disposition") === null) {
    // Pages of gateways and login forms come like this; a stored HTML file brings its name along.
    return invalid("a web page was sent instead of the file");
  }
  // With another validator it is another object, which may differ in anything; else it must be the known one.
  if (known !== undefined && !isDifferentObject(known, received)) {
    if (hasDifferentType(known, received)) {
      return invalid(`the content type is "${received.contentType}" instead of "${known.contentType}"`);
    }
    const isOtherSize = known.total !== undefined && received.total !== undefined &&
      known.total !== received.total;
    // Without a common validator another size means another object; an empty one is more likely a fault.
    if (isOtherSize && (hasSameValidator(known, received) || received.total === 0)) {
      return invalid(`file size mismatch: the total is ${received.total} instead of ${known.total} bytes`);
    }
  }
  // Without a length, only chunked coding distinguishes a body's end from a broken connection.
  const delimited = received.total !== undefined || /chunked/i.test(headers.get("transfer-encoding") ?? "");
  return { kind: "whole", object: received, delimited };
}

function judgeUnsatisfied(expected: ResponseExpectation, headers: Headers): Verdict {
  if (expected.start === undefined) return invalid("HTTP 416, though no range was requested");
  if (expected.start === 0) return { kind: "no-range" };
  const total = parseContentRange(headers.get("content-range"))?.total;
  const known = expected.known?.total;
  if (known !== undefined && total !== undefined && known !== total) {
    const reason = `file size mismatch: the total is ${total} instead of ${known} bytes`;
    return { kind: "changed", reason, byValidator: false };
  }
  // Where the size is unknown, a server that has nothing after our byte says that all is there.
  const size = known ?? total ?? expected.start;
  if (size === expected.start) return { kind: "complete", total: size };
  if (size > expected.start) {
    return invalid(`content-range error: HTTP 416 for byte ${expected.start} of ${size}`);
  }
  return { kind: "changed", reason: `the object ends before byte ${expected.start}`, byValidator: false };
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

/** Whether anything distinguishes one state of the object from another. */
export function hasValidator(object: KnownObject): boolean {
  return object.etag !== undefined || object.lastModified !== undefined;
}

/** The entity tag where it is a strong one: only that may stand in `If-Range`. */
export function strongEtag(object: KnownObject | undefined): string | undefined {
  return object?.etag?.startsWith('"') ? object.etag : undefined;
}

/** Whether two responses cannot be of the same object. A validator that one of them lacks proves nothing. */
export function isDifferentObject(known: KnownObject, received: KnownObject): boolean {
  if (known.etag !== undefined && received.etag !== undefined) return known.etag !== received.etag;
  return known.lastModified !== undefined && received.lastModified !== undefined &&
    known.lastModified !== received.lastModified;
}

/** Whether two responses are of the same object by a validator that both have. */
export function hasSameValidator(known: KnownObject, received: KnownObject): boolean {
  if (known.etag !== undefined && received.etag !== undefined) return known.etag === received.etag;
  return known.lastModified !== undefined && known.lastModified === received.lastModified;
}

/** A part of another media type comes from somewhere else: an error page, say. */
function hasDifferentType(known: KnownObject, received: KnownObject): boolean {
  return known.contentType !== "" && received.contentType !== "" &&
    known.contentType !== received.contentType;
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
