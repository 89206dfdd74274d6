import { stringAt } from "../../../json/access.ts";
import { isJsonObject, type JsonValue } from "../../../json/json.ts";
import { chartElements } from "./chart.ts";
import { buttonElements, fieldElements, selectElements } from "./controls.ts";
import {
  type CardContext,
  dataOf,
  DEPTH_LIMIT,
  type ElementRenderer,
  renderChildren,
  scalarText,
  textOf,
} from "./element.ts";
import { layoutElements } from "./layout.ts";
import { mediaElements } from "./media.ts";
import { personElements } from "./people.ts";
import { tableElements } from "./table.ts";
import { codeElements, inlineElements, textElements } from "./text.ts";

const ELEMENTS: ReadonlyMap<string, ElementRenderer> = new Map([
  ...textElements,
  ...inlineElements,
  ...codeElements,
  ...layoutElements,
  ...personElements,
  ...buttonElements,
  ...selectElements,
  ...fieldElements,
  ...mediaElements,
  ...tableElements,
  ...chartElements,
]);

/**
 * Makes the text of a node of a card: an element by its tag, a list run together, a bare value as
 * it is. Beyond the depth limit a text that says so stands in its place.
 */
export function renderNode(node: JsonValue | undefined, context: CardContext): string {
  if (typeof node !== "object" || node === null) return scalarText(node);
  if (context.depth >= DEPTH_LIMIT.depth) return DEPTH_LIMIT.text;
  const inner = { ...context, depth: context.depth + 1 };
  if (!isJsonObject(node)) return node.map((part) => renderNode(part, inner)).join("");
  const renderer = ELEMENTS.get(stringAt(node, "tag") ?? "") ?? renderUnknownElement;
  return renderer(dataOf(node), inner, node);
}

const TEXT_KEYS = ["content", "text", "title", "label", "placeholder"];

/** An element of a kind that is not known: its first text, else what lies inside it, else a text that says so. */
export const renderUnknownElement: ElementRenderer = (data, context) => {
  for (const key of TEXT_KEYS) {
    const text = textOf(data[key], context);
    if (text !== "") return text;
  }
  return ["elements", "actions"].map((key) => renderChildren(data, key, context).join("\n")).find((text) =>
    text
  ) ||
    "[Unknown content]";
};
