import { stringifyJson } from "../../../core/json/json.ts";
import type { Rows } from "../rows.ts";
import { terminalJson } from "../terminal.ts";

/** Where the text goes. */
export interface NdjsonOptions {
  /** Whether stdout is a terminal: only then are further control characters escaped (docs/contract.md, 9). */
  readonly terminal: boolean;
}

/** The format `ndjson`: each row as JSON on a line of its own, a single object as one line. */
export function ndjsonText(rows: Rows, { terminal }: NdjsonOptions): string {
  const values = rows.kind === "list" ? rows.rows : [rows.record];
  const text = values.map((value) => `${stringifyJson(value)}\n`).join("");
  return terminal ? terminalJson(text) : text;
}
