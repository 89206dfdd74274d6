import type { InlineRun, Mark } from "./inline-run.ts";
import { withoutIndentation } from "./raw-text.ts";

/** Joins neighbouring text that stands out in the same way, and drops empty text. */
export function mergeText(runs: readonly InlineRun[]): InlineRun[] {
  const merged: InlineRun[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (run.kind !== "text") merged.push(run);
    else if (last?.kind === "text" && sameMarks(last.marks, run.marks)) {
      merged[merged.length - 1] = { ...last, raw: last.raw + run.raw, plain: last.plain + run.plain };
    } else if (run.raw !== "") merged.push(run);
  }
  return merged.map((run) =>
    run.kind === "text"
      ? { ...run, raw: withoutIndentation(run.raw), plain: withoutIndentation(run.plain) }
      : run
  );
}

/** Whether two lists have the same marks, in whatever order. */
export function sameMarks(one: readonly Mark[], other: readonly Mark[]): boolean {
  return one.length === other.length && one.every((mark) => other.includes(mark));
}
