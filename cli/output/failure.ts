import type { Identity } from "../../core/platform/identity.ts";
import type { PrintedDetail } from "../spelling.ts";
import type { Line, Screen } from "../screen.ts";
import { candidateLine } from "./resolved.ts";
import { linesText } from "./wrap-lines.ts";

/** The error document. */
export function errorEnvelope(detail: PrintedDetail, identity: Identity | undefined) {
  return { ok: false, ...(identity === undefined ? {} : { identity }), error: detail };
}

/** Two or three lines: what failed, why, what to type next. */
export function errorText(detail: PrintedDetail, screen: Pick<Screen, "columns" | "isColored">): string {
  const lines: readonly Line[] = [
    [{ text: "error:", style: "red" }, ` ${detail.message}`],
    ...(detail.type === "interrupted" ? [] : [detailLine(detail)]),
    ...(detail.candidates ?? []).map((one): Line => `  ${candidateLine(one)}`),
    ...(detail.hint === undefined ? [] : [`  ${detail.hint}`]),
  ];
  return linesText(lines, screen);
}

function detailLine({ type, subtype, log_id, retry_after_seconds }: PrintedDetail): string {
  const facts = [
    `${type}/${subtype}`,
    ...(log_id === undefined ? [] : [`log id ${log_id}`]),
    ...(retry_after_seconds === undefined ? [] : [`try again in ${retry_after_seconds} s`]),
  ];
  return `  (${facts.join(", ")})`;
}
