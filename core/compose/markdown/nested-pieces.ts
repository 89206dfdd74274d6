import { type BlockPiece, prefixLines, splitLines, trimParts } from "./block-piece.ts";
import { codeLanguage } from "./code-language.ts";
import { type Conversion, warn } from "./conversion.ts";
import { convertTable } from "./convert-table.ts";
import { fenceIndent } from "./fence-indent.ts";
import { formatRuns } from "./format-runs.ts";
import type { InlineRun } from "./inline-run.ts";
import { inlineRuns } from "./inline-runs.ts";
import type { MarkdownNode } from "./markdown-node.ts";
import { rawText } from "./raw-text.ts";

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

/** Items with the marker that the platform knows, further lines and inner lists four blanks in (writing sheet 9.1). */
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
