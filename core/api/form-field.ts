import { type JsonValue, stringifyJson } from "../json.ts";

/** A field of a form: texts as they are, everything else as JSON, numbers with all their digits. */
export function formField(name: string, value: JsonValue): readonly [name: string, value: string] {
  return [name, typeof value === "string" ? value : stringifyJson(value)];
}
