const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/**
 * An amount of bytes for people, in binary units, with one digit behind the point below 100. Rounded `up`, an amount
 * above a limit never looks equal to it.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formatBytes } from "./size.ts";
 *
 * assertEquals(formatBytes(512), "512 B");
 * assertEquals(formatBytes(24 * 1024 * 1024), "24.0 MiB");
 * assertEquals(formatBytes(10 * 1024 * 1024 + 1, "up"), "10.1 MiB");
 * ```
 */
export function formatBytes(bytes: number, rounding: "nearest" | "up" = "nearest"): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  if (unit === 0) return `${Math.round(value)} B`;
  const scale = value >= 99.95 ? 1 : 10;
  const rounded = (rounding === "up" ? Math.ceil(value * scale) : Math.round(value * scale)) / scale;
  return `${rounded.toFixed(rounded >= 100 ? 0 : 1)} ${UNITS[unit]}`;
}
