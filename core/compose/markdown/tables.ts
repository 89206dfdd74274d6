import { displayWidth } from "../../text/width.ts";
import type { BlockPiece, Line } from "./block-piece.ts";
import type { Conversion } from "./conversion.ts";
import { inlineRuns } from "./inline.ts";
import type { PostPart } from "./markdown-post.ts";
import type { MarkdownNode } from "./parse.ts";
import { formatRuns, type InlineRun, plainText } from "./runs.ts";

type Cell = readonly InlineRun[];

/** Most cells of a table whose rows are filled up to the same length. */
const MAX_CELLS = 100_000;
/** Columns are set straight up to this width; the cells beyond it stand out. */
const MAX_WIDTH = 200;

/** A table, and the text that follows it without a blank line. */
export interface ConvertedTable {
  readonly table: BlockPiece;
  readonly text: readonly InlineRun[];
}

/**
 * A table in the form that was chosen; all forms show every cell, those beyond the heading, too. GitHub takes a line
 * of text right behind a table as a row; where the rows begin with bars it is text here.
 */
export function convertTable(table: MarkdownNode, conversion: Conversion): ConvertedTable {
  const rows = table.children.filter(({ name }) => name === "TableHeader" || name === "TableRow");
  const hasBars = startsWithBar(rows[0]);
  const end = rows.findIndex((row) => hasBars && row.children.every(({ name }) => name !== "TableDelimiter"));
  const [inside, behind] = end < 0 ? [rows, []] : [rows.slice(0, end), rows.slice(end)];
  const text = behind.flatMap((row, index): readonly InlineRun[] => [
    ...(index === 0 ? [] : [{ kind: "text", raw: "\n", plain: "\n", marks: [] } as const]),
    ...inlineRuns(row, conversion),
  ]);
  return { table: tablePiece(inside.map((row) => cellsOf(row, conversion)), table, conversion), text };
}

function startsWithBar(row: MarkdownNode | undefined): boolean {
  return row?.children[0]?.name === "TableDelimiter";
}

function tablePiece(rows: readonly Cell[][], table: MarkdownNode, conversion: Conversion): BlockPiece {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  // Filled up, few rows with many columns beside many rows with few would make millions of cells.
  const cells = rows.length * width > MAX_CELLS
    ? rows
    : rows.map((row) => Array.from({ length: width }, (_, column): Cell => row[column] ?? []));
  switch (conversion.tables) {
    case "md":
      return { lines: markdownLines(cells, delimitersOf(table, conversion)) };
    case "list":
      return { lines: listLines(cells) };
    case "code": {
      const plain = cells.map((row) => row.map(plainText));
      return { block: { kind: "code", text: alignColumns(plain, delimitersOf(table, conversion)) } };
    }
  }
}

/** The cells of a row; the parser has no node for an empty one. */
function cellsOf(row: MarkdownNode, conversion: Conversion): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  row.children.forEach((child, index) => {
    if (child.name === "TableDelimiter") column += index === 0 ? 0 : 1;
    else if (child.name === "TableCell") cells[column] = inlineRuns(child, conversion).map(withPlainBars);
  });
  return Array.from(cells, (cell) => cell ?? []);
}

/** Bars are escaped for the sake of the table only, even in code. */
function withPlainBars(run: InlineRun): InlineRun {
  if (!("raw" in run)) return run;
  const raw = run.raw.replaceAll("\\|", "|");
  return "plain" in run ? { ...run, raw, plain: run.plain.replaceAll("\\|", "|") } : { ...run, raw };
}

/** The cells of the line below the heading, such as `:-:`. */
function delimitersOf(table: MarkdownNode, { source }: Conversion): string[] {
  const line = table.children.find(({ name }) => name === "TableDelimiter");
  const text = line === undefined ? "" : source.slice(line.from, line.to);
  // What stands behind the last bar is no column, and harms none.
  return text.replace(/^\s*\|/, "").split("|").map((cell) => cell.trim());
}

function markdownLines(rows: readonly (readonly Cell[])[], delimiters: readonly string[]): Line[] {
  const [head = [], ...body] = rows;
  const line = (row: readonly Cell[]) => joinCells(row.map(cellParts), "| ", " | ", " |");
  const rule = `| ${head.map((_, column) => delimiters[column] || "---").join(" | ")} |`;
  return [line(head), [rule], ...body.map(line)];
}

function cellParts(cell: Cell): PostPart[] {
  return formatRuns(cell).map((part) => typeof part === "string" ? part.replaceAll("|", "\\|") : part);
}

/** `- **Name**: Kim; **Age**: 7`; an empty cell is left out, unless its whole column is empty. */
function listLines(rows: readonly (readonly Cell[])[]): Line[] {
  const [head = [], ...body] = rows;
  if (body.length === 0) return [joinCells(head.filter(isFilled).map(formatRuns), "- ", "; ", "")];
  const filled = new Set(
    body.flatMap((row) => row.flatMap((cell, column) => isFilled(cell) ? [column] : [])),
  );
  return body.map((row) => {
    const cells = row.flatMap((cell, column) => {
      const name = columnName(head[column] ?? []);
      if (isFilled(cell)) return [[...name, ...formatRuns(cell)]];
      return !filled.has(column) && name.length > 0 ? [[...name, "–"]] : [];
    });
    return joinCells(cells, "- ", "; ", "");
  });
}

function columnName(head: Cell): PostPart[] {
  if (!isFilled(head)) return [];
  const bold = head.map((run): InlineRun => run.kind === "text" ? { ...run, marks: ["strong"] } : run);
  return [...formatRuns(bold), ": "];
}

function isFilled(cell: Cell): boolean {
  return cell.some((run) => run.kind !== "text" || run.raw.trim() !== "");
}

function joinCells(
  cells: readonly (readonly PostPart[])[],
  start: string,
  between: string,
  end: string,
): Line {
  return [start, ...cells.flatMap((cell, index) => index === 0 ? cell : [between, ...cell]), end]
    .filter((part) => part !== "");
}

/**
 * A table as lines of text with straight columns, the first row set off by a rule.
 *
 * @param delimiters one a column, as in Markdown: `--:` sets it right, `:-:` in the middle, everything else left
 */
export function alignColumns(rows: readonly (readonly string[])[], delimiters: readonly string[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map(() => 1);
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 1, Math.min(MAX_WIDTH, displayWidth(cell)));
    });
  }
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => alignCell(cell, widths[column] ?? 1, delimiters[column] ?? ""))
      .join("  ").trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...body.map(line)].join("\n");
}

function alignCell(text: string, width: number, delimiter: string): string {
  const missing = Math.max(0, width - displayWidth(text));
  if (!delimiter.endsWith(":")) return text + " ".repeat(missing);
  const before = delimiter.startsWith(":") ? Math.floor(missing / 2) : missing;
  return " ".repeat(before) + text + " ".repeat(missing - before);
}
