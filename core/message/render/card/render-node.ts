import { isJsonObject, type JsonValue } from "../../../json.ts";
import { stringAt } from "../../../json-access.ts";
import { buttonElements } from "./button-elements.ts";
import type { CardReading } from "./card-reading.ts";
import { chartElements } from "./chart-elements.ts";
import { codeElements } from "./code-elements.ts";
import { dataOf } from "./data-of.ts";
import { DEPTH_LIMIT } from "./depth-limit.ts";
import type { ElementRenderer } from "./element-renderer.ts";
import { fieldElements } from "./field-elements.ts";
import { inlineElements } from "./inline-elements.ts";
import { layoutElements } from "./layout-elements.ts";
import { mediaElements } from "./media-elements.ts";
import { personElements } from "./person-elements.ts";
import { renderUnknown } from "./render-unknown.ts";
import { scalarText } from "./scalar-text.ts";
import { selectElements } from "./select-elements.ts";
import { tableElements } from "./table-elements.ts";
import { textElements } from "./text-elements.ts";

const RENDERERS: ReadonlyMap<string, ElementRenderer> = new Map([
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
 * Makes the text of a node of a card: an element by its tag (reading sheet 6.2), a list run together, a bare value as
 * it is. Beyond the depth limit a text that says so stands in its place.
 */
export function renderNode(node: JsonValue | undefined, reading: CardReading): string {
  if (typeof node !== "object" || node === null) return scalarText(node);
  if (reading.depth >= DEPTH_LIMIT.depth) return DEPTH_LIMIT.text;
  const inner = { ...reading, depth: reading.depth + 1 };
  if (!isJsonObject(node)) return node.map((part) => renderNode(part, inner)).join("");
  const renderer = RENDERERS.get(stringAt(node, "tag") ?? "") ?? renderUnknown;
  return renderer(dataOf(node), inner, node);
}
