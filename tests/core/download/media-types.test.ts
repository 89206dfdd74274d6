import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { extensionOfType } from "../../../core/download/media-types.ts";

const OFFICE = "application/vnd.openxmlformats-officedocument";

/** What lark-cli knows (reading sheet 2.5). */
const TYPES: Readonly<Record<string, string | undefined>> = {
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/gif": ".gif",
  "image/webp": ".webp",
  "image/svg+xml": ".svg",
  "application/pdf": ".pdf",
  "video/mp4": ".mp4",
  "video/3gpp": ".3gp",
  "video/x-msvideo": ".avi",
  "audio/mpeg": ".mp3",
  "audio/ogg": ".ogg",
  "audio/wav": ".wav",
  "text/plain": ".txt",
  "text/html": ".html",
  "text/css": ".css",
  "text/csv": ".csv",
  "application/zip": ".zip",
  "application/x-zip-compressed": ".zip",
  "application/x-rar-compressed": ".rar",
  "application/json": ".json",
  "application/xml": ".xml",
  "application/octet-stream": ".bin",
  "application/msword": ".doc",
  [`${OFFICE}.wordprocessingml.document`]: ".docx",
  "application/vnd.ms-excel": ".xls",
  [`${OFFICE}.spreadsheetml.sheet`]: ".xlsx",
  "application/vnd.ms-powerpoint": ".ppt",
  [`${OFFICE}.presentationml.presentation`]: ".pptx",
  "application/x-unheard-of": undefined,
  "": undefined,
  constructor: undefined,
  toString: undefined,
};

describe("extensionOfType", () => {
  for (const [type, extension] of Object.entries(TYPES)) {
    it(`of "${type}" is ${extension}`, () => assertEquals(extensionOfType(type), extension));
  }
});
