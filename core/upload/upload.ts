/**
 * Uploads through the one client. A request that was sent is never repeated; one that found no connection may be
 * (CONTRACT 6).
 *
 * @module
 */

import { Failure } from "../failure.ts";
import type { JsonObject } from "../json.ts";
import { filledStringAt, objectAt } from "../json-access.ts";
import type { Client } from "../platform/client.ts";
import type { ApiRequest } from "../platform/request.ts";
import type { ImageType } from "./check-image.ts";
import type { OpenFile } from "./open-file.ts";
import { type FileDetails, fileUpload, imageUpload } from "./requests.ts";
import { uploadFailure } from "./upload-failure.ts";

/** Hears how many bytes of the file were handed to the network so far. */
export type UploadProgress = (sent: number, total: number) => void;

/**
 * Uploads an image and answers with its key, which begins with "img_".
 *
 * @throws {Failure} what the service or the network said; exit 2 if the file changed meanwhile.
 */
export async function uploadImage(
  client: Client,
  file: OpenFile,
  options: { readonly imageType?: ImageType; readonly onProgress?: UploadProgress } = {},
): Promise<string> {
  const content = contentOf(file, options.onProgress);
  const request = imageUpload(options.imageType ?? "message", { name: file.name, content });
  return await upload(client, request, "image", file.size);
}

/**
 * Uploads a file, a recording or a video and answers with its key, which begins with "file_".
 *
 * @throws {Failure} what the service or the network said; exit 2 if the file changed meanwhile.
 */
export async function uploadFile(
  client: Client,
  file: OpenFile,
  details: FileDetails,
  options: { readonly onProgress?: UploadProgress } = {},
): Promise<string> {
  const request = fileUpload(details, contentOf(file, options.onProgress));
  return await upload(client, request, "file", file.size);
}

function contentOf(file: OpenFile, onProgress: UploadProgress | undefined) {
  return file.content(onProgress === undefined ? undefined : (sent) => onProgress(sent, file.size));
}

async function upload(
  client: Client,
  request: ApiRequest,
  kind: "image" | "file",
  size: number,
): Promise<string> {
  const answer: JsonObject = await client.call(request).catch((error) => {
    throw uploadFailure(error, { kind, size, identity: client.identity });
  });
  const key = filledStringAt(objectAt(answer, "data"), `${kind}_key`);
  if (key !== undefined) return key;
  throw new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: `the service took the ${kind} but gave no ${kind}_key`,
  });
}
