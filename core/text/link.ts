/**
 * Links into the app, as people paste them.
 *
 * @module
 */

import { hasInvisible } from "./invisible.ts";

const LINK_HOST_REGEXP = /(^|\.)(feishu\.cn|larksuite\.com)$/i;

/** The parts of a link that may name something. */
export interface AppLink {
  /** Segments of the path, those behind `#` included. */
  readonly path: readonly string[];
  /** Values of the query by key, in small letters and without underscores: clients spell the same key differently. */
  readonly query: readonly (readonly [key: string, value: string])[];
}

/** Whether a text is meant as the address of something. */
export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim());
}

/** The link in a text, with or without its scheme; `undefined` for links that lead elsewhere, and for other texts. */
export function parseAppLink(text: string): AppLink | undefined {
  const url = parseUrl(text.trim());
  if (url === undefined || !LINK_HOST_REGEXP.test(url.hostname)) return undefined;
  return {
    path: `${url.pathname}/${url.hash}`.split("/"),
    query: [...url.searchParams].map(([key, value]) => [key.toLowerCase().replaceAll("_", ""), value]),
  };
}

/**
 * The first id of a kind in a link: in its path, or under one of these keys of its query; what follows the id is dropped.
 *
 * @param pattern finds an id at the beginning of a text
 */
export function idInLink(
  link: AppLink | undefined,
  keys: readonly string[],
  pattern: RegExp,
): string | undefined {
  const inQuery = link?.query.filter(([key]) => keys.includes(key)).map(([, value]) => value) ?? [];
  return [...link?.path ?? [], ...inQuery].map((part) => pattern.exec(part)?.[0])
    .find((id) => id !== undefined);
}

function parseUrl(text: string): URL | undefined {
  // A URL drops line breaks inside itself, which would join an id with what stands on the next line.
  if (hasInvisible(text)) return undefined;
  try {
    return new URL(isUrl(text) ? text : `https://${text}`);
  } catch {
    return undefined;
  }
}
