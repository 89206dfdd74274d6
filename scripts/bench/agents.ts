/**
 * Prints what the set tasks of agents take: `deno task bench:agents`.
 *
 * @module
 */

import {
  type Effort,
  measureLines,
  measureTools,
  type ToolEffort,
  totalOf,
} from "../../tests/agents/measure.ts";
import { TASKS } from "../../tests/agents/tasks.ts";
import { markdownTable } from "./report.ts";

const [lines, tools] = [[], []] as [Effort[], ToolEffort[]];
for (const task of TASKS) {
  lines.push(await measureLines(task));
  tools.push(await measureTools(task));
}
const total = {
  ...totalOf(tools),
  bytesStructured: tools.reduce((all, { bytesStructured }) => all + bytesStructured, 0),
};
const rows = [...lines, totalOf(lines)].map(({ name, ...line }, index) => {
  const { name: _same, ...tool } = tools[index] ?? total;
  return [name, ...Object.values(line), ...Object.values(tool)].map(String);
});
const head = ["", "calls", "in", "out", "calls of tools", "in", "out, text", "out, structure"];
console.log(markdownTable([head, ...rows]));
