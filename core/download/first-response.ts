import { Failure } from "../failure.ts";
import type { PartialFile } from "./partial-file.ts";
import type { KnownObject } from "./range-response.ts";
import { missingSpans, type Span, spanLength } from "./ranges.ts";
import { CHUNK_BYTES, PROBE_BYTES, type RequestedRange } from "./requests.ts";
import { Restart } from "./restart.ts";
import { discard, emptyImage, type OpenResponse, openWithRetries } from "./source.ts";
import { TAIL_BYTES } from "./target.ts";
import { type ReadContext, transfer } from "./transfer.ts";

/** The first request of a fresh download: whole for images, a probe for files (docs/contract.md, 7). */
export async function openFresh(context: ReadContext): Promise<OpenResponse> {
  const isImage = context.source.resource.type === "image";
  const opened = await openRange(context, isImage ? undefined : { start: 0, end: PROBE_BYTES - 1 });
  // An empty file has no first byte to request; an empty response may be a fault, so it is requested twice.
  if (opened.verdict.kind !== "no-range" && !isEmpty(opened)) return opened;
  await discard(opened);
  return await openWhole(context);
}

/** Requests the whole object; no image is empty. */
export async function openWhole(context: ReadContext): Promise<OpenResponse> {
  const opened = await openRange(context, undefined);
  if (context.source.resource.type === "image" && isEmpty(opened)) throw emptyImage();
  return opened;
}

function isEmpty({ verdict }: OpenResponse): boolean {
  return verdict.kind === "whole" && verdict.object.total === 0;
}

/** Opens with retries of its own; those left are passed on with the response. */
async function openRange(
  context: ReadContext,
  range: RequestedRange | undefined,
  known?: KnownObject,
): Promise<OpenResponse> {
  const retries = context.retries(context.signal);
  return { ...await openWithRetries(context.source, range, known, context.signal, retries), retries };
}

/** What a download begins with. */
export interface Begin {
  readonly first: OpenResponse;
  /** It goes on with what is on disk; otherwise that is dropped. */
  readonly continues: boolean;
}

/**
 * The first response of a continued download, if there is something to continue and the object is still the same: by
 * its validator, where it has one, and by the last bytes before each gap, which others may have changed on disk. A
 * server that sends the whole object instead has begun it anew; `undefined` where it has to be requested.
 */
export async function openResumed(partial: PartialFile, context: ReadContext): Promise<Begin | undefined> {
  const known = partial.object;
  const tails = partial.done().map(tailOf);
  const last = tails.at(-1);
  if (known === undefined || last === undefined) return undefined;
  try {
    for (const tail of tails) {
      const opened = await openRange(context, tail, known);
      if (opened.verdict.kind !== "part") return await beginAnew(opened);
      if (!await hasSameBytes(partial, context, tail, opened)) return undefined;
    }
    return await openMissing(context, known, firstMissing(partial, known, last) ?? last, last);
  } catch (error) {
    if (error instanceof Restart) return error.begin && { first: error.begin, continues: false };
    // The response does not fit what is on disk. If it is another object, starting over helps; if not,
    // starting over fails as well, and what is on disk stays.
    if (error instanceof Failure && error.detail.subtype === "protocol") return undefined;
    throw error;
  }
}

function tailOf({ start, end }: Span): Span {
  return { start: Math.max(start, end + 1 - TAIL_BYTES), end };
}

/** The whole object is taken wherever it was not requested; anything else is no beginning. */
async function beginAnew(opened: OpenResponse): Promise<Begin | undefined> {
  if (opened.verdict.kind === "whole") return { first: opened, continues: false };
  await discard(opened);
  return undefined;
}

/** Opens a range of the known object; where the object ends before it, the tail, which has the same headers. */
async function openMissing(
  context: ReadContext,
  known: KnownObject,
  range: RequestedRange,
  tail: Span,
): Promise<Begin | undefined> {
  const opened = await openRange(context, range, known);
  if (opened.verdict.kind === "part") return { first: opened, continues: true };
  if (opened.verdict.kind !== "complete") return await beginAnew(opened);
  await discard(opened);
  return await openMissing(context, { ...known, total: opened.verdict.total }, tail, tail);
}

/** The first range to request when a download is continued; `undefined` where no byte is missing. */
function firstMissing(partial: PartialFile, known: KnownObject, last: Span): RequestedRange | undefined {
  if (known.total === undefined) return { start: last.end + 1 };
  const gap = missingSpans(partial.done(), known.total)[0];
  return gap && { start: gap.start, end: Math.min(gap.end, gap.start + CHUNK_BYTES - 1) };
}

/** Compares a span on disk with the same one fetched again, of which `opened` is the beginning. */
async function hasSameBytes(
  partial: PartialFile,
  context: ReadContext,
  span: Span,
  opened: OpenResponse,
): Promise<boolean> {
  const fetched: Uint8Array[] = [];
  const sink = { write: (_offset: number, bytes: Uint8Array) => void fetched.push(bytes.slice()) };
  await transfer(
    { ...context, sink, workers: 1 },
    opened,
    (_total, { end }) => end < span.end ? [{ start: end + 1, end: span.end }] : [],
  );
  const there = partial.read(span.start, spanLength(span));
  const again = new Uint8Array(await new Blob(fetched as BlobPart[]).arrayBuffer());
  return there.length === again.length && there.every((byte, index) => byte === again[index]);
}
