import { type Attributes, formatTag } from "./format-tag.ts";

/** A tag around lines; without any line its name is the body (reading sheet 5.6, 5.7). Lines are escaped already. */
export function formatBlock(name: string, attributes: Attributes, lines: readonly string[]): string {
  const body = lines.length === 0 ? name : lines.join("\n");
  return formatTag(name, attributes, `\n${body}\n`);
}
