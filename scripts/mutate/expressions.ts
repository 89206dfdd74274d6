/**
 * Faults in expressions: operators, constants, calls.
 *
 * @module
 */

import type { Node } from "@babel/types";
import { calledName, isFunction, isString } from "./human-text.ts";
import { regexpFaults } from "./regexp.ts";
import {
  type Edit,
  endOf,
  type FaultKind,
  type Operator,
  replace,
  replaceBetween,
  startOf,
  textOf,
} from "./site.ts";

const swaps: Readonly<Record<string, readonly [FaultKind, string]>> = {
  "<": ["comparison", "<="],
  "<=": ["comparison", "<"],
  ">": ["comparison", ">="],
  ">=": ["comparison", ">"],
  "===": ["equality", "!=="],
  "!==": ["equality", "==="],
  "-": ["arithmetic", "+"],
  "*": ["arithmetic", "/"],
  "/": ["arithmetic", "*"],
  "%": ["arithmetic", "*"],
  "&": ["arithmetic", "|"],
  "|": ["arithmetic", "&"],
  "<<": ["arithmetic", ">>"],
  ">>": ["arithmetic", "<<"],
  ">>>": ["arithmetic", "<<"],
};

const binary: Operator = ({ node, text }) => {
  if (node.type !== "BinaryExpression") return [];
  const { left, right, operator } = node;
  if (operator === "+") {
    if (!isString(node)) return replaceBetween("arithmetic", [left, right], "+", { replacement: "-", text });
    return [left, right].map((side) => replace("string", node, textOf(side, text)));
  }
  const [kind, replacement] = swaps[operator] ?? [];
  if (kind === undefined || replacement === undefined) return [];
  return replaceBetween(kind, [left, right], operator, { replacement, text });
};

const logical: Operator = ({ node, parent, text }) => {
  if (node.type !== "LogicalExpression") return [];
  const { left, right, operator } = node;
  const sides = [left, right].map((side) => textOf(side, text));
  const operands = sides.map((side) => replace(operator === "??" ? "default" : "operand", node, side));
  // The type checker asks for a default wherever an index may miss; often it never does.
  if (operator === "??") return isIndexed(left) ? operands.slice(1) : operands;
  const swapped = operator === "&&" ? "||" : "&&";
  if (parent?.type !== "LogicalExpression") {
    return [...replaceBetween("logic", [left, right], operator, { replacement: swapped, text }), ...operands];
  }
  const whole = sides.join(` ${swapped} `);
  return [replace("logic", node, node.extra?.parenthesized === true ? whole : `(${whole})`), ...operands];
};

function isIndexed(node: Node): boolean {
  if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") return node.computed;
  if (node.type !== "CallExpression" && node.type !== "OptionalCallExpression") return false;
  return ["at", "pop", "shift", "charAt", "codePointAt"].includes(calledName(node.callee));
}

const unary: Operator = ({ node, text }) => {
  if (node.type === "UpdateExpression") {
    const operator = node.operator === "++" ? "--" : "++";
    const argument = textOf(node.argument, text);
    return [replace("arithmetic", node, node.prefix ? operator + argument : argument + operator)];
  }
  if (node.type !== "UnaryExpression" || (node.operator !== "!" && node.operator !== "-")) return [];
  return [replace(node.operator === "!" ? "negation" : "arithmetic", node, textOf(node.argument, text))];
};

const swappedAssignments: Readonly<Record<string, string>> = {
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
  "/=": "*=",
  "||=": "=",
  "&&=": "=",
  "??=": "=",
};

const assignment: Operator = ({ node, text }) => {
  if (node.type !== "AssignmentExpression" || isString(node.right)) return [];
  const replacement = swappedAssignments[node.operator];
  if (replacement === undefined) return [];
  return replaceBetween("arithmetic", [node.left, node.right], node.operator, { replacement, text });
};

const constant: Operator = ({ node, parent, text }) => {
  switch (node.type) {
    case "NumericLiteral":
      return numbersBeside(node.value).map((value) => replace("number", node, String(value)));
    case "BigIntLiteral":
      return [replace("number", node, `(${text.slice(startOf(node), endOf(node))} + 1n)`)];
    case "BooleanLiteral":
      return [replace("boolean", node, String(!node.value))];
    case "StringLiteral":
      if (parent?.type === "LogicalExpression" && node.value === "" && isIndexed(parent.left)) return [];
      return [replace("string", node, node.value === "" ? '"?"' : '""')];
    case "RegExpLiteral":
      return regexpFaults(node.pattern, node.flags).map((faulty) => replace("regexp", node, faulty));
    default:
      return [];
  }
};

function numbersBeside(value: number): number[] {
  if (value === 0) return [1];
  return value >= 1000 ? [value * 2, value - 1] : [value + 1, value - 1];
}

const template: Operator = ({ node, parent }) => {
  if (node.type !== "TemplateLiteral" || parent?.type === "TaggedTemplateExpression") return [];
  const pieces = node.quasis.filter(({ value }) => value.raw !== "").map((piece) =>
    replace("string", piece, "")
  );
  const values = node.expressions.map((value) => replace("string", value, '""'));
  return [...pieces, ...values];
};

const awaited: Operator = ({ node, parent, key, text, isGuarded }) => {
  if (node.type !== "AwaitExpression") return [];
  // An async function waits for what it returns; only what comes after an error in it could tell.
  const isReturned = parent?.type === "ReturnStatement" ||
    parent?.type === "ArrowFunctionExpression" && key === "body";
  return isReturned && !isGuarded ? [] : [replace("await", node, textOf(node.argument, text))];
};

const optional: Operator = ({ node, text }) => {
  if (node.type !== "OptionalMemberExpression" || !node.optional) return [];
  return replaceBetween("optional", [node.object, node.property], node.computed ? "?.[" : "?.", {
    replacement: node.computed ? "[" : ".",
    text,
  });
};

const renamed: Readonly<Record<string, string>> = {
  every: "some",
  some: "every",
  startsWith: "endsWith",
  endsWith: "startsWith",
  indexOf: "lastIndexOf",
  lastIndexOf: "indexOf",
  find: "findLast",
  findLast: "find",
  findIndex: "findLastIndex",
  min: "max",
  max: "min",
  floor: "ceil",
  ceil: "floor",
  push: "unshift",
  unshift: "push",
  replaceAll: "replace",
  all: "race",
  allSettled: "all",
};

/** Methods that give something of the same type as what they are called on. */
const unwrapped = new Set([
  ...["trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "normalize", "padStart", "padEnd"],
  ...[
    "slice",
    "subarray",
    "replace",
    "replaceAll",
    "filter",
    "sort",
    "toSorted",
    "reverse",
    "toReversed",
    "concat",
  ],
]);

const call: Operator = ({ node, parent, text }) => {
  if (node.type !== "CallExpression" || parent?.type === "ExpressionStatement") return [];
  const { callee, arguments: given } = node;
  const name = calledName(callee);
  if (callee.type === "Identifier") {
    const [only] = given;
    const isPlain = given.length === 1 && only !== undefined && !isFunction(only) &&
      only.type !== "SpreadElement" && only.type !== "ObjectExpression" && only.type !== "StringLiteral";
    return isPlain ? [replace("call", node, textOf(only, text))] : [];
  }
  if (callee.type !== "MemberExpression") return [];
  const other = renamed[name];
  return [
    ...(other === undefined ? [] : [replace("call", callee.property, other)]),
    ...(unwrapped.has(name) ? [replace("call", node, textOf(callee.object, text))] : []),
    ...literalReplacement(name, given, text),
  ];
};

/** `replace(a, () => b)` as `replace(a, b)`, where `$&` in `b` is no longer itself. */
function literalReplacement(name: string, given: readonly Node[], text: string): Edit[] {
  const by = given[1];
  if (!name.startsWith("replace") || by?.type !== "ArrowFunctionExpression" || by.params.length > 0) {
    return [];
  }
  return by.body.type === "BlockStatement" ? [] : [replace("call", by, textOf(by.body, text))];
}

/** Faults in expressions. */
export const expressionOperators: readonly Operator[] = [
  binary,
  logical,
  unary,
  assignment,
  constant,
  template,
  awaited,
  optional,
  call,
];
