import { stringifyJson } from "../../../core/json/json.ts";
import type { OutputFormat } from "./format.ts";
import type { Rows } from "../rows.ts";
import { terminalJson } from "../terminal.ts";

/** The records of a result, a line of JSON each. */
export const ndjson: OutputFormat = {
  name: "ndjson",
  text: ({ rows }, { screen }) => ndjsonText(rows, { terminal: screen.isTerminal }),
};

/**
 * Each row as JSON on a line of its own, a single object as one line. Further control characters are escaped on a
 * terminal only (docs/contract.md, 9).
 */
export function ndjsonText(rows: Rows, { terminal }: { readonly terminal: boolean }): string {
  const values = rows.kind === "list" ? rows.rows : [rows.record];
  const text = values.map((value) => `${stringifyJson(value)}\n`).join("");
  return terminal ? terminalJson(text) : text;
}
