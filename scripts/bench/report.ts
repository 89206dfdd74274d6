/**
 * What was measured as Markdown.
 *
 * @module
 */

import { type Outcome, ratio, typical } from "./measure.ts";

/** A promise and what became of it. */
export interface Goal {
  readonly text: string;
  readonly measured: number;
  readonly limit: number;
  readonly unit?: string;
}

/** A table with a row for each contender, in proportion to one of them. */
export function tableOf(outcomes: readonly Outcome[], baseName: string): string {
  const base = outcomes.find(({ name }) => name === baseName);
  if (base === undefined) throw new Error(`nobody is called ${baseName}`);
  const rows = outcomes.map((outcome) => [
    outcome.name,
    typical(outcome, "wall").toFixed(2),
    ratio(outcome, base, "wall").toFixed(2),
    typical(outcome, "cpu").toFixed(2),
    ratio(outcome, base, "cpu").toFixed(2),
    typical(outcome, "memory").toFixed(0),
  ]);
  const head = ["", "wall, s", "ratio", "CPU, s", "CPU ratio", "peak memory, MiB"];
  return markdownTable([head, ...rows]);
}

/** One line a goal: reached or not, and by how much. */
export function goalsOf(goals: readonly Goal[]): string {
  const rows = goals.map(({ text, measured, limit, unit = "" }) => {
    const digits = unit === " MiB" ? 1 : 2;
    const shown = `${measured.toFixed(digits)}${unit}`;
    return [text, `${limit.toFixed(digits)}${unit}`, shown, measured <= limit ? "yes" : "no"];
  });
  return markdownTable([["goal", "at most", "measured", "reached"], ...rows]);
}

/** Rows of cells, the head first, padded as `deno fmt` pads it. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[], fill = " ") =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width, fill)).join(" | ")} |`;
  return [line(head), line([], "-"), ...rows.slice(1).map((row) => line(row))].join("\n");
}
