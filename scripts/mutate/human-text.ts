/**
 * Which parts of a source file hold text for people: no fault is put into them.
 *
 * @module
 */

import type { Expression, Node } from "@babel/types";

const textProperties = new Set([
  "comment",
  "description",
  "detail",
  "example",
  "examples",
  "heading",
  "help",
  "hint",
  "label",
  "line",
  "message",
  "note",
  "notes",
  "placeholder",
  "reason",
  "summary",
  "usage",
  "what",
  "why",
]);

/** Two words: a value of a protocol has no blank between letters. */
const words = /\p{L}{2}[,;:.)]? (\p{L}|\()/u;

/** Whether text for people is all that a node holds. */
export function isHumanText(node: Node): boolean {
  switch (node.type) {
    case "StringLiteral":
      return words.test(node.value);
    case "TemplateLiteral":
      return node.quasis.some(({ value }) => words.test(value.raw));
    case "TaggedTemplateExpression":
      return node.tag.type === "Identifier" && node.tag.name === "phrase";
    case "ObjectProperty":
      return isTextProperty(node);
    case "NewExpression":
      return node.callee.type === "Identifier" && /Error$/.test(node.callee.name);
    default:
      return false;
  }
}

/** Whether a node is a property whose value is text for people. */
export function isTextProperty(node: Node): boolean {
  if (node.type !== "ObjectProperty" || node.computed) return false;
  const name = node.key.type === "Identifier"
    ? node.key.name
    : node.key.type === "StringLiteral"
    ? node.key.value
    : "";
  return textProperties.has(name) && !isFunction(node.value);
}

/** Whether an expression is certainly a string. */
export function isString(node: Node): boolean {
  if (node.type === "StringLiteral" || node.type === "TemplateLiteral") return true;
  return node.type === "BinaryExpression" && node.operator === "+" &&
    (isString(node.left) || isString(node.right));
}

/** Whether an expression is a function. */
export function isFunction(node: Node): boolean {
  return node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression";
}

/** The name of a function that is called by its name: `f` in `f(x)`, `m` in `a.b.m(x)`. */
export function calledName(callee: Node | Expression): string {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression" && callee.type !== "OptionalMemberExpression") return "";
  return !callee.computed && callee.property.type === "Identifier" ? callee.property.name : "";
}
