import { Failure, withDetail } from "../failure.ts";
import type { Client } from "../platform/client.ts";
import type { ApiRequest } from "../platform/request.ts";
import { isImageInput } from "../upload/media-source.ts";
import { type OpenMedia, openMedia } from "../upload/open-media.ts";
import { chooseFileType, fileUploadRequest, imageUploadRequest } from "../upload/requests.ts";
import { formatSize } from "../upload/size-limit.ts";
import { uploadFile, uploadImage } from "../upload/upload.ts";
import { redactUrl } from "../upload/url-name.ts";
import type { Warning } from "../warning.ts";
import type { World } from "../world.ts";
import { imageSkippedWarning, type PlannedUpload } from "./composition.ts";

/** What was uploaded (field names are part of the output contract). */
export interface UploadedFile {
  readonly flag: string;
  readonly key: string;
  readonly name: string;
  readonly size_bytes: number;
  readonly duration_ms?: number;
}

/** What uploads came to. */
export interface UploadResults {
  /** The key of each upload; `undefined` for one that may fail and did. */
  readonly keys: readonly (string | undefined)[];
  readonly uploads: readonly UploadedFile[];
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
export async function uploadAll(
  world: World,
  client: Client,
  planned: readonly PlannedUpload[],
  options: UploadOptions,
): Promise<UploadResults> {
  const keys: (string | undefined)[] = [];
  const uploads: UploadedFile[] = [];
  const warnings: Warning[] = [];
  for (const one of planned) {
    try {
      const uploaded = await uploadOne(world, client, one, options);
      keys.push(uploaded.key);
      uploads.push(uploaded);
    } catch (error) {
      if (error instanceof Failure && error.detail.type === "interrupted") {
        throw withDetail(error, { hint: "nothing was sent: run the same command again" });
      }
      if (!one.mayFail || !(error instanceof Failure)) throw error;
      const { source } = one;
      warnings.push(
        imageSkippedWarning(source.kind, source.kind === "path" ? source.path : source.url, error),
      );
      keys.push(undefined);
    }
  }
  return { keys, uploads, warnings };
}

async function uploadOne(
  world: World,
  client: Client,
  { input: flag, source, media }: PlannedUpload,
  { userAgent, onProgress }: UploadOptions,
): Promise<UploadedFile> {
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

/** The uploads as a dry run shows them, and what stands for their keys in the message. */
export function previewUploads(
  planned: readonly PlannedUpload[],
): { readonly requests: readonly ApiRequest[]; readonly keys: readonly string[] } {
  const keys = planned.map(({ input: flag }, index) =>
    `<${isImageInput(flag) ? "image_key" : "file_key"}_${index + 1}>`
  );
  const requests = planned.map((one, index) => previewUpload(one, keys[index] ?? ""));
  return { requests, keys };
}

function previewUpload({ input: flag, source, media }: PlannedUpload, key: string): ApiRequest {
  const name = media?.file.name ?? "<name>";
  const request = isImageInput(flag) ? imageUploadRequest("message", { name }) : fileUploadRequest({
    fileType: media?.fileType ?? chooseFileType(flag, pathOf(source)),
    fileName: name,
    durationMs: media?.durationMs,
  });
  const what = source.kind === "path"
    ? `the file ${source.path}${media === undefined ? "" : ` (${formatSize(media.file.size)})`}`
    : `what ${redactUrl(source.url)} answers with`;
  return { ...request, desc: `uploads ${what} for ${flag}; its key is ${key} below` };
}

/** What tells by its end what a file is; an answer may bring a better name along. */
function pathOf(source: PlannedUpload["source"]): string {
  return source.kind === "path" ? source.path : new URL(source.url).pathname;
}
