/**
 * Texts that others wrote: links become links, code and tables keep their columns, everything else stays text.
 *
 * @module
 */

import { type Html, markup, type Part, visibleName } from "./html.ts";
import { countText } from "./numbers.ts";

/** Characters of a message that are shown at once; the rest is a click away. */
const SHOWN = 4_000;

/** How a text is written. */
export interface TextOptions {
  /** Two stars around a text make it bold. */
  readonly isFormatted?: boolean;
}

/** The text of a message. */
export function textHtml(text: string, options: TextOptions = {}): Html {
  const lang = languageOf(text);
  const attribute = lang !== undefined && markup` lang="${lang}"`;
  if (text.length <= SHOWN) {
    return markup`<div class="text" dir="auto"${attribute}>${richText(text, options)}</div>`;
  }
  const at = cutOf(text);
  return markup`<div class="text" dir="auto"${attribute}>${richText(text.slice(0, at), options)}</div>
<details><summary>${countText(text.length - at, "more character")}</summary>
<div class="text" dir="auto"${attribute}>${richText(text.slice(at), options)}</div></details>`;
}

/** At the end of a line if one is near, and never inside of a character. */
function cutOf(text: string): number {
  const line = text.lastIndexOf("\n", SHOWN);
  if (line > SHOWN / 2) return line + 1;
  return /[\uD800-\uDBFF]/.test(text[SHOWN - 1] ?? "") ? SHOWN - 1 : SHOWN;
}

/** Which font a text needs, as far as its letters say so: the same sign looks different in Chinese and in Japanese. */
export function languageOf(text: string): "ja" | "ko" | "zh" | undefined {
  const start = text.slice(0, 2_000);
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(start)) return "ja";
  if (/\p{sc=Hangul}/u.test(start)) return "ko";
  return /\p{sc=Han}/u.test(start) ? "zh" : undefined;
}

/** Links, code and tables of a text; what is wider than the page is scrolled. */
export function richText(text: string, { isFormatted = false }: TextOptions = {}): readonly Part[] {
  const lines = text.split("\n");
  const lastFence = lines.lastIndexOf("```");
  const parts: Part[] = [];
  let plain: string[] = [];
  const inline = isFormatted ? boldText : linkedText;
  const flush = () => {
    if (plain.length > 0) parts.push(inline(plain.join("\n")), "\n");
    plain = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const end = /^```[^`]{0,40}$/.test(line) && at < lastFence
      ? lines.indexOf("```", at + 1)
      : isRow(line) && isRow(lines[at + 1])
      ? lastRow(lines, at)
      : at;
    if (end === at) {
      plain.push(line);
      continue;
    }
    flush();
    const isCode = !isRow(line);
    const inside = isCode ? lines.slice(at + 1, end).join("\n") : lines.slice(at, end + 1).join("\n");
    parts.push(markup`<pre tabindex="0">${isCode ? inside : linkedText(inside)}</pre>`);
    at = end;
  }
  flush();
  // The element itself ends the last line.
  return parts.at(-1) === "\n" ? parts.slice(0, -1) : parts;
}

function lastRow(lines: readonly string[], from: number): number {
  let last = from;
  while (isRow(lines[last + 1])) last++;
  return last;
}

/** Whether a line is a row of a table. */
function isRow(line: string | undefined): boolean {
  return line !== undefined && line.length > 2 && line.startsWith("|") && line.endsWith("|");
}

/** Bold texts, and links and mentions in and between them. */
function boldText(text: string): readonly Part[] {
  return text.split(/\*\*([^*\n]{1,500})\*\*/).map((piece, at) =>
    at % 2 === 0 ? mentioningText(piece) : markup`<b>${mentioningText(piece)}</b>`
  );
}

/** People who are mentioned, as posts name them. */
function mentioningText(text: string): readonly Part[] {
  return text.split(/<at user_id="[^"<>\n]{0,100}">([^<>\n]{0,200})<\/at>/).map((piece, at) =>
    at % 2 === 0 ? linkedText(piece) : markup`<span class="at" dir="auto">@${visibleName(piece)}</span>`
  );
}

const LINK_REGEXP =
  /\[([^\[\]\n]{1,300})\]\((https?:\/\/[^\s)]{1,2000})\)|(?:https?:\/\/|mailto:)[^\s<>"'）】，。]{1,2000}/giu;

function linkedText(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK_REGEXP)) {
    const [whole, label, target] = match;
    const address = target ?? withoutPunctuation(whole);
    parts.push(text.slice(end, match.index));
    // A label must not look like another address than it leads to.
    const isHonest = label === undefined || label === address ||
      !/:\/\/|^\s*www\.|\.[a-z]{2,}(?:\/|\s*$)/iu.test(label);
    parts.push(
      isHonest ? linkTo(address, label ?? address) : [label ?? "", " (", linkTo(address, address), ")"],
    );
    end = match.index + (target === undefined ? address.length : whole.length);
  }
  parts.push(text.slice(end));
  return parts;
}

/** An address without the punctuation of the sentence around it. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  while (".,;:!?)]".includes(address[end - 1] ?? " ")) end--;
  return address.slice(0, end);
}

function linkTo(address: string, label: string): Html {
  return markup`<a href="${address}" rel="noopener noreferrer" target="_blank">${visibleName(label)}</a>`;
}
