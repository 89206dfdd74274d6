/**
 * One line of the doctor's report.
 *
 * @module
 */

import type { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import type { Phrase } from "../../../core/text/phrase.ts";
import { spelled } from "../../spelling.ts";

/** What was looked at, how it is, and what to do about it. */
export interface Check {
  readonly name: string;
  readonly status: "pass" | "warn" | "fail" | "skip";
  readonly message: Phrase;
  /** What to do; every line that does not pass has it, unless it was skipped on purpose. */
  readonly hint?: Phrase;
}

/** All is well. */
export function pass(name: string, message: Phrase): Check {
  return { name, status: "pass", message };
}

/** It works, or may work, but not as it should. */
export function warn(name: string, message: Phrase, hint: Phrase): Check {
  return { name, status: "warn", message, hint };
}

/** It does not work. */
export function fail(name: string, message: Phrase, hint: Phrase): Check {
  return { name, status: "fail", message, hint };
}

/** It was not looked at. */
export function skip(name: string, message: Phrase): Check {
  return { name, status: "skip", message };
}

/** What a failure says, as a line of the report. `hint`: what to do where it has no hint of its own. */
export function failed(name: string, { detail }: Failure, hint: Phrase): Check {
  return fail(name, detail.message, detail.hint ?? hint);
}

/** A line as it is printed (names are part of the output contract). */
export function checkData({ name, status, message, hint }: Check): JsonObject {
  return {
    name,
    status,
    message: spelled(message),
    ...(hint === undefined ? {} : { hint: spelled(hint) }),
  };
}

/** A line for people; the words say what colours would. */
export function checkLines({ name, status, message, hint }: Check): readonly string[] {
  const sign = status === "pass" ? "ok" : status;
  return [
    `${sign.padEnd(4)}  ${name}: ${spelled(message)}`,
    ...(hint === undefined ? [] : [`      ${spelled(hint)}`]),
  ];
}
