/**
 * What a message costs in a long walk: processor time and memory from the first thousand messages to a million.
 *
 * @module
 */

import { engineFlags } from "../compile.ts";
import { succeed } from "../process.ts";
import { chooseRegistry, pathOf, registryFlags } from "../registry.ts";
import { type Goal, markdownTable } from "./report.ts";
import type { Mark } from "./scale-run.ts";

/** Where is looked, in parts of the whole. */
const PARTS = [0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** A stretch between two looks. */
export interface Stretch {
  /** Lines at its beginning and at its end. */
  readonly from: number;
  readonly lines: number;
  /** Microseconds of processor time for each message since the look before. */
  readonly cost: number;
  /** MiB resident at its end. */
  readonly resident: number;
}

/** How a walk went. */
export interface Scale {
  readonly count: number;
  readonly stretches: readonly Stretch[];
  /** MiB resident at most. */
  readonly peak: number;
  /** Minutes that the limits of the service would have stretched it to. */
  readonly minutes: number;
}

/** Walks through a history of so many messages. */
export async function measureScale(count: number): Promise<Scale> {
  const flags = registryFlags(await chooseRegistry(), "run");
  const looks = PARTS.map((part) => `${Math.round(part * count)}`);
  // The memory of the binary depends on these.
  const engine = `--v8-flags=${engineFlags.join(",")}`;
  const script = pathOf("scripts/bench/scale-run.ts");
  const args = ["run", "--quiet", engine, ...flags, "-A", script, `${count}`, ...looks];
  return scaleOf(count, JSON.parse(await succeed(Deno.execPath(), args)));
}

/** What lies between the marks. */
export function scaleOf(count: number, marks: readonly Mark[]): Scale {
  const stretches = marks.slice(1).map((mark, index): Stretch => {
    const before = marks[index] ?? mark;
    return {
      ...{ from: before.lines, lines: mark.lines },
      cost: (mark.cpu - before.cpu) / (mark.lines - before.lines) * 1e6,
      resident: mark.resident,
    };
  });
  const last = marks.at(-1);
  return { count, stretches, peak: last?.peak ?? NaN, minutes: (last?.clock ?? NaN) / 60 };
}

/** A message near the end in proportion to one near the beginning; memory at the end in proportion to a tenth. */
export function scaleGoals({ count, stretches, peak }: Scale): readonly Goal[] {
  const beginning = stretches.filter(({ lines }) => lines <= count / 10);
  const early = averageCost(beginning);
  const late = averageCost(stretches.filter(({ from }) => from >= count * 0.9));
  const tenth = Math.max(...beginning.map(({ resident }) => resident));
  return [
    {
      text: `${count.toLocaleString("en")} messages as lines: a message at the end, to one at the beginning`,
      measured: late / early,
      limit: 1.1,
    },
    {
      text: `${count.toLocaleString("en")} messages as lines: peak memory, to that of a tenth of them`,
      measured: peak / tenth,
      limit: 1.1,
    },
  ];
}

function averageCost(stretches: readonly Stretch[]): number {
  const sum = (of: (stretch: Stretch) => number) => stretches.reduce((total, one) => total + of(one), 0);
  return sum(({ cost, lines, from }) => cost * (lines - from)) / sum(({ lines, from }) => lines - from);
}

/** A row for each stretch. */
export function scaleTable({ stretches }: Scale): string {
  return markdownTable([
    ["messages", "processor time of each since the row before, µs", "resident, MiB"],
    ...stretches.map(({ lines, cost, resident }) => [
      lines.toLocaleString("en"),
      cost.toFixed(0),
      resident.toFixed(0),
    ]),
  ]);
}
