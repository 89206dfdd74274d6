import { markdownTable } from "./report.ts";

/** What was measured, and what was promised about it. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** Decimals that are shown. */
  readonly digits?: number;
  readonly goal?: { readonly is: "at most" | "at least"; readonly value: number };
}

/** A goal that is an upper bound. */
export const atMost = (value: number) => ({ is: "at most" as const, value });

/** A goal that is a lower bound. */
export const atLeast = (value: number) => ({ is: "at least" as const, value });

/** Whether a goal is reached; `undefined` where nothing was promised. */
export function isReached({ measured, goal }: Row): boolean | undefined {
  if (goal === undefined) return undefined;
  return goal.is === "at most" ? measured <= goal.value : measured >= goal.value;
}

/** A row of each measure, with a column for each runtime. */
export function tableOfRows(columns: readonly (readonly [name: string, rows: readonly Row[]])[]): string {
  const [, first = []] = columns[0] ?? [];
  const shown = (row: Row | undefined, value = row?.measured) =>
    row === undefined || value === undefined ? "" : `${value.toFixed(row.digits ?? 0)} ${row.unit}`.trim();
  const wanted = [...new Map(columns.flatMap(([, rows]) => rows).map((row) => [row.what, row])).values()];
  const ordered = [...first, ...wanted.filter(({ what }) => !first.some((one) => one.what === what))];
  return markdownTable([
    ["", "goal", ...columns.map(([name]) => name), "reached"],
    ...ordered.map((row) => {
      const own = columns.flatMap(([, rows]) => rows.find(({ what }) => what === row.what) ?? []);
      const states = own.map(isReached);
      const reached = states.includes(undefined) ? "" : states.every((one) => one === true) ? "yes" : "no";
      const goal = row.goal === undefined ? "" : `${row.goal.is} ${shown(row, row.goal.value)}`;
      const cells = columns.map(([, rows]) => shown(rows.find(({ what }) => what === row.what)));
      return [row.what, goal, ...cells, reached];
    }),
  ]);
}
