/** The languages of `code_block` (writing sheet 8), each with the names by which fences call it. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
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
  Object.entries(NAMES).flatMap(([language, names]) => names.map((name) => [name, language])),
);

/** The platform's name for the language of a fence (` ```ts title="x" `: the first word counts), if it has one. */
export function codeLanguage(info: string): string | undefined {
  return LANGUAGES.get(/^[^\s,{:]*/.exec(info.trim())?.[0].toLowerCase() ?? "");
}
