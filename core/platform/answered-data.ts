import { Failure } from "../failure.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.ts";
import { arrayAt } from "../json-access.ts";

/**
 * What an answer carries: its `data`, `{}` where it carries none.
 *
 * @param lists fields that are lists, where they are there at all
 * @throws {Failure} `internal`/`invalid_response` where the data is no object, or one of the lists no list: taken for
 * empty it would look like "nothing there" (CONTRACT 8).
 */
export function answeredData(body: JsonObject, lists: readonly string[] = []): JsonObject {
  const data = body["data"] ?? {};
  if (!isJsonObject(data)) throw unexpectedShape("data", data, "an object");
  for (const key of lists) {
    const list = data[key] ?? [];
    if (!Array.isArray(list)) throw unexpectedShape(`data.${key}`, list, "a list");
  }
  return data;
}

/**
 * The same for the records that were asked for.
 *
 * @throws {Failure} also where an entry of a list is no object: it would be lost without a word.
 */
export function answeredRecords(body: JsonObject, lists: readonly string[]): JsonObject {
  const data = answeredData(body, lists);
  for (const key of lists) {
    const list = arrayAt(data, key);
    const odd = list.findIndex((one) => !isJsonObject(one));
    if (odd >= 0) throw unexpectedShape(`data.${key}[${odd}]`, list[odd] ?? null, "an object");
  }
  return data;
}

/** The failure of an answer whose field is of another kind than the platform promises. */
export function unexpectedShape(field: string, value: JsonValue, wanted: string): Failure {
  const kind = value === null ? "null" : Array.isArray(value) ? "a list" : `of type ${typeof value}`;
  return new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: `the service's answer has an unexpected shape: ${field} is ${kind}, not ${wanted}`,
  });
}
