/**
 * When stdout takes no more: what was done must be reported all the same (docs/contract.md, 13).
 *
 * @module
 */

import { Failure, fileErrorReason, systemErrorCode, withDetail } from "../../core/failure.ts";
import { isJsonObject, type JsonValue, stringifyJson } from "../../core/json/json.ts";
import type { Sink } from "../../core/world.ts";
import type { CommandResult } from "../command.ts";
import { spelled } from "../spelling.ts";
import { isBrokenPipe } from "./terminal.ts";

/** The same stream; what it cannot write, other than for a reader that went away, is `internal`/`file_io`. */
export function reportingSink(sink: Sink): Sink {
  return {
    isTerminal: sink.isTerminal,
    columns: () => sink.columns(),
    write: (bytes) =>
      sink.write(bytes).catch((error) => {
        throw isBrokenPipe(error) ? error : outputFailure(error);
      }),
  };
}

function outputFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure({
    type: "internal",
    subtype: "file_io",
    message: `could not write to stdout: ${fileErrorReason(error)}`,
    hint: systemErrorCode(error) === "ENOSPC"
      ? "free some space, or write the output elsewhere"
      : "write the output elsewhere",
  }, error);
}

/** Largest result that an error repeats, characters of JSON. */
const MAX_RESULT = 16_384;
/** Most ids that a hint names. */
const MAX_IDS = 10;

/** The failure to print the result of a write, with what was done. A reader that went away has seen enough. */
export function unprintedResult(error: unknown, { data, failure: partial }: CommandResult): unknown {
  if (isBrokenPipe(error)) return error;
  const failure = outputFailure(error);
  const ids = idsIn(data);
  const named = ids.length === 0 ? "" : ` (${ids.slice(0, MAX_IDS).join(", ")})`;
  return withDetail(failure, {
    hint: partial === undefined
      ? `the command did its work${named}: do not run it again`
      : `the command did part of its work${named}, then: ${spelled(partial.detail.message)}`,
    done: stringifyJson(data).length <= MAX_RESULT ? data : { ids },
  });
}

/** Ids and keys, as `name value`. */
function idsIn(value: JsonValue, name = ""): string[] {
  if (typeof value === "string") {
    return value !== "" && /(?:^|_)(?:id|key|uuid)$/.test(name) ? [`${name} ${value}`] : [];
  }
  const inside = Array.isArray(value)
    ? value.flatMap((one: JsonValue) => idsIn(one, name))
    : isJsonObject(value)
    ? Object.entries(value).flatMap(([key, one]) => idsIn(one, key))
    : [];
  return [...new Set(inside)];
}
