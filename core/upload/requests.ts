/**
 * The requests that upload (writing sheet 10.2). Pure: a dry run prints them, a run sends them.
 *
 * @module
 */

import type { ApiRequest, FileContent } from "../platform/request.ts";
import type { ImageType } from "./check-image.ts";
import type { FileType } from "./file-type.ts";

/** A file under the name that the service is told; in a preview its content is absent. */
export interface NamedContent {
  readonly name: string;
  readonly content?: FileContent;
}

/** What the service is told about a file. */
export interface FileDetails {
  readonly fileType: FileType;
  /** Name with extension. */
  readonly fileName: string;
  /** Milliseconds; without it clients show no length. */
  readonly durationMs?: number | undefined;
}

/** What the service demands for uploads (writing sheet 1.2). */
const SCOPES = ["im:resource"];

/** Uploads an image; the answer has `data.image_key`. */
export function imageUpload(type: ImageType, file: NamedContent): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/images",
    form: { fields: [["image_type", type]], file: { field: "image", ...file } },
    scopes: SCOPES,
    repeatable: false,
  };
}

/** Uploads a file; the answer has `data.file_key`. */
export function fileUpload(details: FileDetails, content?: FileContent): ApiRequest {
  const { fileType, fileName, durationMs } = details;
  return {
    method: "POST",
    path: "/open-apis/im/v1/files",
    form: {
      fields: [
        ["file_type", fileType],
        ["file_name", fileName],
        ...(durationMs === undefined ? [] : [["duration", String(durationMs)]] as const),
      ],
      file: { field: "file", name: fileName, ...(content === undefined ? {} : { content }) },
    },
    scopes: SCOPES,
    repeatable: false,
  };
}
