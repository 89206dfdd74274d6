import { Failure } from "../failure.ts";
import type { PartialFile } from "./partial-file.ts";
import { hasValidator, type KnownObject } from "./range-response.ts";
import { missingSpans } from "./ranges.ts";
import { CHUNK_BYTES, PROBE_BYTES, type RequestedRange } from "./requests.ts";
import { Restart } from "./restart.ts";
import { discard, type OpenResponse, openWithRetries, protocolFailure } from "./source.ts";
import { TAIL_BYTES } from "./target.ts";
import { type ReadContext, transfer } from "./transfer.ts";

/** The first request of a fresh download: whole for images, a probe for files (docs/contract.md, 7). */
export async function openFresh(context: ReadContext): Promise<OpenResponse> {
  const isImage = context.source.resource.type === "image";
  const opened = await openRange(context, isImage ? undefined : { start: 0, end: PROBE_BYTES - 1 });
  // An empty file has no first byte to request; an empty response may be a fault, so it is requested twice.
  if (opened.verdict.kind !== "no-range" && !isEmpty(opened)) return opened;
  await discard(opened);
  const again = await openRange(context, undefined);
  if (isImage && isEmpty(again)) throw protocolFailure("file size mismatch: the image is empty");
  return again;
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

/**
 * The first request of a continued download, if there is something to continue and the object is still the
 * same: by its validator, or, where it has none, by the last bytes on disk. Otherwise the download starts over.
 */
export async function openResumed(
  partial: PartialFile,
  context: ReadContext,
): Promise<OpenResponse | undefined> {
  const known = partial.object;
  const last = partial.done().at(-1);
  if (known === undefined || last === undefined) return undefined;
  const tail = { start: Math.max(last.start, last.end + 1 - TAIL_BYTES), end: last.end };
  try {
    if (!hasValidator(known) && !await hasSameTail(partial, context, known, tail)) return undefined;
    return await openMissing(context, known, firstMissing(partial, known) ?? tail, tail);
  } catch (error) {
    // The response does not fit what is on disk. If it is another object, starting over helps; if not,
    // starting over fails as well, and what is on disk stays.
    if (error instanceof Restart || (error instanceof Failure && error.detail.subtype === "protocol")) {
      return undefined;
    }
    throw error;
  }
}

/** Opens a range of the known object; where the object ends before it, the tail, which has the same headers. */
async function openMissing(
  context: ReadContext,
  known: KnownObject,
  range: RequestedRange,
  tail: RequestedRange,
): Promise<OpenResponse | undefined> {
  const opened = await openRange(context, range, known);
  if (opened.verdict.kind === "part") return opened;
  await discard(opened);
  return opened.verdict.kind === "complete"
    ? await openMissing(context, { ...known, total: opened.verdict.total }, tail, tail)
    : undefined;
}

/** The first range to request when a download is continued; `undefined` where no byte is missing. */
function firstMissing(partial: PartialFile, known: KnownObject): RequestedRange | undefined {
  if (known.total === undefined) return { start: (partial.done().at(-1)?.end ?? -1) + 1 };
  const gap = missingSpans(partial.done(), known.total)[0];
  return gap && { start: gap.start, end: Math.min(gap.end, gap.start + CHUNK_BYTES - 1) };
}

/** Fetches the last kept bytes again and compares them with those on disk. */
async function hasSameTail(
  partial: PartialFile,
  context: ReadContext,
  known: KnownObject,
  tail: { readonly start: number; readonly end: number },
): Promise<boolean> {
  const opened = await openRange(context, tail, known);
  if (opened.verdict.kind !== "part") {
    await discard(opened);
    return false;
  }
  const fetched: Uint8Array[] = [];
  const sink = { write: (_offset: number, bytes: Uint8Array) => void fetched.push(bytes.slice()) };
  await transfer({ ...context, sink, workers: 1 }, opened, () => []);
  const there = partial.read(tail.start, tail.end - tail.start + 1);
  const again = new Uint8Array(await new Blob(fetched as BlobPart[]).arrayBuffer());
  return there.length === again.length && there.every((byte, index) => byte === again[index]);
}
