import { type JsonValue, stringifyJson } from "../../../core/json/json.ts";
import { jqText } from "../jq.ts";
import type { OutputFormat, OutputSettings } from "./format.ts";

/** The whole envelope as JSON, or what `--jq` makes of it. */
export const json: OutputFormat = {
  name: "json",
  isForPeople: false,
  text: ({ document }, settings) => documentText(document(), settings),
};

/** A document as JSON, or what `--jq` makes of it. */
export async function documentText(
  document: JsonValue,
  { jq, compact, screen }: OutputSettings,
): Promise<string> {
  if (jq !== undefined) return jqText(await jq(document), { terminal: screen.isTerminal, compact });
  return stringifyJson(document, compact ? 0 : 2) + "\n";
}
