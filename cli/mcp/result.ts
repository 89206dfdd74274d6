/**
 * What a call answers with: the envelope as structured content, and a text beside it for clients that show only that.
 *
 * @module
 */

import type { CallToolResult } from "@modelcontextprotocol/sdk/types";
import type { Failure } from "../../core/failure.ts";
import { isJsonObject, type JsonObject, stringifyJson } from "../../core/json/json.ts";
import type { Identity } from "../../core/platform/identity.ts";
import type { Warning } from "../../core/warning.ts";
import type { Sink } from "../../core/world.ts";
import type { Command, CommandResult, Preview } from "../command.ts";
import { partialStatus, statusOf } from "../exit.ts";
import { errorEnvelope, errorText } from "../output/failure.ts";
import { selectFields, type Selection } from "../output/fields/selection.ts";
import { previewDocument, printedText, type Printer, resultDocument } from "../output/print.ts";
import { resolvedLine } from "../output/resolved.ts";
import { cleanLine, terminalJson } from "../output/terminal.ts";
import type { Screen } from "../screen.ts";
import { spellDetail, spelled } from "../spelling.ts";

/** How a result is shown. */
export interface AnswerForm {
  readonly identity: Identity | undefined;
  /** `--fields` */
  readonly selection: Selection | undefined;
  readonly command: Pick<Command, "columns" | "slim">;
  /** The text is the document itself: it is to be read to the letter. */
  readonly isDocument: boolean;
}

/** The answer for the result of a command, whose texts are spelled. */
export async function resultAnswer(result: CommandResult, form: AnswerForm): Promise<CallToolResult> {
  const { failure, isFailed, isBrokenList, warnings, resolved = [] } = result;
  const { identity, selection } = form;
  const selected = selection === undefined ? result : selectFields(result, selection);
  const status = failure === undefined
    ? 0
    : isFailed
    ? statusOf(failure)
    : partialStatus(failure, isBrokenList === true);
  const envelope = withStatus(resultDocument(identity, selected), status);
  if (form.isDocument) return answer(envelope, terminalJson(stringifyJson(envelope)));
  const text = await printedText(concisePrinter(form), result);
  const error = failure === undefined ? "" : failureText(failure, status);
  const names = resolved.map((one) => `${cleanLine(resolvedLine(one))}\n`);
  return answer(envelope, [text, ...names, ...remarkLines(warnings), error].join(""));
}

/** Writes the concise form; nothing goes to a stream. */
function concisePrinter({ identity, selection, command: { columns, slim } }: AnswerForm): Printer {
  const sink: Sink = { isTerminal: false, columns: () => undefined, write: () => Promise.resolve() };
  const screen: Screen = { isTerminal: false, columns: undefined, isColored: false, now: 0 };
  return {
    ...{ stdout: sink, stderr: sink, screens: { stdout: screen, stderr: screen } },
    ...{ format: "concise", jq: undefined, identity, columns, selection, slim, names: {} },
    globals: { compact: true, quiet: 0, columns: [], csvSafe: false },
  };
}

/** The answer for what failed as a whole. */
export function failureAnswer(failure: Failure, identity: Identity | undefined): CallToolResult {
  const status = statusOf(failure);
  const envelope = errorEnvelope(spellDetail(failure.detail), identity) as unknown as JsonObject;
  return answer(withStatus(envelope, status), failureText(failure, status));
}

/** The answer for a dry run. */
export function previewAnswer(preview: Preview, identity: Identity | undefined): CallToolResult {
  const document = previewDocument(identity, preview);
  const remarks = remarkLines(preview.warnings);
  const { content, ...others } = answer(document, terminalJson(stringifyJson(document)));
  return { ...others, content: [...content, ...remarks.map((text) => ({ type: "text" as const, text }))] };
}

function remarkLines(warnings: readonly Warning[] = []): readonly string[] {
  return warnings.map(({ key, detail }) => `${cleanLine(`warning: ${key}: ${spelled(detail)}`)}\n`);
}

function answer(envelope: JsonObject, text: string): CallToolResult {
  return {
    content: [{ type: "text", text }],
    structuredContent: envelope as Record<string, unknown>,
    ...(envelope["ok"] === true ? {} : { isError: true }),
  };
}

function failureText(failure: Failure, status: number): string {
  return `${
    errorText(spellDetail(failure.detail), { isColored: false, columns: undefined })
  }  exit status ${status}\n`;
}

/** The status that a command line would have ended with. */
function withStatus(document: JsonObject, status: number): JsonObject {
  const { error } = document;
  return isJsonObject(error) ? { ...document, error: { ...error, exit_status: status } } : document;
}
