/**
 * All small faults that can be put into a source file, one at a time.
 *
 * @module
 */

import { parse } from "@babel/parser";
import type { Node } from "@babel/types";
import { expressionOperators } from "./expressions.ts";
import { isHumanText } from "./human-text.ts";
import { childrenOf, type Edit, type FaultKind, type Site } from "./site.ts";
import { statementOperators } from "./statements.ts";

/** A fault: what is replaced, where. */
export interface Fault extends Edit {
  /** The path of the file from the root of the checkout, with slashes. */
  readonly path: string;
  /** The line on which the replaced text starts, from 1. */
  readonly line: number;
}

export type { FaultKind };

const operators = [...expressionOperators, ...statementOperators];

/** The faults that can be put into a file, in the order of its text. None is in types, comments or text for people. */
export function findFaults(path: string, text: string): Fault[] {
  const faults: Fault[] = [];
  visit({ node: parseSource(text), parent: undefined, key: "", text, isGuarded: false }, (edit) => {
    if (text.slice(edit.start, edit.end) === edit.replacement) return;
    faults.push({ path, line: text.slice(0, edit.start).split("\n").length, ...edit });
  });
  return faults.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The text of a file with a fault put in. */
export function applyFault(text: string, { start, end, replacement }: Edit): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** Whether a text is a program. */
export function isProgram(text: string): boolean {
  try {
    parseSource(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads a source file as a syntax tree. */
export function parseSource(text: string): Node {
  return parse(text, { sourceType: "module", plugins: ["typescript"] }).program;
}

function visit(site: Site, report: (edit: Edit) => void): void {
  if (isNoCode(site) || isHumanText(site.node)) return;
  for (const operator of operators) operator(site).forEach(report);
  for (const { node, key } of childrenOf(site.node)) {
    visit({ node, key, parent: site.node, text: site.text, isGuarded: isGuardedIn(site, key) }, report);
  }
}

/** Whether a part of a node is guarded, as `Site.isGuarded` has it. */
function isGuardedIn({ node, isGuarded }: Site, key: string): boolean {
  if (/Function|Method$/.test(node.type)) return false;
  if (node.type === "TryStatement") return isGuarded || key !== "finalizer";
  const hasUsing = node.type === "BlockStatement" &&
    node.body.some((one) => one.type === "VariableDeclaration" && /using/.test(one.kind));
  return isGuarded || hasUsing;
}

/** Types, imports, names and directives. */
function isNoCode({ node, parent, key }: Site): boolean {
  if (/^(Import|Export(All|Named)Specifier|ExportAll)/.test(node.type) && node.type !== "ImportExpression") {
    return true;
  }
  if (node.type.startsWith("TS")) return !/^TS(As|Satisfies|NonNull)/.test(node.type);
  if (node.type === "Directive" || node.type === "TemplateElement") return true;
  if (key === "source") return true;
  const isName = key === "key" || key === "property";
  return isName && parent !== undefined && !("computed" in parent && parent.computed === true);
}
