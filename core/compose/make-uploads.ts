import type { Warning } from "../enrich/notices.ts";
import { Failure, withDetail } from "../failure.ts";
import type { Client } from "../platform/client.ts";
import { type OpenMedia, openMedia } from "../upload/open-media.ts";
import { uploadFile, uploadImage } from "../upload/upload.ts";
import type { World } from "../world.ts";
import { imageSkipped } from "./image-skipped.ts";
import type { PlannedUpload } from "./composition.ts";

/** What was uploaded (field names are part of the output contract). */
export interface Uploaded {
  readonly flag: string;
  readonly key: string;
  readonly name: string;
  readonly size_bytes: number;
  readonly duration_ms?: number;
}

/** What uploads came to. */
export interface UploadsMade {
  /** The key of each upload; `undefined` for one that may fail and did. */
  readonly keys: readonly (string | undefined)[];
  readonly uploads: readonly Uploaded[];
  readonly warnings: readonly Warning[];
}

/** How uploads are made. */
export interface UploadOptions {
  readonly userAgent: string;
  readonly onProgress?: (done: number, total: number | undefined) => void;
}

/**
 * Makes the uploads one after the other. One that fails ends it, unless the message may go without it.
 *
 * @throws {Failure} what the service, the network or the file system said; nothing was sent to anybody.
 */
export async function makeUploads(
  world: World,
  client: Client,
  planned: readonly PlannedUpload[],
  options: UploadOptions,
): Promise<UploadsMade> {
  const keys: (string | undefined)[] = [];
  const uploads: Uploaded[] = [];
  const warnings: Warning[] = [];
  for (const one of planned) {
    try {
      const uploaded = await makeUpload(world, client, one, options);
      keys.push(uploaded.key);
      uploads.push(uploaded);
    } catch (error) {
      if (error instanceof Failure && error.detail.type === "interrupted") {
        throw withDetail(error, { hint: "nothing was sent: run the same command again" });
      }
      if (!one.mayFail || !(error instanceof Failure)) throw error;
      const { source } = one;
      warnings.push(imageSkipped(source.kind, source.kind === "path" ? source.path : source.url, error));
      keys.push(undefined);
    }
  }
  return { keys, uploads, warnings };
}

async function makeUpload(
  world: World,
  client: Client,
  { flag, source, media }: PlannedUpload,
  { userAgent, onProgress }: UploadOptions,
): Promise<Uploaded> {
  const opened: OpenMedia = media ?? await openMedia(world, flag, source, { userAgent });
  const { file, fileType, durationMs } = opened;
  const progress = onProgress === undefined ? {} : { onProgress };
  try {
    const key = fileType === undefined
      ? await uploadImage(client, file, progress)
      : await uploadFile(client, file, { fileType, fileName: file.name, durationMs }, progress);
    return {
      flag,
      key,
      name: file.name,
      size_bytes: file.size,
      ...(durationMs === undefined ? {} : { duration_ms: durationMs }),
    };
  } finally {
    // What was opened before is closed by whoever opened it.
    if (media === undefined) await file.close();
  }
}
