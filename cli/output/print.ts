/**
 * Prints the result of a command in its format (docs/contract.md, 3).
 *
 * @module
 */

import { type JsonObject, type JsonValue, parseJson, stringifyJson } from "../../core/json/json.ts";
import type { Identity } from "../../core/platform/identity.ts";
import { formPreview } from "../../core/platform/multipart.ts";
import { type ApiRequest, requestPath, requestQuery } from "../../core/platform/request.ts";
import { wrapText } from "../../core/text/wrap.ts";
import type { Warning } from "../../core/warning.ts";
import type { Sink } from "../../core/world.ts";
import type { CommandResult, Preview } from "../command.ts";
import type { Screen } from "../screen.ts";
import type { Format, GlobalValues } from "../options/global.ts";
import { errorEnvelope, errorText } from "./failure.ts";
import type { OutputSettings } from "./formats/format.ts";
import { documentText } from "./formats/json.ts";
import { formatNamed } from "./formats/mod.ts";
import { isHumanReadable, traitsOf } from "./formats/traits.ts";
import type { JqProgram } from "./jq.ts";
import { paginationDiagnostic } from "./pagination.ts";
import { resolvedLine } from "./resolved.ts";
import { gridOf, type Rows } from "./rows.ts";
import { selectedColumns, selectFields, type Selection } from "./fields/selection.ts";
import { cleanLine, terminalJson, writeText } from "./terminal.ts";
import { linesText } from "./wrap-lines.ts";
import { type GivenNames, spellDetail, spelled } from "../spelling.ts";

/** Where and how to print. */
export interface Printer {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly screens: { readonly stdout: Screen; readonly stderr: Screen };
  readonly format: Format;
  /** `--jq` */
  readonly jq: JqProgram | undefined;
  readonly identity: Identity | undefined;
  readonly globals: Pick<GlobalValues, "compact" | "quiet" | "columns" | "csvSafe">;
  /** The columns that the command knows. */
  readonly columns: readonly string[] | undefined;
  /** `--fields` */
  readonly selection?: Selection | undefined;
  /** The fields of its records that most tasks need. */
  readonly slim?: readonly string[] | undefined;
  /** How the line named its inputs. */
  readonly names: GivenNames;
}

/** Whether nothing is printed, not even results. */
function isSilent({ globals }: Pick<Printer, "globals">): boolean {
  return globals.quiet === 2;
}

/** Prints the result of a command. */
export async function printResult(printer: Printer, result: CommandResult): Promise<void> {
  const { stderr, format } = printer;
  if (isSilent(printer)) return;
  await printWarnings(printer, result.warnings);
  if (result.envelope !== "none") {
    const to = result.envelope === "stderr" ? "stderr" : "stdout";
    await writeText(printer[to], await resultText(printer, result, to));
  }
  if (result.pagination !== undefined && traitsOf(format).isRecordsOnly && printer.globals.quiet === 0) {
    await writeText(stderr, paginationDiagnostic(result.pagination));
  }
  await printResolved(printer, result);
  if (result.failure === undefined) return;
  // A JSON document holds the failure itself; what jq makes of it may not.
  if (format !== "json" || printer.jq !== undefined) {
    await writeText(stderr, failureText(printer, spellDetail(result.failure.detail, printer.names)));
  }
}

/** Says on stderr what names stood for, where the output has no place for it. */
async function printResolved(
  { stderr, screens, format, jq, globals }: Printer,
  { resolved = [], envelope }: CommandResult,
): Promise<void> {
  const isThere = format === "pretty" || format === "json" && jq === undefined && envelope !== "none";
  for (const one of globals.quiet > 0 || isThere ? [] : resolved) {
    await writeText(stderr, linesText([resolvedLine(one)], screens.stderr));
  }
}

/** What stdout gets of a result. */
export function printedText(printer: Printer, result: CommandResult): string | Promise<string> {
  return result.envelope === undefined || result.envelope === "stdout"
    ? resultText(printer, result, "stdout")
    : "";
}

/** Prints a dry run: a line a call with `ndjson`, a row a call with `csv`. */
export async function printPreview(printer: Printer, preview: Preview): Promise<void> {
  if (isSilent(printer)) return;
  await printWarnings(printer, preview.warnings);
  await writeText(printer.stdout, await dryRunText(printer, preview));
}

/** The columns of a call in CSV. */
const CALL_COLUMNS = ["desc", "method", "url", "params", "body", "form"];

function dryRunText(printer: Printer, preview: Preview): string | Promise<string> {
  const settings = settingsOf(printer, "stdout");
  if (isHumanReadable(printer.format)) {
    return previewText(preview, printer.names, printer.screens.stdout.columns);
  }
  const { text } = formatNamed(printer.format);
  const { isRecordsOnly } = traitsOf(printer.format);
  const document = () => previewDocument(printer.identity, preview, printer.names);
  if (!isRecordsOnly) return documentText(document(), settings);
  const rows = preview.api.map(previewCall).map((call) =>
    printer.format === "csv" ? Object.fromEntries(Object.entries(call).map(flatEntry)) : call
  );
  return text({
    ...{ rows: { kind: "list", rows }, columns: CALL_COLUMNS, document },
    ...{ pagination: undefined, pretty: undefined, concise: undefined },
  }, { ...settings, columns: [] });
}

/** Parameters and bodies are one cell each, whatever is in them. */
function flatEntry([key, value]: [string, JsonValue]): [string, JsonValue] {
  return [key, typeof value === "string" ? value : stringifyJson(value)];
}

async function printWarnings(
  { stderr, screens, globals, names }: Printer,
  warnings: readonly Warning[] = [],
): Promise<void> {
  if (globals.quiet > 0) return;
  for (const { key, detail } of warnings) {
    const line = [{ text: "warning:", style: "yellow" } as const, ` ${key}: ${spelled(detail, names)}`];
    await writeText(stderr, linesText([line], screens.stderr));
  }
}

/** Prints records before the whole result is known. */
export async function printRecords(printer: Printer, rows: readonly JsonObject[]): Promise<void> {
  if (isSilent(printer)) return;
  await writeText(printer.stdout, await resultText(printer, { data: {}, rows }, "stdout"));
}

function resultText(
  printer: Printer,
  whole: CommandResult,
  to: keyof Printer["screens"],
): string | Promise<string> {
  const { selection } = printer;
  const result = selection === undefined ? whole : selectFields(whole, selection);
  const rows = resultRows(result);
  const settings = settingsOf(printer, to);
  const chosen = selection === undefined ? [] : chosenColumns(selection, rows, printer.columns);
  // The views of commands show what they show; selected fields are a table.
  const isTable = printer.format === "pretty" && selection !== undefined && !selection.isSlim;
  return formatNamed(isTable ? "table" : printer.format).text({
    rows,
    pagination: printer.globals.quiet > 0 ? undefined : result.pagination,
    document: () => resultDocument(printer.identity, result, printer.names),
    columns: selection === undefined ? printer.columns : chosen,
    pretty: prettyView(result),
    concise: selection === undefined || selection.isSlim ? result.concise : undefined,
    slim: printer.slim,
    isSelected: selection !== undefined,
  }, settings.columns.length > 0 ? settings : { ...settings, columns: chosen });
}

/** The columns of selected fields, in the order of the line. */
function chosenColumns(
  selection: Selection,
  rows: Rows,
  declared: readonly string[] | undefined,
): readonly string[] {
  return rows.kind === "record" ? [] : selectedColumns(selection, declared, gridOf(rows.rows).columns);
}

/** The command's view for people, with what names stood for. */
function prettyView({ pretty, resolved = [] }: CommandResult): CommandResult["pretty"] {
  if (pretty === undefined || resolved.length === 0) return pretty;
  return (screen) => [...pretty(screen), ...resolved.map(resolvedLine)];
}

function resultRows({ rows, data }: CommandResult): Rows {
  return rows === undefined ? { kind: "record", record: data } : { kind: "list", rows };
}

function settingsOf({ jq, globals, screens }: Printer, to: keyof Printer["screens"]): OutputSettings {
  const { compact, quiet, columns, csvSafe } = globals;
  return { screen: screens[to], compact, quiet: quiet > 0, columns, csvSafe, jq };
}

function failureText(
  { format, identity, screens }: Printer,
  detail: Parameters<typeof errorText>[0],
): string {
  return isHumanReadable(format)
    ? errorText(detail, screens.stderr)
    : stringifyJson(errorEnvelope(detail, identity), 2) + "\n";
}

/** The document of a result (docs/contract.md, 3); partly done, it holds the failure beside what was done. */
export function resultDocument(
  identity: Identity | undefined,
  result: CommandResult,
  names: GivenNames = {},
): JsonObject {
  const { data, count, pagination, resolved = [], warnings = [], failure } = result;
  const meta = {
    ...(count === undefined ? {} : { count }),
    ...(pagination === undefined ? {} : { pagination }),
    ...(resolved.length === 0 ? {} : { resolved }),
    ...(warnings.length === 0
      ? {}
      : { warnings: warnings.map(({ key, detail }) => ({ key, detail: spelled(detail, names) })) }),
  };
  return {
    ok: failure === undefined,
    ...(identity === undefined ? {} : { identity }),
    data,
    ...(Object.keys(meta).length === 0 ? {} : { meta: plain(meta) }),
    ...(failure === undefined ? {} : { error: plain(spellDetail(failure.detail, names)) }),
  };
}

/** The document of a dry run (docs/contract.md, 5). */
export function previewDocument(
  identity: Identity | undefined,
  preview: Preview,
  names: GivenNames = {},
): JsonObject {
  const { description, api, context, resolved = [] } = preview;
  return {
    ok: true,
    ...(identity === undefined ? {} : { identity }),
    dry_run: true,
    data: {
      ...(description === undefined ? {} : { description: spelled(description, names) }),
      api: api.map(previewCall),
      context,
      ...(resolved.length === 0 ? {} : { resolved: plain(resolved) }),
    },
  };
}

/** Typed records are JSON, too. */
function plain(value: unknown): JsonValue {
  return parseJson(stringifyJson(value));
}

function previewCall(request: ApiRequest): JsonObject {
  return {
    ...(request.desc === undefined ? {} : { desc: request.desc }),
    method: request.method,
    url: requestPath(request),
    ...(request.params === undefined ? {} : { params: request.params }),
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.form === undefined ? {} : { form: formPreview(request.form) }),
  };
}

/** A dry run for people: a comment, then each call as a line. */
export function previewText(preview: Preview, names: GivenNames = {}, columns = Infinity): string {
  const comment = (text: string) => wrapText(cleanLine(text), columns - 2).map((line) => `# ${line}`);
  const lines = ["# dry run: nothing was sent"];
  if (preview.description !== undefined) lines.push(...comment(spelled(preview.description, names)));
  for (const one of preview.resolved ?? []) lines.push(...comment(resolvedLine(one)));
  for (const request of preview.api) {
    if (request.desc !== undefined) lines.push(...comment(request.desc));
    lines.push(`${request.method} ${requestPath(request)}${requestQuery(request)}`);
    if (request.body !== undefined) lines.push(stringifyJson(request.body, 2));
    if (request.form !== undefined) lines.push(stringifyJson(formPreview(request.form), 2));
  }
  return lines.map(terminalJson).join("\n") + "\n";
}
