/**
 * HTML that cannot say anything but what its templates say: every value is escaped, unless it is HTML itself.
 *
 * @module
 */

import { replaceHidden } from "../../text/invisible.ts";

/** HTML that was made by a template. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template may hold; nothing is printed for `undefined` and `false`. */
export type Part = string | number | Html | undefined | false | readonly Part[];

/** Makes HTML of a template. */
export function markup(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(strings.reduce((text, piece, at) => text + piece + textOf(values[at]), ""));
}

function textOf(value: Part): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(textOf).join("");
  return escapeHtml(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup, and the control characters that HTML does not allow: all but tab and the ends of lines. */
// deno-lint-ignore no-control-regex
const SPECIAL_REGEXP = /[&<>"'\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;

/** Text as the content of an element or of a quoted attribute; control characters are shown by their number. */
export function escapeHtml(text: string): string {
  return text.replace(SPECIAL_REGEXP, (character) => ENTITIES[character] ?? numberOf(character));
}

function numberOf(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`;
}

/** Names show what cannot be seen, so that they cannot pretend to be others. */
export function visibleName(name: string): string {
  return replaceHidden(name, numberOf);
}
