/**
 * A transfer of the object that the service of `service.ts` has.
 *
 * @module
 */

import { Restart } from "../../../../core/download/restart.ts";
import type { Span } from "../../../../core/download/ranges.ts";
import type { RequestedRange } from "../../../../core/download/requests.ts";
import type { ByteSink } from "../../../../core/download/job.ts";
import { transfer } from "../../../../core/download/transfer.ts";
import type { Reply } from "../../../support/fake-world.ts";
import { OBJECT_BYTES, type ServiceSettings, startService } from "../service.ts";
import { assertInstanceOf } from "@std/assert";

/** Size of the object, bytes. */
export const SIZE = OBJECT_BYTES.length;
/** Headers of a body whose end is marked. */
export const CHUNKED = { "transfer-encoding": "chunked" };
/** Headers with a validator. */
export const TAGGED = { etag: '"v1"' };

/** What a test may set. */
export interface Settings extends ServiceSettings {
  readonly range?: RequestedRange | undefined;
  readonly workers?: number;
  readonly write?: ByteSink["write"];
}

/** A transfer of the object whose first response is that to `range`; by default all that is missing follows. */
export function start(replies: readonly Reply[], settings: Settings = {}) {
  const service = startService(replies, settings);
  const received = new Uint8Array(2 * SIZE);
  const written: Span[] = [];
  const sink: ByteSink = {
    write(offset, bytes) {
      received.set(bytes, offset);
      written.push({ start: offset, end: offset + bytes.length - 1 });
      return settings.write?.(offset, bytes);
    },
  };
  const { context, source } = service;
  async function begin() {
    const first = await source.open(settings.range, undefined, context.signal);
    return await transfer(
      { ...context, sink, workers: settings.workers ?? 1 },
      first,
      (total, span) => [
        ...(span.start > 0 ? [{ start: 0, end: span.start - 1 }] : []),
        ...(span.end < total - 1 ? [{ start: span.end + 1, end: total - 1 }] : []),
      ],
    );
  }
  return { ...service, received, written, transfer: () => service.run(begin()) };
}

/** What a transfer was rejected with, which begins anew. */
export async function restartOf(transfer: () => Promise<unknown>): Promise<Restart> {
  const reason = await transfer().catch((error) => error);
  assertInstanceOf(reason, Restart);
  return reason;
}

/** The first range. */
export const PROBE: RequestedRange = { start: 0, end: 999 };
