/**
 * Tool objects for people: what a command takes and answers with, as lines.
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json/json.ts";
import { displayWidth, padColumns } from "../../core/text/width.ts";
import { wrapText } from "../../core/text/wrap.ts";
import type { Line, Screen } from "../screen.ts";
import type { Entry } from "./entries.ts";
import type { ToolDescription } from "./tool.ts";

/** A term and what is said about it. */
type Row = readonly [term: string, text: string];

/** Columns that terms take at most; below so many columns in all, texts stand under them. */
const MAX_TERM = 34;
const TWO_COLUMNS = 60;
/** Longer lists of choices stand in the description. */
const MAX_CHOICES = 50;

/** One command. */
export function toolLines(tool: ToolDescription, screen: Screen): readonly Line[] {
  const { name, description, _meta: meta, inputSchema, outputSchema } = tool;
  const { identities, scopes, examples, affordance = {} } = meta;
  const { data = {} } = propertiesOf(outputSchema);
  const call = meta.http_method === undefined ? [] : [`${meta.http_method} ${meta.path ?? ""}`];
  const facts = [
    meta.risk,
    ...(identities.length === 0 ? [] : [`as ${identities.join(" or ")}`]),
    ...(meta.danger ? [`needs --yes (${meta.danger_grade ?? "moderate"})`] : []),
  ];
  const section = (title: string, rows: readonly Row[]): readonly Line[] =>
    rows.length === 0 ? [] : ["", heading(title), ...rowLines(rows, screen)];
  return [
    [{ text: name, style: "bold" }, `: ${description}`],
    ...call,
    facts.join(", "),
    ...section("INPUT", inputRows(inputSchema)),
    ...section("OUTPUT (data)", fieldRows(data, 0)),
    ...section("SCOPES (any one)", scopes.map((scope) => [scope, ""])),
    ...(examples.length === 0 ? [] : ["", heading("EXAMPLES")]),
    ...examples.flatMap(({ description, command }) => [`  # ${description}`, `  ${command}`]),
    ...(affordance.tips ?? []).flatMap((tip) => ["", ...wrapped(tip, screen, 0)]),
    "",
    "the schemas themselves: --format json",
  ];
}

/** Several commands, a line each. */
export function entryLines(entries: readonly Entry[], screen: Screen): readonly Line[] {
  return rowLines(entries.map(({ name, summary }): Row => [name, summary]), screen);
}

function heading(text: string): Line {
  return [{ text, style: "bold" }];
}

/** Options by their names on a command line; what has none by its own. */
function inputRows(schema: JsonValue): readonly Row[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, input]): readonly Row[] => {
    const { carrier, flag } = input;
    const isNeeded = requiredOf(schema).includes(name);
    if (typeof carrier !== "string") {
      return [[typeof flag === "string" ? flag : `<${name}>`, textOf(input, isNeeded)]];
    }
    return [
      [carrier, isNeeded ? "required; its fields, or those that have an option:" : "its fields:"],
      ...fieldRows(input, 1),
    ];
  });
}

/** The fields of an object, and of objects and lists in it, each further in. */
function fieldRows(schema: JsonValue, depth: number): readonly Row[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, field]): readonly Row[] => {
    const inside = isJsonObject(field["items"]) ? field["items"] : field;
    const { flag } = field;
    const term = `${"  ".repeat(depth)}${name}${field["type"] === "array" ? "[]" : ""}`;
    const isNeeded = depth > 0 && typeof flag === "string" && requiredOf(schema).includes(name);
    const option = typeof flag === "string" ? ` (${flag})` : "";
    return [[term + option, textOf(field, isNeeded)], ...fieldRows(inside, depth + 1)];
  });
}

function textOf(schema: JsonObject, isNeeded: boolean): string {
  const { description, default: preset } = schema;
  const facts = [
    typeOf(schema),
    ...(isNeeded ? ["required"] : []),
    ...(preset === undefined ? [] : [`default ${Array.isArray(preset) ? preset.join(",") : preset}`]),
  ].filter((fact) => fact !== "");
  return [facts.join(", "), ...(typeof description === "string" ? [description] : [])].join(": ");
}

/** What values are: one of some words, a number in a range, or a type. */
function typeOf({ type, enum: words, const: value, minimum, maximum, items }: JsonObject): string {
  if (value !== undefined) return String(value);
  const choices = Array.isArray(words) ? words.filter((word) => word !== null).join("|") : "";
  if (choices !== "" && choices.length <= MAX_CHOICES) return choices;
  if (type === "array") {
    return isJsonObject(items) && !("properties" in items) ? `list of ${typeOf(items)}` : "list";
  }
  const name = Array.isArray(type) ? type.join(" or ") : String(type ?? "any value");
  return minimum === undefined || maximum === undefined ? name : `${name} ${minimum} to ${maximum}`;
}

function propertiesOf(schema: JsonValue): Readonly<Record<string, JsonObject>> {
  const properties = isJsonObject(schema) ? schema["properties"] : undefined;
  return isJsonObject(properties) ? properties as Readonly<Record<string, JsonObject>> : {};
}

function requiredOf(schema: JsonValue): readonly JsonValue[] {
  const required = isJsonObject(schema) ? schema["required"] : undefined;
  return Array.isArray(required) ? required : [];
}

/** Two columns; a text that is longer than the screen goes on under itself. */
function rowLines(rows: readonly Row[], screen: Screen): readonly Line[] {
  const widths = rows.map(([term]) => displayWidth(term)).filter((width) => width <= MAX_TERM);
  const indent = (screen.columns ?? Infinity) < TWO_COLUMNS ? 6 : Math.max(...widths, 8) + 4;
  return rows.flatMap(([term, text]) => {
    const [first = "", ...others] = wrapped(text, screen, indent);
    const isBeside = displayWidth(term) + 4 <= indent;
    const head = isBeside ? padColumns(`  ${term}`, indent) + first.trimStart() : `  ${term}`;
    return [head.trimEnd(), ...(isBeside || text === "" ? [] : [first]), ...others];
  });
}

function wrapped(text: string, { columns }: Screen, indent: number): readonly string[] {
  const lines = columns === undefined ? [text] : wrapText(text, Math.max(20, columns - indent));
  return lines.map((line) => " ".repeat(indent) + line);
}
