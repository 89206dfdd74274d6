import { escapeLinkText } from "../escape-link-text.ts";

/** A link in Markdown; the bare text without an address. */
export function markdownLink(text: string, url: string | undefined): string {
  return url === undefined ? text : `[${escapeLinkText(text)}](${url})`;
}
