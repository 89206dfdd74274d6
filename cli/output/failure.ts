import type { Identity } from "../../core/platform/identity.ts";
import type { PrintedDetail } from "../spelling.ts";
import { cleanLine } from "./terminal.ts";

/** The error document. */
export function errorEnvelope(detail: PrintedDetail, identity: Identity | undefined) {
  return { ok: false, ...(identity === undefined ? {} : { identity }), error: detail };
}

/** Two or three lines: what failed, why, what to type next. */
export function errorText(detail: PrintedDetail): string {
  const lines = [
    `error: ${detail.message}`,
    ...(detail.type === "interrupted" ? [] : [detailLine(detail)]),
    ...(detail.hint === undefined ? [] : [`  ${detail.hint}`]),
  ];
  return lines.map(cleanLine).join("\n") + "\n";
}

function detailLine({ type, subtype, log_id, retry_after_seconds }: PrintedDetail): string {
  const facts = [
    `${type}/${subtype}`,
    ...(log_id === undefined ? [] : [`log id ${log_id}`]),
    ...(retry_after_seconds === undefined ? [] : [`try again in ${retry_after_seconds} s`]),
  ];
  return `  (${facts.join(", ")})`;
}
