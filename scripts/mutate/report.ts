/**
 * What a run found out, as text and as JSON.
 *
 * @module
 */

import { applyFault, type Fault } from "./faults.ts";
import type { Verdict } from "./judge.ts";
import type { TestStage } from "./tests-of.ts";

const longestDiff = 6;

/** The lines that a fault changes: those with "-" are replaced by those with "+". */
export function diffOf(text: string, fault: Fault): string[] {
  const before = text.split("\n");
  const after = applyFault(text, fault).split("\n");
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)
  ) tail++;
  const removed = before.slice(head, before.length - tail);
  // A statement is removed by an empty one.
  const added = after.slice(head, after.length - tail).filter((line) => line.trim() !== ";");
  const indentation = Math.min(
    ...[...removed, ...added].map((line) => line.length - line.trimStart().length),
  );
  const mark = (sign: string, lines: readonly string[]) => [
    ...lines.slice(0, longestDiff).map((line) => `${sign} ${line.slice(indentation)}`),
    ...(lines.length > longestDiff ? [`${sign} … ${lines.length - longestDiff} more lines`] : []),
  ];
  return [...mark("-", removed), ...mark("+", added)];
}

/** A fault and what became of it. */
export function describeVerdict({ fault, text, noticedBy, timedOut, ran }: Verdict): string {
  const result = noticedBy === undefined
    ? "not noticed"
    : `noticed by ${noticedBy}${timedOut ? " (hang)" : ""}`;
  return [
    `${fault.path}:${fault.line}: ${fault.kind}: ${result}`,
    ...diffOf(text, fault).map((line) => `  ${line}`),
    `  ran: ${describeTests(ran)}`,
  ].join("\n");
}

function describeTests(stages: readonly TestStage[]): string {
  if (stages.length === 0) return "no test reaches it";
  const [mirror, importing, scenarios] = (["mirror", "importing", "scenarios"] as const).map((name) =>
    stages.filter((stage) => stage.name === name).flatMap(({ paths }) => paths)
  );
  return [
    ...mirror ?? [],
    ...(importing?.length
      ? [`${importing.length} files of tests that import it, the nearest ${importing[0]}`]
      : []),
    ...(scenarios?.length ? [`${scenarios.length} files of scenarios`] : []),
  ].join(", ");
}

/** The last line: how many faults were noticed, and by which tests. */
export function summarize(verdicts: readonly Verdict[]): string {
  const noticed = verdicts.filter(({ noticedBy }) => noticedBy !== undefined);
  const by = (["mirror", "importing", "scenarios"] as const)
    .map((name) => [name, noticed.filter(({ noticedBy }) => noticedBy === name).length] as const)
    .filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`);
  const hangs = noticed.filter(({ timedOut }) => timedOut).length;
  const details = [...by, ...(hangs > 0 ? [`${hangs} by a hang`] : [])];
  return `noticed ${noticed.length}/${verdicts.length} (${percent(noticed.length, verdicts.length)} %)` +
    (details.length > 0 ? `: ${details.join(", ")}` : "");
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "100.0" : (part / whole * 100).toFixed(1);
}

/** A run, for programs. */
export interface Report {
  readonly seed: number;
  readonly noticed: number;
  readonly total: number;
  readonly percent: number;
  readonly faults: readonly {
    readonly path: string;
    readonly line: number;
    readonly kind: string;
    readonly diff: readonly string[];
    readonly noticed_by: TestStage["name"] | null;
    readonly timed_out: boolean;
    readonly ran: readonly string[];
  }[];
}

/** All that is known of a run, for programs. */
export function reportJson(seed: number, verdicts: readonly Verdict[]): string {
  const noticed = verdicts.filter(({ noticedBy }) => noticedBy !== undefined).length;
  const report: Report = {
    seed,
    noticed,
    total: verdicts.length,
    percent: Number(percent(noticed, verdicts.length)),
    faults: verdicts.map(({ fault, text, noticedBy = null, timedOut, ran }) => ({
      path: fault.path,
      line: fault.line,
      kind: fault.kind,
      diff: diffOf(text, fault),
      noticed_by: noticedBy,
      timed_out: timedOut,
      ran: ran.flatMap(({ paths }) => paths),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
