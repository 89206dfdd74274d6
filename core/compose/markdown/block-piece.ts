import type { PostBlock, PostPart } from "./markdown-post.ts";

/** One line of an `md` element. */
export type Line = readonly PostPart[];

/** What a list or quote is made of: lines of Markdown, and what needs a paragraph of its own, such as code. */
export type BlockPiece = { readonly lines: readonly Line[] } | { readonly block: PostBlock };

/** Cuts parts at the line ends in their texts. */
export function splitLines(parts: readonly PostPart[]): Line[] {
  const lines: PostPart[][] = [[]];
  for (const part of parts) {
    if (typeof part !== "string") {
      lines.at(-1)?.push(part);
      continue;
    }
    const [first = "", ...further] = part.split("\n");
    if (first !== "") lines.at(-1)?.push(first);
    for (const line of further) lines.push(line === "" ? [] : [line]);
  }
  return lines;
}

/** Puts something before each line: `first` before the first, `rest` before the others. */
export function prefixLines(lines: readonly Line[], first: string, rest: string): Line[] {
  return lines.map((line, index) => {
    const prefix = index === 0 ? first : rest;
    const [head, ...tail] = line;
    if (head === undefined) return prefix.trim() === "" ? [] : [prefix.trimEnd()];
    return typeof head === "string" ? [prefix + head, ...tail] : [prefix, ...line];
  });
}

/**
 * Makes blocks of pieces: lines that follow each other become one `md` element. Where such an element begins in
 * the middle of a list, it begins at the margin, since an indented start would be read as code.
 */
export function blocksOf(pieces: readonly BlockPiece[]): PostBlock[] {
  const blocks: PostBlock[] = [];
  let lines: Line[] = [];
  const flush = () => {
    const parts = trimParts(joinLines(withoutCommonIndent(lines)));
    if (parts.length > 0) blocks.push({ kind: "md", parts });
    lines = [];
  };
  for (const piece of pieces) {
    if ("lines" in piece) lines.push(...piece.lines);
    else {
      flush();
      blocks.push(piece.block);
    }
  }
  flush();
  return blocks;
}

/** Takes blanks and line ends from the start and the end. */
export function trimParts(parts: readonly PostPart[]): PostPart[] {
  const trimmed = [...parts];
  const [head] = trimmed;
  if (typeof head === "string") trimmed[0] = head.trimStart();
  const tail = trimmed.at(-1);
  if (typeof tail === "string") trimmed[trimmed.length - 1] = tail.trimEnd();
  return trimmed.filter((part) => part !== "");
}

function joinLines(lines: readonly Line[]): PostPart[] {
  const parts: PostPart[] = [];
  const push = (part: PostPart) => {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else parts.push(part);
  };
  lines.forEach((line, index) => {
    if (index > 0) push("\n");
    line.forEach(push);
  });
  return parts;
}

/** Moves all lines left by the indentation of the first one, or by their own if that is less. */
function withoutCommonIndent(lines: readonly Line[]): Line[] {
  const indent = indentOf(lines[0]);
  return lines.map((line) => {
    const [head, ...tail] = line;
    return typeof head === "string" ? [head.slice(Math.min(indent, indentOf(line))), ...tail] : line;
  });
}

function indentOf(line: Line | undefined): number {
  const head = line?.[0];
  return typeof head === "string" ? head.length - head.trimStart().length : 0;
}
