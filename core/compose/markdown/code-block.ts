import type { MarkdownNode } from "./parse.ts";

/** The languages of `code_block`, each with the names by which fences call it. */
const LANGUAGE_ALIASES: Readonly<Record<string, readonly string[]>> = {
  PYTHON: ["python", "py", "python3", "py3", "pyi"],
  C: ["c", "h"],
  CPP: ["cpp", "c++", "cc", "cxx", "hpp", "hxx"],
  GO: ["go", "golang"],
  JAVA: ["java"],
  KOTLIN: ["kotlin", "kt", "kts"],
  SWIFT: ["swift"],
  PHP: ["php"],
  RUBY: ["ruby", "rb"],
  RUST: ["rust", "rs"],
  JAVASCRIPT: ["javascript", "js", "jsx", "mjs", "cjs", "node"],
  TYPESCRIPT: ["typescript", "ts", "tsx", "mts", "cts"],
  BASH: ["bash"],
  SHELL: ["shell", "sh", "zsh", "ksh", "shellscript", "console", "shell-session", "shellsession"],
  SQL: ["sql", "mysql", "postgresql", "pgsql", "sqlite", "plsql"],
  JSON: ["json", "jsonc", "json5", "jsonl", "ndjson"],
  XML: ["xml", "svg", "xsd", "xsl"],
  YAML: ["yaml", "yml"],
  HTML: ["html", "htm", "xhtml"],
  THRIFT: ["thrift"],
};

const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries(LANGUAGE_ALIASES).flatMap(([language, names]) => names.map((name) => [name, language])),
);

/** The platform's name for the language of a fence (` ```ts title="x" `: the first word counts), if it has one. */
export function codeLanguage(info: string): string | undefined {
  return LANGUAGES.get(/^[^\s,{:]*/.exec(info.trim())?.[0].toLowerCase() ?? "");
}

/**
 * By how many blanks (0 to 3) a fence is set in from the margin of the document, list item or quote around it. So many
 * are taken from each line of its code, as CommonMark wants it; the parser leaves them.
 */
export function fenceIndent(source: string, fence: MarkdownNode, parent: MarkdownNode | undefined): number {
  const indent = columnAt(source, fence.from) - marginOf(source, fence, parent);
  return Math.min(3, Math.max(0, indent));
}

function marginOf(source: string, fence: MarkdownNode, parent: MarkdownNode | undefined): number {
  if (parent?.name === "ListItem") return itemMargin(source, parent);
  if (parent?.name !== "Blockquote") return 0;
  const mark = parent.children.findLast(({ name, to }) => name === "QuoteMark" && to <= fence.from);
  if (mark === undefined) return 0;
  return columnAt(source, mark.to) + (/[ \t]/.test(source[mark.to] ?? "") ? 1 : 0);
}

/** The column of the text behind the marker; one blank behind it where nothing stands there, or indented code. */
function itemMargin(source: string, { children: [mark, first] }: MarkdownNode): number {
  if (mark === undefined) return 0;
  const isBeside = first !== undefined && first.name !== "CodeBlock" &&
    !source.slice(mark.to, first.from).includes("\n");
  return isBeside ? columnAt(source, first.from) : columnAt(source, mark.to) + 1;
}

/** The column of an offset in its line; tabs end at every fourth. */
function columnAt(source: string, offset: number): number {
  let column = 0;
  for (const character of source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset)) {
    column += character === "\t" ? 4 - column % 4 : 1;
  }
  return column;
}
