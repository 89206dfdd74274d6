import { type BlockPiece, blocksOf, prefixLines, splitLines, trimParts } from "./block-piece.ts";
import { codeLanguage, fenceIndent } from "./code-block.ts";
import { type Conversion, warn } from "./conversion.ts";
import { inlineRuns } from "./inline.ts";
import type { PostBlock } from "./markdown-post.ts";
import { type MarkdownNode, rawText } from "./parse.ts";
import { formatRuns, type InlineRun } from "./runs.ts";
import { convertTable } from "./tables.ts";

/** A block at the top of the text as paragraphs of the post: one, or several where images or code stand in it. */
export function convertBlocks(node: MarkdownNode, conversion: Conversion): PostBlock[] {
  const level = headingLevelOf(node);
  if (level !== undefined) return headingBlocks(node, conversion.headingLevel(level), conversion);
  if (node.name === "Paragraph") return paragraphBlocks(inlineRuns(node, conversion));
  if (node.name === "Table") {
    const { table, text } = convertTable(node, conversion);
    return [...blocksOf([table]), ...paragraphBlocks(text)];
  }
  return blocksOf(nestedPieces(node, conversion));
}

/** Images stand alone in a post: the text before and behind them makes paragraphs of its own. */
function paragraphBlocks(runs: readonly InlineRun[]): PostBlock[] {
  const blocks: PostBlock[] = [];
  let text: InlineRun[] = [];
  const flush = () => {
    const parts = trimParts(formatRuns(text));
    if (parts.length > 0) blocks.push({ kind: "md", parts });
    text = [];
  };
  for (const run of runs) {
    if (run.kind !== "image") text.push(run);
    else {
      flush();
      blocks.push({ kind: "image", image: run.image, alt: run.alt });
    }
  }
  flush();
  return blocks;
}

/** A heading is one line; its images follow it. */
function headingBlocks(node: MarkdownNode, level: number, conversion: Conversion): PostBlock[] {
  const runs = inlineRuns(node, conversion);
  const images = runs.flatMap((run): PostBlock[] =>
    run.kind === "image" ? [{ kind: "image", image: run.image, alt: run.alt }] : []
  );
  const text = trimParts(formatRuns(runs.filter(({ kind }) => kind !== "image")));
  if (text.length === 0) {
    const isEmpty = images.length === 0;
    return isEmpty ? [{ kind: "md", parts: [rawText(conversion.source, node)] }] : images;
  }
  const line = splitLines(text).map((parts) => parts.join("").trim()).join(" ");
  return [{ kind: "md", parts: [`${"#".repeat(level)} ${line}`] }, ...images];
}

/** A block, at the top or inside lists and quotes, as pieces. */
export function nestedPieces(
  node: MarkdownNode,
  conversion: Conversion,
  parent?: MarkdownNode,
): BlockPiece[] {
  switch (node.name) {
    case "Paragraph":
      return linesOf(inlineRuns(node, conversion));
    case "FencedCode":
    case "CodeBlock":
      return codePieces(node, conversion, parent);
    case "HorizontalRule":
      return [{ block: { kind: "rule" } }];
    case "Blockquote":
      return quotePieces(node, conversion);
    case "BulletList":
    case "OrderedList":
      return listPieces(node, conversion);
    case "Table": {
      const { table, text } = convertTable(node, conversion);
      return [table, ...linesOf(text)];
    }
    case "LinkReference":
      return conversion.references.used.has(node.from) ? [] : literalLines(node, conversion);
    default:
      return /Heading/.test(node.name) ? boldLines(node, conversion) : literalLines(node, conversion);
  }
}

function linesOf(runs: readonly InlineRun[]): BlockPiece[] {
  return runs.length === 0 ? [] : [{ lines: splitLines(trimParts(formatRuns(runs))) }];
}

function literalLines(node: MarkdownNode, { source }: Conversion): BlockPiece[] {
  return [{ lines: splitLines([rawText(source, node)]) }];
}

/** The sizes of headings are for whole lines of a message; inside a list or quote a heading is a bold line. */
function boldLines(node: MarkdownNode, conversion: Conversion): BlockPiece[] {
  const runs = inlineRuns(node, conversion).map((run): InlineRun =>
    run.kind !== "text" || run.marks.includes("strong") ? run : { ...run, marks: [...run.marks, "strong"] }
  );
  return linesOf(runs);
}

/** Code never loses or gains a byte; only what belongs to the list or quote around it is taken away. */
function codePieces(
  node: MarkdownNode,
  conversion: Conversion,
  parent: MarkdownNode | undefined,
): BlockPiece[] {
  const { source } = conversion;
  const part = (wanted: string) =>
    node.children.filter(({ name }) => name === wanted).map(({ from, to }) => source.slice(from, to)).join(
      "",
    );
  let text = part("CodeText");
  if (node.name === "FencedCode") {
    const indent = fenceIndent(source, node, parent);
    if (indent > 0) text = text.replace(new RegExp(`^ {1,${indent}}`, "gm"), "");
    // Where a fence is never closed, the line end before the end of the text is not of the code.
    if (node.children.at(-1)?.name !== "CodeMark") text = text.replace(/\n$/, "");
  }
  if (text.trim() === "") {
    warn(conversion, "code_empty", "a code block without content is left out");
    return [];
  }
  const language = codeLanguage(part("CodeInfo"));
  return [{ block: { kind: "code", text, ...(language === undefined ? {} : { language }) } }];
}

/** An empty quoted line keeps the blocks of a quote apart. */
function quotePieces(node: MarkdownNode, conversion: Conversion): BlockPiece[] {
  const pieces: BlockPiece[] = [];
  for (const child of node.children) {
    if (child.name === "QuoteMark") continue;
    const inside = nestedPieces(child, conversion, node);
    const [last, next] = [pieces.at(-1), inside[0]];
    const areLines = last !== undefined && "lines" in last && next !== undefined && "lines" in next;
    if (areLines) pieces.push({ lines: [[">"]] });
    pieces.push(
      ...inside.map((piece) => "lines" in piece ? { lines: prefixLines(piece.lines, "> ", "> ") } : piece),
    );
  }
  return pieces;
}

/** Items with the marker that the platform knows, further lines and inner lists four blanks in. */
function listPieces(node: MarkdownNode, conversion: Conversion): BlockPiece[] {
  const first = parseInt(conversion.source.slice(node.from, node.from + 9).trimStart(), 10);
  const items = node.children.filter(({ name }) => name === "ListItem");
  return items.flatMap((item, index) =>
    itemPieces(item, node.name === "OrderedList" ? `${first + index}. ` : "- ", conversion)
  );
}

function itemPieces(item: MarkdownNode, marker: string, conversion: Conversion): BlockPiece[] {
  const blocks = item.children.filter(({ name }) => name !== "ListMark" && name !== "QuoteMark");
  const pieces = blocks.flatMap((block, index) => {
    const inside = nestedPieces(block, conversion, item);
    // Without a blank line the text behind a quote would go on with it.
    return blocks[index - 1]?.name === "Blockquote" ? [{ lines: [[]] }, ...inside] : inside;
  });
  const [first] = pieces;
  // An item that begins with code still shows its number or dot, as do items without content.
  const all = first === undefined || !("lines" in first) ? [{ lines: [[]] }, ...pieces] : pieces;
  return all.map((piece, index) =>
    "lines" in piece ? { lines: prefixLines(piece.lines, index === 0 ? marker : "    ", "    ") } : piece
  );
}

/** The level of a heading, with marks (`## x`) or underlined; undefined for other nodes. */
export function headingLevelOf({ name }: MarkdownNode): number | undefined {
  const level = /^(?:ATX|Setext)Heading(\d)$/.exec(name)?.[1];
  return level === undefined ? undefined : Number(level);
}

/**
 * How levels are shown: where a text has headings of level 1 to 3, level 1 becomes 4 and all others 5, the sizes that
 * fit a message; otherwise levels stay.
 */
export function mapHeadingLevels(document: MarkdownNode): (level: number) => number {
  return hasLargeHeading(document) ? (level) => level === 1 ? 4 : 5 : (level) => level;
}

function hasLargeHeading(node: MarkdownNode): boolean {
  const level = headingLevelOf(node);
  return level === undefined ? node.children.some(hasLargeHeading) : level <= 3;
}
