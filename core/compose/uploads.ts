import { Failure, withDetail } from "../failure.ts";
import type { Client } from "../platform/client.ts";
import type { ApiRequest } from "../platform/request.ts";
import { phrase } from "../text/phrase.ts";
import { formatBytes } from "../text/size.ts";
import { isImageInput, type MediaInput, type UploadSource } from "../upload/media-source.ts";
import { type OpenMedia, openMedia } from "../upload/open-media.ts";
import { chooseFileType, fileUploadRequest, imageUploadRequest } from "../upload/requests.ts";
import { uploadFile, uploadImage } from "../upload/upload.ts";
import { redactUrl } from "../upload/url-name.ts";
import type { Warning } from "../warning.ts";
import type { World } from "../world.ts";

/** Something that is uploaded before the message is sent. */
export interface PlannedUpload {
  readonly input: MediaInput;
  readonly source: UploadSource;
  /** Open and checked; addresses are fetched when it is their turn. */
  readonly media: OpenMedia | undefined;
  /** The message may be sent without it. */
  readonly mayFail: boolean;
}

/** An upload that was made. */
export interface UploadedFile {
  readonly input: MediaInput;
  readonly key: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds, for recordings and videos. */
  readonly durationMs: number | undefined;
}

/** The results of all uploads. */
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
 * Makes the uploads one after the other. One that fails ends it, unless the message may be sent without it.
 *
 * @throws {Failure} from the service, the network or the file system; no message was sent.
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
        throw withDetail(error, {
          message: "interrupted",
          hint: "nothing was sent: run the same command again",
        });
      }
      if (!one.mayFail || !(error instanceof Failure)) throw error;
      warnings.push(imageSkippedWarning(one.source, error));
      keys.push(undefined);
    }
  }
  return { keys, uploads, warnings };
}

async function uploadOne(
  world: World,
  client: Client,
  { input, source, media }: PlannedUpload,
  { userAgent, onProgress }: UploadOptions,
): Promise<UploadedFile> {
  const { file, fileType, durationMs } = media ?? await openMedia(world, input, source, { userAgent });
  const progress = onProgress === undefined ? {} : { onProgress };
  try {
    const key = fileType === undefined
      ? await uploadImage(client, file, progress)
      : await uploadFile(client, file, { fileType, fileName: file.name, durationMs }, progress);
    return { input, key, name: file.name, size: file.size, durationMs };
  } finally {
    // The caller closes what it opened before.
    if (media === undefined) await file.close();
  }
}

/** The warning about an image that a post is sent without. */
export function imageSkippedWarning(source: UploadSource, failure: Failure): Warning {
  const name = source.kind === "url" ? redactUrl(source.url) : source.path;
  return { key: "image_skipped", detail: phrase`${name}: ${failure.detail.message}` };
}

/** The uploads as a dry run shows them, and what stands for their keys in the message. */
export function previewUploads(
  planned: readonly PlannedUpload[],
): { readonly requests: readonly ApiRequest[]; readonly keys: readonly string[] } {
  const keys = planned.map(({ input }, index) =>
    `<${isImageInput(input) ? "image_key" : "file_key"}_${index + 1}>`
  );
  const requests = planned.map((one, index) => previewUpload(one, keys[index] ?? ""));
  return { requests, keys };
}

function previewUpload({ input, source, media }: PlannedUpload, key: string): ApiRequest {
  const name = media?.file.name ?? "<name>";
  const request = isImageInput(input) ? imageUploadRequest("message", { name }) : fileUploadRequest({
    fileType: media?.fileType ?? chooseFileType(input, pathOf(source)),
    fileName: name,
    durationMs: media?.durationMs,
  });
  const what = source.kind === "path"
    ? `the file ${source.path}${media === undefined ? "" : ` (${formatBytes(media.file.size)})`}`
    : `the response of ${redactUrl(source.url)}`;
  return { ...request, desc: `uploads ${what}; its key is ${key} below` };
}

/** The path whose extension says what a file is; a response may bring a better name. */
function pathOf(source: UploadSource): string {
  return source.kind === "path" ? source.path : new URL(source.url).pathname;
}
