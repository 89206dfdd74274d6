import { type JsonValue, stringifyJson } from "../../core/json.ts";
import { cleanForTerminal } from "./terminal.ts";
import { terminalJson } from "./terminal-json.ts";

/** Where the text goes. */
export interface JqTextOptions {
  /** Whether stdout is a terminal: only then are strings cleaned. */
  readonly terminal: boolean;
}

/**
 * What `--jq` prints (platform sheet 7): each output on a line of its own, strings raw, other scalars plain, objects and
 * arrays indented by two.
 */
export function jqText(outputs: readonly JsonValue[], { terminal }: JqTextOptions): string {
  return outputs.map((output) => `${outputText(output, terminal)}\n`).join("");
}

function outputText(output: JsonValue, terminal: boolean): string {
  if (typeof output === "string") return terminal ? cleanForTerminal(output) : output;
  const json = stringifyJson(output, 2);
  return terminal ? terminalJson(json) : json;
}
