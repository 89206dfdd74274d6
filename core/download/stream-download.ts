import type { Client } from "../platform/client.ts";
import type { World } from "../world.ts";
import { createSha256 } from "./checksum.ts";
import {
  type DownloadOptions,
  type DownloadResult,
  MAX_RESTARTS,
  openAttempt,
  transferContext,
} from "./download.ts";
import { hasSameValidator, mediaType } from "./range-response.ts";
import type { ResourceKey } from "./requests.ts";
import { Restart } from "./restart.ts";
import { createSource, discard, type OpenResponse } from "./source.ts";
import { transfer } from "./transfer.ts";

/** Options of a download to a stream. */
export type StreamOptions = Omit<DownloadOptions, "overwrite" | "workers">;

/**
 * Downloads one resource to a stream, in order, each range checked before its bytes are passed on. Bytes that were
 * passed on cannot be taken back: where another object begins, this fails.
 *
 * @throws {Failure} from the service or the network
 */
export async function streamDownload(
  world: World,
  client: Client,
  resource: ResourceKey,
  out: (bytes: Uint8Array) => Promise<void>,
  options: StreamOptions,
): Promise<DownloadResult> {
  const source = createSource(client, world.clock, resource, options.idle, options.toRequest);
  const context = transferContext(world, client, source, options);
  const hash = options.checksum ? await createSha256() : undefined;
  let written = 0;
  let begin: OpenResponse | undefined;
  let last: Restart | undefined;
  const report = (total: number | undefined) => options.onProgress?.({ done: written, total, resumed: 0 });
  for (let restarts = 0;; restarts++) {
    const first = begin ?? await openAttempt(context, restarts, last);
    const total = "object" in first.verdict ? first.verdict.object.total : undefined;
    const sink = {
      async write(offset: number, bytes: Uint8Array): Promise<void> {
        // A body that begins anew brings again what was passed on.
        const fresh = bytes.subarray(Math.max(0, written - offset));
        if (fresh.length === 0) return;
        await out(fresh);
        hash?.update(fresh);
        written += fresh.length;
        report(total);
      },
    };
    try {
      const { object } = await transfer(
        { ...context, sink, workers: 1 },
        first,
        (size, { end }) => end + 1 < size ? [{ start: end + 1, end: size - 1 }] : [],
      );
      return {
        size_bytes: object.total,
        content_type: mediaType(first.response.headers),
        requests: source.requestCount(),
        compared: total === undefined ? "nothing" : "length",
        ...(hash === undefined ? {} : { sha256: hash.digest() }),
      };
    } catch (error) {
      if (!(error instanceof Restart)) throw error;
      last = error;
      begin = error.begin;
      if (restarts < MAX_RESTARTS && (written === 0 || isSameObject(first, begin))) continue;
      if (begin !== undefined) await discard(begin);
      throw error.failure;
    }
  }
}

/** Whether a whole object is the one that part of was passed on, by a validator and its size. */
function isSameObject(first: OpenResponse, begin: OpenResponse | undefined): boolean {
  if (begin === undefined || !("object" in first.verdict) || !("object" in begin.verdict)) return false;
  const [known, received] = [first.verdict.object, begin.verdict.object];
  return hasSameValidator(known, received) && known.total === received.total;
}
