import { UNSEEN_REGEXP } from "../unseen.ts";
import { extensionOfType } from "./media-types.ts";

/** Longest file name that every usual file system takes, bytes of UTF-8. */
export const MAX_NAME_BYTES = 255;

/** What no Windows file name may hold; separators are dealt with before. */
const RESERVED_CHARACTER_REGEXP = /[<>:"|?*]/g;
const DEVICE_NAME_REGEXP = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i;
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
  const visible = name.replace(UNSEEN_REGEXP, "");
  const last = visible.split(/[/\\]/).at(-1) ?? "";
  const plain = last.replace(RESERVED_CHARACTER_REGEXP, "_")
    .replace(/^[\s.~-]+/u, "").replace(/[\s.]+$/u, "");
  if (plain === "") return undefined;
  const short = shorten(DEVICE_NAME_REGEXP.test(plain) ? `_${plain}` : plain);
  // Nothing was left of a name that is one endless character.
  return short === "" || short.startsWith(".") ? undefined : short;
}

/** Cuts a name to the longest length allowed, between characters, and keeps its extension. */
function shorten(name: string): string {
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
  return named ?? extensionOfType(mediaType) ?? "";
}
