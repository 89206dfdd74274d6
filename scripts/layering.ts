/**
 * Checks which file imports which: `deno run -R scripts/layering.ts`. What code may do beside importing is checked by
 * `scripts/lint/house-rules.ts`.
 *
 * @module
 */

import { pathOf } from "./registry.ts";
import { roomOf, roomProblem } from "./rooms.ts";

/** A file of the checkout: its path from the root, with slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Something that breaks a rule; a warning does not fail the gate. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly isWarning: boolean;
}

const longestFile = 300;
const longestFunction = 60;
const layers: readonly [from: RegExp, to: RegExp, message: string][] = [
  [/^core\//, /^(cli|fixtures|scripts|tests)\/|^main\.ts$/, "core/ imports nothing from outside core/"],
  [
    /^(cli|fixtures)\/|^main\.ts$/,
    /^(scripts|tests)\//,
    "the product imports nothing from scripts/ and tests/",
  ],
  [
    /^(?!cli\/tree\.ts$|tests\/)/,
    /^@cliffy\//,
    "only cli/tree.ts knows the parser of the command line",
  ],
  [
    /^/,
    /^scripts\/npm\/(assert|command|streams)\.ts$/,
    "a stand-in is imported by the name it stands in for",
  ],
];

/**
 * Finds imports that break the layering, circles of files, names that are not kebab-case, and (as warnings) oversized
 * parts.
 */
export function findViolations(files: readonly SourceFile[]): Finding[] {
  return [
    ...files.flatMap((file) => [...nameFindings(file), ...importFindings(file), ...sizeFindings(file)]),
    ...circleFindings(files),
  ];
}

function nameFindings({ path }: SourceFile): Finding[] {
  const name = path.split("/").at(-1) ?? "";
  if (/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/.test(name)) return [];
  return [{ path, line: 1, message: "file names are kebab-case", isWarning: false }];
}

/** One import: what it names, where, and whether it is loaded only when the code gets there. */
interface Import {
  readonly target: string;
  readonly line: number;
  readonly isDynamic: boolean;
}

function importsOf({ path, text }: SourceFile): Import[] {
  // An import inside a comment starts with " *" or "//" on its line; such lines are emptied, not removed.
  const code = text.replace(/^\s*(\*|\/\/|\/\*).*$/gm, "");
  const pattern =
    /^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']/gm;
  return Array.from(code.matchAll(pattern), (match) => ({
    target: resolveSpecifier(match[1] ?? match[2] ?? match[3] ?? "", path),
    line: code.slice(0, match.index + match[0].length).split("\n").length,
    isDynamic: match[3] !== undefined,
  }));
}

function importFindings(file: SourceFile): Finding[] {
  const { path } = file;
  return importsOf(file).flatMap(({ target, line, isDynamic }) => {
    const broken = layers.filter(([from, to]) => from.test(path) && to.test(target)).map((rule) => rule[2]);
    const problem = broken.length > 0 || isDynamic ? undefined : arrowProblem(path, target);
    return [...broken, ...(problem === undefined ? [] : [problem])]
      .map((message) => ({ path, line, message, isWarning: false }));
  });
}

/** A dynamic import is left alone here: who loads something by need does not depend on it being there. */
function arrowProblem(path: string, target: string): string | undefined {
  const [from, to] = [roomOf(path), roomOf(target)];
  if (from === undefined || to === undefined || from === to) return undefined;
  return roomProblem(from, to);
}

/** Files that import each other in a circle, each circle once. */
function circleFindings(files: readonly SourceFile[]): Finding[] {
  const targets = new Map(files.map((file) => [
    file.path,
    importsOf(file).filter(({ isDynamic }) => !isDynamic).map(({ target }) => target),
  ]));
  const done = new Set<string>();
  const findings: Finding[] = [];
  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = [...trail.slice(start), path].join(" -> ");
      findings.push({ path, line: 1, message: `a circle: ${circle}`, isWarning: false });
    }
    if (start >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  }
  for (const path of targets.keys()) visit(path, []);
  return findings;
}

function resolveSpecifier(specifier: string, from: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return decodeURIComponent(new URL(specifier, `file:///${from}`).pathname.slice(1));
}

function sizeFindings({ path, text }: SourceFile): Finding[] {
  const lines = text.split("\n");
  const findings: Finding[] = [];
  const count = lines.length - 1;
  if (count > longestFile) findings.push({ path, line: 1, message: `${count} lines`, isWarning: true });
  lines.forEach((line, start) => {
    // Formatted code: a function ends at the first line that is indented like its start and begins with "}".
    const head = /^(\s*)(?:export |async |static |override )*(?:function\b|#?\w+\(|const \w+ = .*=> \{$)/
      .exec(line);
    if (!head || /^\s*(describe|it|if|for|while|switch|catch)\b/.test(line)) return;
    if (!opensBody(lines, start)) return;
    const end = lines.findIndex((other, at) => at > start && other.startsWith(`${head[1]}}`));
    const length = end - start + 1;
    if (length > longestFunction) {
      findings.push({ path, line: start + 1, message: `a function of ${length} lines`, isWarning: true });
    }
  });
  return findings;
}

function opensBody(lines: readonly string[], start: number): boolean {
  if (lines[start]?.endsWith("{")) return true;
  const indentation = /^\s*/.exec(lines[start] ?? "")?.[0] ?? "";
  const close = lines.findIndex((line, at) => at > start && line.startsWith(`${indentation})`));
  return close >= 0 && (lines[close]?.endsWith("{") ?? false);
}

/** Reads every TypeScript file of the checkout. */
export async function readSources(): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const top of ["core", "cli", "fixtures", "scripts", "tests"]) await collect(top, files);
  files.push(...await readOne("main.ts"));
  return files.sort((a, b) => a.path < b.path ? -1 : 1);
}

async function collect(folder: string, files: SourceFile[]): Promise<void> {
  try {
    for await (const { name, isDirectory } of Deno.readDir(pathOf(folder))) {
      if (isDirectory) await collect(`${folder}/${name}`, files);
      else if (name.endsWith(".ts")) files.push(...await readOne(`${folder}/${name}`));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function readOne(path: string): Promise<SourceFile[]> {
  try {
    return [{ path, text: await Deno.readTextFile(pathOf(path)) }];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** A finding as a line of text. */
export function describeFinding({ path, line, message, isWarning }: Finding): string {
  return `${path}:${line}: ${isWarning ? "warning: " : ""}${message}`;
}

if (import.meta.main) {
  const findings = findViolations(await readSources());
  for (const finding of findings) console.log(describeFinding(finding));
  Deno.exit(findings.some((finding) => !finding.isWarning) ? 1 : 0);
}
