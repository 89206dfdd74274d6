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
import type { CommandResult, Preview } from "../command.ts";
import { partialStatus, statusOf } from "../exit.ts";
import { errorEnvelope, errorText } from "../output/failure.ts";
import { previewDocument, resultDocument } from "../output/print.ts";
import { cleanLine, terminalJson } from "../output/terminal.ts";
import { spellDetail, spelled } from "../spelling.ts";

/** The answer for the result of a command, whose texts are spelled. */
export function resultAnswer(result: CommandResult, identity: Identity | undefined): CallToolResult {
  const { failure, isFailed, isBrokenList, concise, warnings } = result;
  const document = resultDocument(identity, result);
  const status = failure === undefined
    ? 0
    : isFailed
    ? statusOf(failure)
    : partialStatus(failure, isBrokenList === true);
  const envelope = withStatus(document, status);
  if (concise === undefined) return answer(envelope, terminalJson(stringifyJson(envelope)));
  const error = failure === undefined ? "" : failureText(failure, status);
  return answer(envelope, [concise(), ...remarkLines(warnings), error].join(""));
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
  return `${errorText(spellDetail(failure.detail), { isColored: false })}  exit status ${status}\n`;
}

/** The status that a command line would have ended with. */
function withStatus(document: JsonObject, status: number): JsonObject {
  const { error } = document;
  return isJsonObject(error) ? { ...document, error: { ...error, exit_status: status } } : document;
}
