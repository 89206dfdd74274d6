import type { Warning } from "../../core/enrich/notices.ts";
import type { Preview } from "../command.ts";

/** The warnings that a run would give, as the remark of a preview (writing sheet 2.7). */
export function describeWarnings(warnings: readonly Warning[]): Pick<Preview, "description"> {
  if (warnings.length === 0) return {};
  return { description: warnings.map(({ key, detail }) => `${key}: ${detail}`).join("; ") };
}
