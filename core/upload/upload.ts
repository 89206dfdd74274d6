/**
 * Uploads through the one client. A request that was sent is never repeated; one that found no connection may be
 * (docs/contract.md, 6).
 *
 * @module
 */

import { Failure, withDetail } from "../failure.ts";
import { nonEmptyStringAt, objectAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import type { Client } from "../platform/client.ts";
import type { Identity } from "../platform/identity.ts";
import { isOutcomeUnknown } from "../platform/outcome-unknown.ts";
import { explainRefusal } from "../platform/service-failure.ts";
import type { ApiRequest } from "../platform/request.ts";
import { input, phrase } from "../text/phrase.ts";
import { formatBytes } from "../text/size.ts";
import type { ImageType } from "./image.ts";
import type { OpenFile } from "./open-file.ts";
import { type FileDetails, fileUploadRequest, imageUploadRequest } from "./requests.ts";
import { DOCUMENTED_LIMITS, type UploadKind } from "./size-limit.ts";

/** Called with the number of bytes handed to the network so far. */
export type UploadProgress = (sent: number, total: number) => void;

/**
 * Uploads an image and returns its key, which begins with "img_".
 *
 * @throws {Failure} what the service or the network said; exit 2 if the file changed meanwhile.
 */
export async function uploadImage(
  client: Client,
  file: OpenFile,
  options: { readonly imageType?: ImageType; readonly onProgress?: UploadProgress } = {},
): Promise<string> {
  const content = contentOf(file, options.onProgress);
  const request = imageUploadRequest(options.imageType ?? "message", { name: file.name, content });
  return await upload(client, request, "image", file.size);
}

/**
 * Uploads a file, a recording or a video and returns its key, which begins with "file_".
 *
 * @throws {Failure} what the service or the network said; exit 2 if the file changed meanwhile.
 */
export async function uploadFile(
  client: Client,
  file: OpenFile,
  details: FileDetails,
  options: { readonly onProgress?: UploadProgress } = {},
): Promise<string> {
  const request = fileUploadRequest(details, contentOf(file, options.onProgress));
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
    throw explainUploadFailure(error, { kind, size, identity: client.identity });
  });
  const key = nonEmptyStringAt(objectAt(answer, "data"), `${kind}_key`);
  if (key !== undefined) return key;
  throw new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: `the service accepted the ${kind} but returned no ${kind}_key`,
  });
}

/** What was uploaded, and as whom. */
export interface UploadContext {
  readonly kind: UploadKind;
  /** Bytes. */
  readonly size: number;
  readonly identity: Identity;
}

const TOO_LARGE = 234006;

/** The failure of an upload with a hint that fits: no message was sent. Other errors stay. */
export function explainUploadFailure(error: unknown, { kind, size, identity }: UploadContext): unknown {
  if (!(error instanceof Failure)) return error;
  const { code = 0, message, hint } = error.detail;
  if (isOutcomeUnknown(error)) {
    return withDetail(error, {
      hint: "run the same command again: an upload that no message uses does no harm",
    });
  }
  if (code === TOO_LARGE) {
    const limit = formatBytes(DOCUMENTED_LIMITS[kind]);
    return withDetail(error, {
      subtype: "quota_exceeded",
      message: phrase`${message}: the ${kind} has ${
        formatBytes(size, "up")
      }, the service's documented limit is ${limit}`,
      hint: kind === "image"
        ? phrase`send it with ${input("file")}`
        : "send something smaller, or share a link",
    });
  }
  const explained = explainRefusal(error, { operation: "upload", identity, target: "" });
  // The platform documents uploads for apps only.
  if (identity !== "user" || !["authentication", "authorization"].includes(explained.detail.type)) {
    return explained;
  }
  const own = explained.detail.hint ?? hint;
  const asBot = phrase`some tenants allow uploads to bots only: try ${input("as", "bot")}`;
  return withDetail(explained, { hint: own === undefined ? asBot : phrase`${own}; ${asBot}` });
}
