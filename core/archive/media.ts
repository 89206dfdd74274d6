/**
 * Kinds of files by their first bytes: what a file is called does not decide how it is shown.
 *
 * @module
 */

/** How a file is kept and served. */
export interface MediaType {
  /** With its dot. */
  readonly extension: string;
  readonly mime: string;
}

const UNKNOWN: MediaType = { extension: ".bin", mime: "application/octet-stream" };

/** Kinds that can be shown without running anything; everything else is kept as bytes. */
const SIGNATURES: readonly (readonly [offset: number, bytes: string, MediaType])[] = [
  [0, "\x89PNG\r\n\x1A\n", { extension: ".png", mime: "image/png" }],
  [0, "\xFF\xD8\xFF", { extension: ".jpg", mime: "image/jpeg" }],
  [0, "GIF8", { extension: ".gif", mime: "image/gif" }],
  [8, "WEBP", { extension: ".webp", mime: "image/webp" }],
  [8, "WAVE", { extension: ".wav", mime: "audio/wav" }],
  [4, "ftyp", { extension: ".mp4", mime: "video/mp4" }],
  [0, "\x1A\x45\xDF\xA3", { extension: ".webm", mime: "video/webm" }],
  [0, "OggS", { extension: ".ogg", mime: "audio/ogg" }],
  [0, "ID3", { extension: ".mp3", mime: "audio/mpeg" }],
  [0, "\xFF\xFB", { extension: ".mp3", mime: "audio/mpeg" }],
  [0, "%PDF-", { extension: ".pdf", mime: "application/pdf" }],
  [0, "PK\x03\x04", { extension: ".zip", mime: "application/zip" }],
];

/** Bytes at the beginning that are looked at. */
export const SNIFFED_BYTES = 16;

/** The kind of a file by its first bytes. */
export function sniffMedia(head: Uint8Array): MediaType {
  const found = SIGNATURES.find(([offset, bytes]) =>
    [...bytes].every((character, at) => head[offset + at] === character.charCodeAt(0))
  );
  return found?.[2] ?? UNKNOWN;
}

/** Whether a browser may show it in a page. */
export function isShown({ mime }: Pick<MediaType, "mime">): boolean {
  return /^(image|video|audio)\//.test(mime);
}
