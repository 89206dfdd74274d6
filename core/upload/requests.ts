/**
 * The requests that upload. Pure: a dry run prints them, a run sends them.
 *
 * @module
 */

import type { ApiRequest, FileContent } from "../platform/request.ts";
import type { ImageType } from "./image.ts";

/** The types that the service knows for uploads. */
export type FileType = "opus" | "mp4" | "pdf" | "doc" | "xls" | "ppt" | "stream";

const DOCUMENTS: ReadonlyMap<string, FileType> = new Map([
  ["pdf", "pdf"],
  ["doc", "doc"],
  ["docx", "doc"],
  ["xls", "xls"],
  ["xlsx", "xls"],
  ["csv", "xls"],
  ["ppt", "ppt"],
  ["pptx", "ppt"],
]);

/**
 * The type to upload under. The input decides, since the service refuses a message whose type does not fit it
 * (230055): recordings and videos sent as `file` are plain files.
 */
export function chooseFileType(inputKey: "file" | "audio" | "video", name: string): FileType {
  if (inputKey === "audio") return "opus";
  if (inputKey === "video") return "mp4";
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return DOCUMENTS.get(extension) ?? "stream";
}

/** A file under the name that goes to the service; in a preview its content is absent. */
export interface NamedContent {
  readonly name: string;
  readonly content?: FileContent;
}

/** What goes to the service about a file. */
export interface FileDetails {
  readonly fileType: FileType;
  /** Name with extension. */
  readonly fileName: string;
  /** Milliseconds; without it clients show no length. */
  readonly durationMs?: number | undefined;
}

/** What the service demands for uploads. */
const SCOPES = ["im:resource"];
/** The scopes for uploads, of which any one is enough. */
export const UPLOAD_SCOPES: readonly string[] = ["im:resource", "im:resource:upload"];

/** Uploads an image; the answer has `data.image_key`. */
export function imageUploadRequest(type: ImageType, file: NamedContent): ApiRequest {
  return {
    method: "POST",
    path: "/open-apis/im/v1/images",
    form: { fields: [["image_type", type]], file: { field: "image", ...file } },
    scopes: SCOPES,
    repeatable: false,
  };
}

/** Uploads a file; the answer has `data.file_key`. */
export function fileUploadRequest(details: FileDetails, content?: FileContent): ApiRequest {
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
