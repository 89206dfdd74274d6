import { parse } from "content-disposition";

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
