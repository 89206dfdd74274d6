import { escapeAttribute } from "./escape-attribute.ts";

/** Attributes of a tag in their order; those that are `undefined` are left out. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * A tag with its attributes. Without a body it closes itself; the body is taken as it is.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatTag } from "./format-tag.ts";
 *
 * assertEquals(formatTag("file", { key: "file_1", name: 'a "b"' }), '<file key="file_1" name="a \\"b\\""/>');
 * assertEquals(formatTag("vote", {}, "\nLunch?\n"), "<vote>\nLunch?\n</vote>");
 * ```
 */
export function formatTag(name: string, attributes: Attributes, body?: string): string {
  const told = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escapeAttribute(value)}"`
  );
  const head = `<${name}${told.join("")}`;
  return body === undefined ? `${head}/>` : `${head}>${body}</${name}>`;
}
