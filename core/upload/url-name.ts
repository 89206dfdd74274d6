import { dispositionName } from "../download/content-disposition.ts";
import { cleanName, hasExtension } from "../download/file-name.ts";
import { extensionOfType } from "../download/media-types.ts";

/**
 * The name of a file that was fetched (writing sheet 10.4): that of `Content-Disposition`, else the last part of the
 * address, else "download". Without an extension it gets the one of `Content-Type`, else the sniffed one.
 *
 * @param sniffed extension that the first bytes ask for, with its dot; may be empty
 */
export function urlFileName(url: string, headers: Headers, sniffed: string): string {
  const named = dispositionName(headers.get("content-disposition"));
  const name = (named && cleanName(named)) ?? lastPart(url) ?? "download";
  if (hasExtension(name)) return name;
  const type = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  // "Some bytes" is what servers say that do not know.
  const told = type === "application/octet-stream" ? undefined : extensionOfType(type);
  return name + (told ?? sniffed);
}

function lastPart(url: string): string | undefined {
  const part = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return cleanName(decodeURIComponent(part));
  } catch {
    return cleanName(part);
  }
}
