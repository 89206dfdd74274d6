/**
 * What a run printed: documents, their parts, errors, warnings and previews.
 *
 * @module
 */

import type { RunResult } from "./im.ts";
import { assert, assertEquals } from "@std/assert";

/** Lines that say on stderr what takes long. */
const WAITS = /^(?:still working after|retrying in|ended after) .*\n/gm;

/** What stands on stderr besides lines that say what takes long. */
export function withoutWaits(stderr: string): string {
  return stderr.replace(WAITS, "");
}

/** The value under test, read from the one JSON document of a text; lines about waits may stand before it. */
export function documentOf(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(withoutWaits(text));
  assert(typeof value === "object" && value !== null && !Array.isArray(value), `no object: ${text}`);
  return { ...value };
}

/** The object under a key of a document. */
export function partOf(
  document: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const value = document[key];
  assert(typeof value === "object" && value !== null, `no "${key}" in ${JSON.stringify(document)}`);
  return { ...value };
}

/** `data` of a run that succeeded. */
export function dataOf(result: RunResult): Readonly<Record<string, unknown>> {
  assertEquals(result.status, 0, `exit ${result.status}\n${result.stderr}`);
  const document = documentOf(result.stdout);
  assertEquals(document["ok"], true);
  return partOf(document, "data");
}

/** `error` of a run that failed with a status; nothing may be on standard output. */
export function errorOf(result: RunResult, status: number): Readonly<Record<string, unknown>> {
  assertEquals(result.status, status, `exit ${result.status}\n${result.stdout}${result.stderr}`);
  assertEquals(result.stdout, "");
  const document = documentOf(result.stderr);
  assertEquals(document["ok"], false);
  return partOf(document, "error");
}

/** The document of a run that went well. */
export function successDocument(result: RunResult): Readonly<Record<string, unknown>> {
  assertEquals(result.status, 0, `exit ${result.status}\n${result.stdout}${result.stderr}`);
  const document = documentOf(result.stdout);
  assertEquals(document["ok"], true);
  return document;
}

/** The document of a run that did its work in part (docs/contract.md, 3): `ok` is false, data and error stand side by side. */
export function partialDocument(result: RunResult, status = 1): Readonly<Record<string, unknown>> {
  assertEquals(result.status, status, `exit ${result.status}\n${result.stdout}${result.stderr}`);
  const document = documentOf(result.stdout);
  assertEquals([document["ok"], "data" in document, "error" in document], [false, true, true]);
  return document;
}

/** The warnings on standard error, a line each. */
export function warningsOf(result: RunResult): string[] {
  return result.stderr.split("\n").filter((line) => line.startsWith("warning: "));
}

/** One call as a dry run prints it. */
export interface PreviewCall {
  readonly desc?: string;
  readonly method: string;
  readonly url: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly form?: Readonly<Record<string, string>>;
}

/** The calls of a dry run. */
export function previewCalls(result: RunResult): readonly PreviewCall[] {
  assertEquals(result.status, 0, `exit ${result.status}\n${result.stdout}${result.stderr}`);
  const document = documentOf(result.stdout);
  assertEquals([document["ok"], document["dry_run"]], [true, true]);
  const calls = partOf(document, "data")["api"];
  assert(Array.isArray(calls));
  return calls;
}
