import { DEVICE_NAME_REGEXP, RESERVED_CHARACTERS } from "../safe-path.ts";
import { withoutHidden } from "../text/invisible.ts";
import { parse } from "content-disposition";

/** Longest file name that every usual file system takes, bytes of UTF-8. */
export const MAX_NAME_BYTES = 255;

const RESERVED_CHARACTER_REGEXP = new RegExp(`[${RESERVED_CHARACTERS}]`, "g");
const EXTENSION_REGEXP = /\.[A-Za-z0-9]{1,16}$/;

/**
 * Makes a file name of a name that others chose: the last part of whatever path it pretends to be, without
 * control, invisible or reserved characters, leading dots and dashes or trailing dots and blanks, never a device
 * name, at most 255 bytes with its extension kept. `undefined` where nothing is left.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cleanName } from "./file-name.ts";
 *
 * assertEquals(cleanName("../../etc/passwd"), "passwd");
 * assertEquals(cleanName("季度 报告.pdf"), "季度 报告.pdf");
 * assertEquals(cleanName(".."), undefined);
 * ```
 */
export function cleanName(name: string): string | undefined {
  const visible = withoutHidden(name);
  const last = visible.split(/[/\\]/).at(-1) ?? "";
  const plain = last.replace(RESERVED_CHARACTER_REGEXP, "_")
    .replace(/^[\s.~-]+/u, "").replace(/(?<![\s.])[\s.]+$/u, "");
  if (plain === "") return undefined;
  const short = truncateName(DEVICE_NAME_REGEXP.test(plain) ? `_${plain}` : plain);
  // Nothing was left of a name that is one endless character.
  return short === "" || short.startsWith(".") ? undefined : short;
}

/** Cuts a name to the longest length allowed, between characters, and keeps its extension. */
function truncateName(name: string): string {
  const encoder = new TextEncoder();
  if (encoder.encode(name).length <= MAX_NAME_BYTES) return name;
  const extension = EXTENSION_REGEXP.exec(name)?.[0] ?? "";
  const room = MAX_NAME_BYTES - extension.length;
  let kept = "";
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, name.length - extension.length))) {
    bytes += encoder.encode(segment).length;
    if (bytes > room) break;
    kept += segment;
  }
  return kept.replace(/[\s.]+$/u, "") + extension;
}

/** Whether the last part of a path has an extension already, so that none is added. */
export function hasExtension(name: string): boolean {
  return name.includes(".");
}

/**
 * The extension for a name without one, with its dot: that of the server's name where it is a plain one, else
 * the usual one of the media type; empty where neither is known.
 */
export function chooseExtension(serverName: string | undefined, mediaType: string): string {
  const named = EXTENSION_REGEXP.exec(serverName ?? "")?.[0];
  return named ?? extensionForType(mediaType) ?? "";
}

/**
 * The file name in a `Content-Disposition` header, as the server wrote it: clean it before use as a path.
 * `undefined` where the header is missing or names none.
 */
export function dispositionName(header: string | null): string | undefined {
  if (header === null) return undefined;
  const name = parse(decodeUtf8(header)).parameters.filename;
  if (name === undefined || name === "") return undefined;
  // The extended parameter is percent-encoded by its own rule and decoded already.
  return /filename\*/i.test(header) ? name : decodePercent(name);
}

/** Header bytes arrive as Latin-1; servers that send plain UTF-8 mean UTF-8. */
function decodeUtf8(header: string): string {
  if (!/[\u0080-\u00ff]/.test(header) || /[^\u0000-\u00ff]/.test(header)) return header;
  const bytes = Uint8Array.from(header, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return header;
  }
}

/** Some servers percent-encode the plain parameter; a name that does not decode is left as it is. */
function decodePercent(name: string): string {
  if (!/%[0-9A-Fa-f]{2}/.test(name)) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** File name extensions by media type (and the audio and video types of chats). */
const EXTENSIONS: Readonly<Record<string, string>> = {
  "application/gzip": ".gz",
  "application/json": ".json",
  "application/msword": ".doc",
  "application/octet-stream": ".bin",
  "application/pdf": ".pdf",
  "application/vnd.ms-excel": ".xls",
  "application/vnd.ms-powerpoint": ".ppt",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
  "application/x-7z-compressed": ".7z",
  "application/x-rar-compressed": ".rar",
  "application/x-tar": ".tar",
  "application/x-zip-compressed": ".zip",
  "application/xml": ".xml",
  "application/zip": ".zip",
  "audio/aac": ".aac",
  "audio/amr": ".amr",
  "audio/mp4": ".m4a",
  "audio/mpeg": ".mp3",
  "audio/ogg": ".ogg",
  "audio/opus": ".opus",
  "audio/wav": ".wav",
  "image/bmp": ".bmp",
  "image/gif": ".gif",
  "image/heic": ".heic",
  "image/jpeg": ".jpg",
  "image/jpg": ".jpg",
  "image/png": ".png",
  "image/svg+xml": ".svg",
  "image/tiff": ".tiff",
  "image/webp": ".webp",
  "text/css": ".css",
  "text/csv": ".csv",
  "text/html": ".html",
  "text/markdown": ".md",
  "text/plain": ".txt",
  "text/xml": ".xml",
  "video/3gpp": ".3gp",
  "video/mp4": ".mp4",
  "video/quicktime": ".mov",
  "video/webm": ".webm",
  "video/x-matroska": ".mkv",
  "video/x-msvideo": ".avi",
};

/** The usual extension of a media type, with its dot; `undefined` for types that are not in the table. */
export function extensionForType(mediaType: string): string | undefined {
  return Object.hasOwn(EXTENSIONS, mediaType) ? EXTENSIONS[mediaType] : undefined;
}
