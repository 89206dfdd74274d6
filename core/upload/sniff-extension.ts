import type { ByteSource } from "./byte-source.ts";
import { imageKind } from "./image-kind.ts";
import { findOpusStream } from "./opus-stream.ts";

/** The extension, with its dot, that the first bytes of a file ask for; empty where they say nothing. */
export function sniffExtension(source: ByteSource): string {
  const format = imageKind(source)?.format;
  if (format !== undefined) return format === "jpeg" ? ".jpg" : `.${format}`;
  const text = String.fromCharCode(...source.read(0, 8));
  if (text.startsWith("%PDF-")) return ".pdf";
  if (text.slice(4) === "ftyp") return ".mp4";
  return findOpusStream(source) === undefined ? "" : ".opus";
}
