/**
 * Faults in statements, in what functions return, and in lists.
 *
 * @module
 */

import type { Node } from "@babel/types";
import { calledName, isHumanText, isString, isTextProperty } from "./human-text.ts";
import { type Edit, endOf, type Operator, removeFromList, replace, startOf } from "./site.ts";

const removed: Operator = ({ node }) => {
  switch (node.type) {
    case "ExpressionStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "ThrowStatement":
      return [replace("statement", node, ";")];
    case "ReturnStatement":
      return node.argument ? [] : [replace("statement", node, ";")];
    case "IfStatement":
      return node.alternate ? [] : [replace("statement", node, ";")];
    case "TryStatement":
      return node.finalizer && node.finalizer.body.length > 0
        ? [replace("statement", node.finalizer, "{}")]
        : [];
    default:
      return [];
  }
};

const predicates = new Set(["filter", "some", "every", "find", "findIndex", "findLast", "findLastIndex"]);

const condition: Operator = ({ node, parent, key, text }) => {
  const isTest = key === "test" && parent?.type !== "SwitchCase";
  const isPredicate = key === "body" && parent?.type === "ArrowFunctionExpression" &&
    node.type !== "BlockStatement" && isPredicateArrow(parent, text);
  if (!isTest && !isPredicate || isNegatedElsewhere(node)) return [];
  return [replace("condition", node, `!(${text.slice(startOf(node), endOf(node))})`)];
};

/** Whether an arrow function stands directly in a call of a method such as `filter`. */
function isPredicateArrow(arrow: Node, text: string): boolean {
  const name = /\.(\w+)\($/.exec(text.slice(Math.max(0, startOf(arrow) - 40), startOf(arrow)))?.[1];
  return name !== undefined && predicates.has(name);
}

/** Whether another fault turns the whole condition around already. */
function isNegatedElsewhere(node: Node): boolean {
  if (node.type === "UnaryExpression") return node.operator === "!";
  if (node.type === "BooleanLiteral") return true;
  return node.type === "BinaryExpression" && (node.operator === "===" || node.operator === "!==");
}

const lists = new Set(["map", "filter", "flatMap", "slice", "sort", "toSorted", "concat", "split"]);

const returned: Operator = ({ node, parent, key }) => {
  const isValue = parent?.type === "ReturnStatement" && key === "argument" ||
    parent?.type === "ArrowFunctionExpression" && key === "body" && node.type !== "BlockStatement";
  if (!isValue || isHumanText(node)) return [];
  switch (node.type) {
    case "ArrayExpression":
      return node.elements.length > 1 ? [replace("return", node, "[]")] : [];
    case "CallExpression":
      return [replace("return", node, lists.has(calledName(node.callee)) ? "[]" : "undefined")];
    case "TemplateLiteral":
      return [replace("return", node, '""')];
    case "AwaitExpression":
    case "ConditionalExpression":
    case "MemberExpression":
    case "NewExpression":
      return [replace("return", node, "undefined")];
    case "Identifier":
      return node.name === "undefined" ? [] : [replace("return", node, "undefined")];
    default:
      return isString(node) ? [replace("return", node, '""')] : [];
  }
};

const elements: Operator = ({ node }) => {
  if (node.type !== "ArrayExpression" && node.type !== "CallExpression" && node.type !== "NewExpression") {
    return [];
  }
  const isList = node.type === "ArrayExpression";
  const members: readonly (Node | null)[] = isList ? node.elements : node.arguments;
  const nodes = members.filter((member) => member !== null);
  if (nodes.length < members.length) return [];
  return nodes.flatMap((member, index): Edit[] => {
    if (isHumanText(member)) return [];
    if (isList || member.type === "SpreadElement") return [removeFromList("element", nodes, index)];
    const isLast = index > 0 && index === nodes.length - 1;
    return isLast ? [removeFromList("argument", nodes, index)] : [];
  });
};

const properties: Operator = ({ node }) => {
  if (node.type !== "ObjectExpression") return [];
  return node.properties.flatMap((property, index) => {
    if (property.type === "ObjectMethod" || isTextProperty(property)) return [];
    return [
      removeFromList(property.type === "SpreadElement" ? "element" : "property", node.properties, index),
    ];
  });
};

/** A case that falls through to the next one. */
const branches: Operator = ({ node }) => {
  if (node.type !== "SwitchCase" || !node.test) return [];
  const [first] = node.consequent;
  const last = node.consequent.at(-1);
  if (first === undefined || last === undefined) return [];
  return [{ kind: "statement", start: startOf(first), end: endOf(last), replacement: "" }];
};

/** Faults in statements, returns and lists. */
export const statementOperators: readonly Operator[] = [
  removed,
  condition,
  returned,
  elements,
  properties,
  branches,
];
