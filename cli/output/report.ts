/**
 * Prints what a command answers, in the format that was asked for (CONTRACT 3).
 *
 * @module
 */

import type { Warning } from "../../core/enrich/notices.ts";
import { type JsonValue, stringifyJson } from "../../core/json.ts";
import type { Identity } from "../../core/platform/identity.ts";
import type { Sink } from "../../core/world.ts";
import type { CommandResult, Preview } from "../command.ts";
import { errorEnvelope, errorText, partialStatus } from "../exit.ts";
import type { Format, GlobalValues } from "../global-flags.ts";
import { csvText } from "./csv.ts";
import { previewDocument, previewText, resultDocument } from "./envelope.ts";
import type { JqProgram } from "./jq.ts";
import { jqText } from "./jq-text.ts";
import { ndjsonText } from "./ndjson.ts";
import { paginationDiagnostic, paginationLine } from "./pagination-line.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { tableText } from "./table.ts";
import { cleanForTerminal } from "./terminal.ts";
import { writeText } from "./write.ts";

/** Where and how to print. */
export interface Printer {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly format: Format;
  /** `--jq` */
  readonly jq: JqProgram | undefined;
  readonly identity: Identity | undefined;
  readonly globals: Pick<GlobalValues, "compact" | "quiet">;
}

/** Whether a format is read by people rather than by programs; errors follow it. */
export function isForPeople(format: string): boolean {
  return ["table", "pretty", "concise"].includes(format);
}

/** Prints the result of a command; answers with the exit status. */
export async function printResult(printer: Printer, result: CommandResult): Promise<number> {
  const { stderr, format } = printer;
  await printWarnings(printer, result.warnings);
  if (result.envelope !== "none") {
    const to = result.envelope === "stderr" ? stderr : printer.stdout;
    await writeText(to, await resultText(printer, result, to.isTerminal));
  }
  if (result.pagination !== undefined && (format === "ndjson" || format === "csv")) {
    await writeText(stderr, paginationDiagnostic(result.pagination));
  }
  if (result.failure === undefined) return 0;
  // A JSON document tells the failure itself; what jq makes of it may not.
  if (format !== "json" || printer.jq !== undefined) {
    await writeText(stderr, failureText(printer, result.failure.detail));
  }
  return partialStatus(result.failure, result.isBrokenList === true);
}

/** Prints a dry run; formats of rows have no rows to print and show the document. */
export async function printPreview(printer: Printer, preview: Preview): Promise<void> {
  await printWarnings(printer, preview.warnings);
  const text = isForPeople(printer.format)
    ? previewText(preview)
    : documentText(printer, previewDocument(printer.identity, preview), printer.stdout.isTerminal);
  await writeText(printer.stdout, text);
}

async function printWarnings(
  { stderr, globals }: Printer,
  warnings: readonly Warning[] = [],
): Promise<void> {
  if (globals.quiet) return;
  for (const { key, detail } of warnings) {
    await writeText(stderr, cleanForTerminal(`warning: ${key}: ${detail}`).replaceAll("\n", " ") + "\n");
  }
}

async function resultText(printer: Printer, result: CommandResult, terminal: boolean): Promise<string> {
  const { format } = printer;
  const { data, pagination } = result;
  const rows: Rows = result.isRecord
    ? { kind: "record", record: data }
    : result.rows === undefined
    ? rowsOf(data)
    : { kind: "list", rows: result.rows };
  const footer = pagination === undefined ? "" : paginationLine(pagination);
  if (format === "ndjson") return ndjsonText(rows, { terminal });
  if (format === "csv") return await csvText(rows, { terminal });
  if (format === "table") return tableText(rows) + footer;
  if (format === "concise" && result.concise !== undefined) return result.concise();
  if (format === "pretty" && result.pretty !== undefined) {
    return result.pretty().map(cleanForTerminal).join("\n") + "\n" + footer;
  }
  return documentText(printer, resultDocument(printer.identity, result), terminal);
}

function documentText({ jq, globals }: Printer, document: JsonValue, terminal: boolean): string {
  if (jq !== undefined) return jqText(jq(document), { terminal });
  return stringifyJson(document, globals.compact ? 0 : 2) + "\n";
}

function failureText({ format, identity }: Printer, detail: Parameters<typeof errorText>[0]): string {
  return isForPeople(format) ? errorText(detail) : stringifyJson(errorEnvelope(detail, identity), 2) + "\n";
}
