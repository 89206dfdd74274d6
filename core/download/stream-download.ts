import type { Client } from "../platform/client.ts";
import type { World } from "../world.ts";
import { createSha256 } from "./checksum.ts";
import { type DownloadOptions, type DownloadResult, MAX_RESTARTS, transferContext } from "./download.ts";
import { openFresh } from "./first-response.ts";
import { mediaType } from "./range-response.ts";
import type { ResourceKey } from "./requests.ts";
import { Restart } from "./restart.ts";
import { createSource } from "./source.ts";
import { transfer } from "./transfer.ts";

/** Options of a download to a stream. */
export type StreamOptions = Omit<DownloadOptions, "overwrite" | "workers">;

/**
 * Downloads one resource to a stream, in order, each range checked before its bytes are passed on. Bytes that were
 * passed on cannot be taken back: where a file would start over, this fails.
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
  const report = (total: number | undefined) => options.onProgress?.({ done: written, total, resumed: 0 });
  for (let restarts = 0;; restarts++) {
    const first = await openFresh(context);
    const total = "object" in first.verdict ? first.verdict.object.total : undefined;
    const sink = {
      async write(_offset: number, bytes: Uint8Array): Promise<void> {
        await out(bytes);
        hash?.update(bytes);
        written += bytes.length;
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
        ...(hash === undefined ? {} : { sha256: hash.digest() }),
      };
    } catch (error) {
      if (!(error instanceof Restart)) throw error;
      if (written > 0 || restarts === MAX_RESTARTS) throw error.failure;
    }
  }
}
