import type { JsonObject } from "../../../json.ts";
import { objectAt } from "../../../json-access.ts";

/** Where an element keeps its data: its `property` if that is an object, else the element (reading sheet 6.1). */
export function dataOf(element: JsonObject): JsonObject {
  return objectAt(element, "property") ?? element;
}
