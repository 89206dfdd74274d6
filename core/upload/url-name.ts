import { cleanName, dispositionName, extensionForType, hasExtension } from "../download/file-name.ts";
import { mediaType } from "../download/range-response.ts";
import { findOpusStream } from "./audio.ts";
import { detectImageKind } from "./image.ts";
import type { ByteSource } from "./open-file.ts";

/**
 * The name of a file that was fetched: that of `Content-Disposition`, else the last part of the
 * address, else "download". Without an extension it gets the one of `Content-Type`, else the sniffed one.
 *
 * @param sniffed extension that fits the first bytes, with its dot; may be empty
 */
export function urlFileName(url: string, headers: Headers, sniffed: string): string {
  const named = dispositionName(headers.get("content-disposition"));
  const name = (named && cleanName(named)) ?? lastPart(url) ?? "download";
  if (hasExtension(name)) return name;
  const type = mediaType(headers);
  // Servers that do not know the type say "some bytes".
  const typed = type === "application/octet-stream" ? undefined : extensionForType(type);
  return name + (typed ?? sniffed);
}

function lastPart(url: string): string | undefined {
  const part = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return cleanName(decodeURIComponent(part));
  } catch {
    return cleanName(part);
  }
}

/** The extension, with its dot, that fits the first bytes of a file; empty where they are unknown. */
export function sniffExtension(source: ByteSource): string {
  const format = detectImageKind(source)?.format;
  if (format !== undefined) return format === "jpeg" ? ".jpg" : `.${format}`;
  const text = String.fromCharCode(...source.read(0, 8));
  if (text.startsWith("%PDF-")) return ".pdf";
  if (text.slice(4) === "ftyp") return ".mp4";
  return findOpusStream(source) === undefined ? "" : ".opus";
}

/** An address for people: scheme, host and last part only, since the rest may be a secret. */
export function redactUrl(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  const parts = pathname.split("/");
  return `${protocol}//${host}${parts.length > 2 ? "/…" : ""}/${parts.at(-1) ?? ""}`;
}
