import { type Html, markup } from "./html.ts";
import { textHtml } from "./text-html.ts";

/** Types whose texts are written as Markdown. */
const FORMATTED: readonly string[] = ["post", "interactive"];

/**
 * What a message says, without what is only there for programs that read it.
 *
 * @param keys of the files that are shown beside it
 */
export function contentHtml(
  { msg_type: type, content }: { readonly msg_type: string; readonly content: string },
  keys: readonly string[],
): Html {
  const text = withoutShown(content, keys);
  const [, inside] = /^<forwarded_messages>\n([^]*)\n<\/forwarded_messages>$/.exec(text) ?? [];
  if (type === "merge_forward" && inside !== undefined) {
    return markup`<div class="inside">${textHtml(inside)}</div>`;
  }
  const isFormatted = FORMATTED.includes(type);
  const card = type === "interactive" ? cardOf(text) : undefined;
  if (card === undefined) return textHtml(text, { isFormatted });
  const { titles, body } = card;
  return markup`<div class="card">${titles.map((title) => markup`<p class="title" dir="auto">${title}</p>`)}${
    textHtml(body, { isFormatted })
  }</div>`;
}

/** The titles and the body of a card; `undefined` for a text of another form. */
function cardOf(text: string): { readonly titles: readonly string[]; readonly body: string } | undefined {
  const end = "</card>";
  const [head = "", title = "", subtitle = ""] =
    /^<card(?: title="([^"\n]*)")?(?: subtitle="([^"\n]*)")?>\n?/.exec(text) ?? [];
  if (head === "" || !text.endsWith(end)) return undefined;
  return {
    titles: [title, subtitle].filter((one) => one !== ""),
    body: text.slice(head.length, -end.length).replace(/\n$/, ""),
  };
}

/** Keys of pictures that are shown anyway are of no use to people. */
function withoutShown(text: string, keys: readonly string[]): string {
  return keys.length === 0 ? text : text.replace(
    /!\[[^\[\]\n]*\]\(([^()\s]+)\)/g,
    (whole, key) => keys.includes(key) ? "[picture]" : whole,
  );
}
