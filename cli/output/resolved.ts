import { stringAt } from "../../core/json/access.ts";
import type { JsonObject } from "../../core/json/json.ts";
import type { ResolvedName } from "../command.ts";

/** What a name stood for, for people: `--chat-id "release 2.4" is Release 2.4 (oc_…)`. */
export function resolvedLine({ param, query, id, name }: ResolvedName): string {
  return `${param} ${JSON.stringify(query)} is ${name ? `${name} (${id})` : id}`;
}

/** A candidate for people: its name, its id, and what tells it from others. */
export function candidateLine(candidate: JsonObject): string {
  const { type: _type, id: _id, name: _name, ...facts } = candidate;
  const known = Object.entries(facts).map(([key, value]) =>
    value === true ? key : `${key} ${Array.isArray(value) ? value.join(", ") : String(value)}`
  );
  const name = stringAt(candidate, "name") || "(no name)";
  return [
    `${name}  ${stringAt(candidate, "id") ?? ""}`,
    ...known.length === 0 ? [] : [`  ${known.join(", ")}`],
  ]
    .join("");
}
