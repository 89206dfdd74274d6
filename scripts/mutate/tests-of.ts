/**
 * Which tests should notice a fault in a file: found by names and by imports.
 *
 * @module
 */

import type { Node } from "@babel/types";
import type { SourceFile } from "../layering.ts";
import { parseSource } from "./faults.ts";
import { childrenOf } from "./site.ts";

/** Tests that are run together. */
export interface TestStage {
  readonly name: "mirror" | "importing" | "scenarios";
  readonly paths: readonly string[];
}

/** Who imports a file, by the path of the file. */
export type Importers = ReadonlyMap<string, readonly string[]>;

/** Finds who imports whom at run time; imports of types alone do not count. */
export function findImporters(files: readonly SourceFile[]): Importers {
  const importers = new Map<string, string[]>();
  for (const { path, text } of files) {
    for (const specifier of importsOf(parseSource(text))) {
      if (!specifier.startsWith(".")) continue;
      const target = decodeURIComponent(new URL(specifier, `file:///${path}`).pathname.slice(1));
      importers.set(target, [...importers.get(target) ?? [], path]);
    }
  }
  return importers;
}

function importsOf(node: Node): string[] {
  switch (node.type) {
    case "ImportDeclaration": {
      const areTypes = node.importKind === "type" || node.specifiers.length > 0 &&
          node.specifiers.every((specifier) =>
            specifier.type === "ImportSpecifier" && specifier.importKind === "type"
          );
      return areTypes ? [] : [node.source.value];
    }
    case "ExportAllDeclaration":
      return node.exportKind === "type" ? [] : [node.source.value];
    case "ExportNamedDeclaration":
      if (node.source) return node.exportKind === "type" ? [] : [node.source.value];
      break;
    case "ImportExpression":
      return node.source.type === "StringLiteral" ? [node.source.value] : [];
  }
  return childrenOf(node).flatMap((child) => importsOf(child.node));
}

/** Where the tests of a file stand: one file, or several in a folder of the same name. */
export function mirrorOf(path: string, tests: readonly string[]): string[] {
  const base = `tests/${path.replace(/\.ts$/, "")}`;
  return tests.filter((test) => test === `${base}.test.ts` || test.startsWith(`${base}/`));
}

/** How many of the importing tests are near. */
const nearest = 12;

/** The unit tests for a file: its own, then the nearest of those that import it, and the others if they are wanted. */
export function unitStages(
  path: string,
  importers: Importers,
  unitTests: readonly string[],
  reachOf: "near" | "all" = "near",
): TestStage[] {
  const mirror = mirrorOf(path, unitTests);
  const known = new Set(unitTests);
  const others = reach(path, importers).filter((test) => known.has(test) && !mirror.includes(test));
  const stages: TestStage[] = [
    { name: "mirror", paths: mirror },
    { name: "importing", paths: others.slice(0, nearest) },
    { name: "importing", paths: reachOf === "all" ? others.slice(nearest) : [] },
  ];
  return stages.filter(({ paths }) => paths.length > 0);
}

/** All who import a file, directly or not: breadth first, so that the nearest come first. */
function reach(path: string, importers: Importers): string[] {
  const found = new Set([path]);
  for (const at of found) for (const importer of importers.get(at) ?? []) found.add(importer);
  found.delete(path);
  return [...found];
}

const subjects: readonly [path: RegExp, folders: readonly string[]][] = [
  [/^(core\/compose|cli\/commands\/messages\/(send|reply|content|sending|receipt))/, ["send", "receipts"]],
  [/^cli\/commands\/messages\/edit/, ["edit"]],
  [/^(core\/upload|cli\/options\/upload)/, ["upload"]],
  [/^(core\/download|cli\/commands\/messages\/download)/, ["download"]],
  [/^(core\/(message|enrich)|cli\/commands\/messages|cli\/output)/, ["read"]],
  [/^(core\/api|cli\/raw)/, ["raw"]],
  [/^(core\/chat|cli\/commands\/chats)/, ["chats"]],
  [/^(core\/flag|cli\/commands\/flags)/, ["flags"]],
  [/^(core\/feed|cli\/commands\/feed)/, ["feed"]],
];

/**
 * The scenarios of the subject of a file, those that start processes last; what every command uses is left to those
 * that use it in most ways.
 */
export function scenarioStage(path: string, scenarios: readonly string[]): TestStage[] {
  const folders = subjects.find(([pattern]) => pattern.test(path))?.[1] ?? ["chats", "flags", "raw"];
  const paths = scenarios.filter((test) =>
    folders.some((name) => test.startsWith(`tests/scenarios/${name}/`))
  );
  const isSlow = (test: string) => test.endsWith(".process.test.ts");
  const stages: TestStage[] = [
    { name: "scenarios", paths: paths.filter((test) => !isSlow(test)) },
    { name: "scenarios", paths: paths.filter(isSlow) },
  ];
  return stages.filter(({ paths }) => paths.length > 0);
}
