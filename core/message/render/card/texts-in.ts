import type { JsonObject } from "../../../json.ts";
import { arrayAt } from "../../../json-access.ts";
import type { CardReading } from "./card-reading.ts";

/** The texts of the nodes in the array under a key; nodes that show nothing are left out. */
export function textsIn(data: JsonObject, key: string, reading: CardReading): readonly string[] {
  return arrayAt(data, key).map((node) => reading.render(node, reading)).filter((text) => text !== "");
}
