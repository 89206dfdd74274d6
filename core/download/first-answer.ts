import type { KnownObject } from "./range-answer.ts";
import { PROBE_BYTES, type RequestedRange } from "./request.ts";
import { discard, type OpenAnswer } from "./source.ts";
import type { ReadContext } from "./transfer.ts";

/** The first request of a fresh download: whole for images, a probe for files (CONTRACT 7). */
export async function openFresh(context: ReadContext): Promise<OpenAnswer> {
  const { source } = context;
  if (source.resource.type === "image") return await openRetrying(context, undefined, undefined);
  const answer = await openRetrying(context, { start: 0, end: PROBE_BYTES - 1 }, undefined);
  const { verdict } = answer;
  // An empty file has no first byte to ask for; an empty answer to a range may be a fault, so it is asked twice.
  const empty = verdict.kind === "whole" && verdict.object.total === 0;
  if (verdict.kind !== "no-range" && !empty) return answer;
  await discard(answer);
  return await openRetrying(context, undefined, undefined);
}

/** Opens with retries of its own. */
export async function openRetrying(
  context: ReadContext,
  range: RequestedRange | undefined,
  known: KnownObject | undefined,
): Promise<OpenAnswer> {
  const retries = context.retries(context.signal);
  while (true) {
    try {
      return await context.source.open(range, known, context.signal);
    } catch (error) {
      await retries.next(error);
    }
  }
}
