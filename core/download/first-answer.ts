import type { KnownObject } from "./range-answer.ts";
import { PROBE_BYTES, type RequestedRange } from "./request.ts";
import { discard, type OpenAnswer, protocolFailure } from "./source.ts";
import type { ReadContext } from "./transfer.ts";

/** The first request of a fresh download: whole for images, a probe for files (CONTRACT 7). */
export async function openFresh(context: ReadContext): Promise<OpenAnswer> {
  const isImage = context.source.resource.type === "image";
  const answer = await openRetrying(context, isImage ? undefined : { start: 0, end: PROBE_BYTES - 1 });
  // An empty file has no first byte to ask for; an empty answer may be a fault, so it is asked for twice.
  if (answer.verdict.kind !== "no-range" && !isEmpty(answer)) return answer;
  await discard(answer);
  const again = await openRetrying(context, undefined);
  if (isImage && isEmpty(again)) throw protocolFailure("file size mismatch: the image is empty");
  return again;
}

function isEmpty({ verdict }: OpenAnswer): boolean {
  return verdict.kind === "whole" && verdict.object.total === 0;
}

/** Opens with retries; what is left of them goes with the answer. */
export async function openRetrying(
  context: ReadContext,
  range: RequestedRange | undefined,
  known?: KnownObject,
): Promise<OpenAnswer> {
  const retries = context.retries(context.signal);
  while (true) {
    try {
      return { ...await context.source.open(range, known, context.signal), retries };
    } catch (error) {
      await retries.next(error);
    }
  }
}
