/** Of content in several languages the first one that is there is shown. */
export const LANGUAGES: readonly string[] = ["zh_cn", "en_us", "ja_jp"];

/** The part of content in several languages that is shown: of the first language that is there, else of any. */
export function inLanguage<T>(byLanguage: Readonly<Record<string, T>> | undefined): T | undefined {
  if (byLanguage === undefined) return undefined;
  const keys = [...LANGUAGES, ...Object.keys(byLanguage).sort()];
  const key = keys.find((one) => Object.hasOwn(byLanguage, one));
  return key === undefined ? undefined : byLanguage[key];
}

/** Attributes of a tag in their order; those that are `undefined` are left out. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * A tag with its attributes. Without a body it closes itself; the body is taken as it is.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatTag } from "./markup.ts";
 *
 * assertEquals(formatTag("file", { key: "file_1", name: 'a "b"' }), '<file key="file_1" name="a \\"b\\""/>');
 * assertEquals(formatTag("vote", {}, "\nLunch?\n"), "<vote>\nLunch?\n</vote>");
 * ```
 */
export function formatTag(name: string, attributes: Attributes, body?: string): string {
  const attributeTexts = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escapeAttribute(value)}"`
  );
  const head = `<${name}${attributeTexts.join("")}`;
  return body === undefined ? `${head}/>` : `${head}>${body}</${name}>`;
}

/** A tag around lines; without any line its name is the body. Lines are escaped already. */
export function formatBlock(name: string, attributes: Attributes, lines: readonly string[]): string {
  const body = lines.length === 0 ? name : lines.join("\n");
  return formatTag(name, attributes, `\n${body}\n`);
}

/** `[label: value]`, or `[label]` without a value. */
export function formatLabel(label: string, value: string | undefined): string {
  return value === undefined ? `[${label}]` : `[${label}: ${value}]`;
}

const ATTRIBUTE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ['"', '\\"'],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Escapes text between the quotes of an attribute: with backslashes, not with entities. */
export function escapeAttribute(text: string): string {
  return text.replace(/[\\"\n\r\t]/g, (character) => ATTRIBUTE_ESCAPES.get(character) ?? character);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"]]);

/** Escapes text between the tags of a calendar entry, a todo or a vote. */
export function escapeEntities(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES.get(character) ?? character);
}

/** Escapes the text of a Markdown link, so that its brackets do not end it. */
export function escapeLinkText(text: string): string {
  return text.replace(/[[\]]/g, "\\$&");
}
