import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../../../core/json/json.ts";
import { jqText } from "../jq.ts";
import type { OutputFormat, OutputSettings } from "./format.ts";

/** The whole envelope as JSON, or what `--jq` makes of it. */
export const json: OutputFormat = {
  name: "json",
  text({ document, rows }, settings) {
    const { jq, compact, screen } = settings;
    const isForProgram = rows.kind === "list" && jq === undefined && !compact && !screen.isTerminal;
    return isForProgram ? listText(document()) : documentText(document(), settings);
  },
};

/** The document of a list with one record a line, for programs: half of an indented document is blanks. */
export function listText(document: JsonObject): string {
  const { data = {} } = document;
  const inner = isJsonObject(data) ? objectLines(data, "    ", listLines) : stringifyJson(data);
  const outer = objectLines(document, "  ", (key, value) => key === "data" ? inner : stringifyJson(value));
  return `${outer}\n`;
}

/** An object with one key a line. */
function objectLines(
  object: JsonObject,
  indent: string,
  textOf: (key: string, value: JsonValue) => string,
): string {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, value]) =>
    `${indent}${stringifyJson(key)}: ${textOf(key, value ?? null)}`
  );
  return `{\n${lines.join(",\n")}\n${indent.slice(2)}}`;
}

function listLines(_key: string, value: JsonValue): string {
  if (!Array.isArray(value) || value.length === 0) return stringifyJson(value);
  const lines = (value as readonly JsonValue[]).map((one) => `      ${stringifyJson(one)}`);
  return `[\n${lines.join(",\n")}\n    ]`;
}

/** A document as JSON, or what `--jq` makes of it. */
export async function documentText(
  document: JsonValue,
  { jq, compact, screen }: OutputSettings,
): Promise<string> {
  if (jq !== undefined) return jqText(await jq(document), { terminal: screen.isTerminal, compact });
  return stringifyJson(document, compact ? 0 : 2) + "\n";
}
