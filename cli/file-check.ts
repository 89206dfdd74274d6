/**
 * How people are told what a check of downloads found.
 *
 * @module
 */

import type { Compared, DownloadResult } from "../core/download/download.ts";
import { problemText } from "../core/download/problem.ts";
import { Failure } from "../core/failure.ts";
import { input, type Phrase, phrase } from "../core/text/phrase.ts";
import { formatBytes } from "../core/text/size.ts";

/** What was compared, for people. */
export const COMPARED: Readonly<Record<Compared, string>> = {
  nothing: "nothing",
  length: "length",
  head_and_tail: "length, head and tail",
  sha256: "every byte",
};

/** The failure for what is not there as the service has it; exit 1. */
export function verifyFailure(data: DownloadResult): Failure | undefined {
  const { problem, saved_path = "" } = data;
  if (problem === undefined) return undefined;
  return new Failure({
    type: "api",
    subtype: "verification_failed",
    message: `"${saved_path}" ${problemText(data)}`,
    hint: hintFor(problem),
    path: saved_path,
  });
}

function hintFor(problem: NonNullable<DownloadResult["problem"]>): Phrase {
  return problem === "missing" || problem === "incomplete"
    ? phrase`leave ${input("verify")} out to download it`
    : phrase`to replace it, give ${input("overwrite")} instead of ${input("verify")}`;
}

/** The lines of `--format pretty`. */
export function prettyVerification(data: DownloadResult): string[] {
  const { saved_path = "", size_bytes, compared, sha256, verified } = data;
  if (!verified) return [];
  return [
    `verified: ${saved_path} (${formatBytes(size_bytes)}; compared: ${COMPARED[compared]})`,
    ...(sha256 === undefined ? [] : [`sha256: ${sha256}`]),
  ];
}
