/**
 * A chart of what a message costs, as SVG that is legible on light and on dark pages.
 *
 * @module
 */

import type { Scale } from "./scale.ts";

const WIDTH = 720;
const HEIGHT = 260;
const [LEFT, RIGHT, TOP, BOTTOM] = [50, 60, 30, 40];
const GREY = "#808080";
const COST = "#2f81f7";
const MEMORY = "#db6d28";

/** Processor time of a message and resident memory over the number of messages, which grows by factors. */
export function scaleChart({ count, stretches }: Scale): string {
  const costs = stretches.map(({ lines, cost }) => [lines, cost] as const);
  const memory = stretches.map(({ lines, resident }) => [lines, resident] as const);
  const least = Math.log10(stretches[0]?.lines ?? 1);
  const most = Math.log10(count);
  const x = (lines: number) => LEFT + (Math.log10(lines) - least) / (most - least) * (WIDTH - LEFT - RIGHT);
  const [costTop, memoryTop] = [costs, memory].map((points) =>
    ceiling(Math.max(...points.map(([, y]) => y)))
  );
  const y = (value: number, top = 1) => HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
  const line = (points: readonly (readonly [number, number])[], top: number | undefined, color: string) =>
    `<polyline fill="none" stroke="${color}" stroke-width="2" points="${
      points.map(([lines, value]) => `${x(lines).toFixed(1)},${y(value, top).toFixed(1)}`).join(" ")
    }"/>`;
  const powers = Array.from({ length: Math.floor(most) + 1 }, (_none, power) => 10 ** power)
    .filter((lines) => Math.log10(lines) >= least);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    text(LEFT, 16, COST, "start", "processor time of a message, µs"),
    text(WIDTH - RIGHT, 16, MEMORY, "end", "resident memory, MiB"),
    `<path fill="none" stroke="${GREY}" d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}V${TOP}"/>`,
    ...[0, 0.5, 1].flatMap((part) => [
      text(LEFT - 6, y(part) + 4, COST, "end", `${(costTop ?? 0) * part}`),
      text(WIDTH - RIGHT + 6, y(part) + 4, MEMORY, "start", `${(memoryTop ?? 0) * part}`),
    ]),
    ...powers.map((lines) =>
      text(x(lines), HEIGHT - BOTTOM + 16, GREY, "middle", lines.toLocaleString("en"))
    ),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, GREY, "middle", "messages"),
    line(costs, costTop, COST),
    line(memory, memoryTop, MEMORY),
    "</svg>",
    "",
  ].join("\n");
}

/** The next round number above a value. */
function ceiling(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 6, 8, 10].find((step) => step * unit >= value) ?? 10) * unit;
}

function text(x: number, y: number, color: string, anchor: string, content: string): string {
  return `<text x="${x.toFixed(1)}" y="${
    y.toFixed(1)
  }" fill="${color}" text-anchor="${anchor}">${content}</text>`;
}
