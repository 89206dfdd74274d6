import { stringifyJson } from "../../json/json.ts";
import { type MessageRow, recordOf } from "./rows.ts";

/** One JSON object a line. */
export function* renderJsonl(rows: Iterable<MessageRow>): IterableIterator<string> {
  for (const row of rows) yield stringifyJson(recordOf(row)) + "\n";
}
