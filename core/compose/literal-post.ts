import type { JsonObject } from "../json.ts";

/**
 * The content of a post that shows a text exactly as typed: plain text elements, one paragraph a line, nothing parsed
 * (writing sheet 7.1: a `text` message does read styles and links). The line end at the very end makes no line.
 */
export function literalPost(text: string): JsonObject {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return { zh_cn: { content: lines.map((line) => [{ tag: "text", text: line }]) } };
}
