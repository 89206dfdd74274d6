import { concise } from "./concise.ts";
import type { Format } from "../../options/global.ts";
import { csv } from "./csv.ts";
import type { OutputFormat } from "./format.ts";
import { json } from "./json.ts";
import { ndjson } from "./ndjson.ts";
import { pretty } from "./pretty.ts";
import { table } from "./table.ts";

/** The formats of the output. */
const FORMATS: Readonly<Record<Format, OutputFormat>> = { json, ndjson, table, csv, pretty, concise };

/** The format of a name; JSON for a name that is none. */
export function formatNamed(name: string): OutputFormat {
  return Object.values(FORMATS).find((format) => format.name === name) ?? json;
}
