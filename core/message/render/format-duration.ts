import type { JsonValue } from "../../json.ts";

/**
 * A duration told in milliseconds, as whole seconds: `4s`. Exact halves round to the even second, and text of digits
 * counts as a number (reading sheet 5). `undefined` where it is not a number above zero.
 */
export function formatDuration(milliseconds: JsonValue | undefined): string | undefined {
  const value = numberOf(milliseconds);
  if (!(value > 0 && value < Infinity)) return undefined;
  const seconds = value / 1000;
  const below = Math.floor(seconds);
  const rest = seconds - below;
  const isUp = rest > 0.5 || rest === 0.5 && below % 2 === 1;
  return `${BigInt(isUp ? below + 1 : below)}s`;
}

function numberOf(value: JsonValue | undefined): number {
  if (typeof value === "number" || typeof value === "bigint") return Number(value);
  return typeof value === "string" && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : NaN;
}
