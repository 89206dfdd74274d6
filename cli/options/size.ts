import { invalidArgument } from "../../core/failure.ts";
import { exampleHint, type Kind } from "./option.ts";

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
};

/**
 * An amount of bytes, as a number with or without a unit: `500MB`, `1.5GiB`, `2G`, `4096`. Units of one letter are binary,
 * as in other programs.
 */
export function byteSize(summary: string): Kind<number> {
  return {
    placeholder: "size",
    summary,
    parse(value, name) {
      const size = sizeOf(value);
      if (size !== undefined) return size;
      throw invalidArgument(
        name,
        `${name} must be a size: "${value}"`,
        "type a number with a unit, such as 500MB or 2GiB",
      );
    },
  };
}

function sizeOf(text: string): number | undefined {
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = UNITS[unit.toUpperCase()];
  return number === "" || factor === undefined ? undefined : Math.floor(Number(number) * factor);
}

/** Bytes a second: with less nothing ends, and more is no limit. */
const RATES = { min: 2 ** 10, max: 1000 * 2 ** 30 };

/** An amount of bytes a second, written like a size: `2M`, `500KB`, `2MiB/s`. */
export function byteRate(summary: string): Kind<number> {
  return {
    placeholder: "rate",
    summary,
    parse(value, name) {
      const rate = sizeOf(value.replace(/\/s\s*$/i, ""));
      if (rate !== undefined && rate >= RATES.min && rate <= RATES.max) return rate;
      throw invalidArgument(
        name,
        `${name} must be a size per second from 1K to 1000G: "${value}"`,
        exampleHint(name, "2M"),
      );
    },
  };
}

/** A size of ranges in bytes, written as whole MiB with or without the unit, or `auto`. */
export function chunkSize(summary: string): Kind<number | "auto"> {
  return {
    placeholder: "MiB|auto",
    summary,
    parse(value, name) {
      if (value === "auto") return "auto";
      const mebibytes = Number(/^(\d+)\s*(?:M|MiB)?$/i.exec(value)?.[1] ?? NaN);
      if (mebibytes >= 1 && mebibytes <= 64) return mebibytes * 2 ** 20;
      throw invalidArgument(
        name,
        `${name} must be auto or a whole number of MiB from 1 to 64: "${value}"`,
        exampleHint(name, "8"),
      );
    },
  };
}

/** A part of a whole, from 0.01 to 1. */
export function share(summary: string): Kind<number> {
  return {
    placeholder: "share",
    summary,
    range: { min: 0.01, max: 1, isFraction: true },
    parse(value, name) {
      const number = /^\d*(\.\d+)?$/.test(value.trim()) ? Number(value) : NaN;
      if (number >= 0.01 && number <= 1) return number;
      throw invalidArgument(
        name,
        `${name} must be a number from 0.01 to 1: "${value}"`,
        exampleHint(name, "0.8"),
      );
    },
  };
}
