/** Escapes the text of a Markdown link, so that its brackets do not end it (reading sheet 5). */
export function escapeLinkText(text: string): string {
  return text.replace(/[[\]]/g, "\\$&");
}
