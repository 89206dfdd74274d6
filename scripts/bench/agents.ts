/**
 * Prints what the set tasks of agents take: `deno task bench:agents`.
 *
 * @module
 */

import { measureLines, totalOf } from "../../tests/agents/measure.ts";
import { TASKS } from "../../tests/agents/tasks.ts";
import { markdownTable } from "./report.ts";

const efforts = [];
for (const task of TASKS) efforts.push(await measureLines(task));
const rows = [...efforts, totalOf(efforts)].map((
  { name, ...counts },
) => [name, ...Object.values(counts).map(String)]);
console.log(markdownTable([["command line", "calls", "bytes in", "bytes out"], ...rows]));
