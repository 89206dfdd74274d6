import { invalidArgument } from "../../core/failure.ts";
import { exampleHint, type Kind } from "./option.ts";

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
};

/** An amount of bytes, as a number with or without a unit: `500MB`, `1.5GiB`, `4096`. */
export function byteSize(summary: string): Kind<number> {
  return {
    placeholder: "size",
    summary,
    parse(value, name) {
      const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim()) ?? [];
      const factor = UNITS[unit.toUpperCase()];
      if (number === "" || factor === undefined) {
        throw invalidArgument(
          name,
          `${name} must be a size: "${value}"`,
          "type a number with a unit, such as 500MB or 2GiB",
        );
      }
      return Math.floor(Number(number) * factor);
    },
  };
}

/** A size of ranges in bytes, written as whole MiB, or `auto`. */
export function chunkSize(summary: string): Kind<number | "auto"> {
  return {
    placeholder: "MiB|auto",
    summary,
    parse(value, name) {
      if (value === "auto") return "auto";
      const mebibytes = /^\d+$/.test(value) ? Number(value) : NaN;
      if (mebibytes >= 1 && mebibytes <= 64) return mebibytes * 2 ** 20;
      throw invalidArgument(
        name,
        `${name} must be auto or a whole number of MiB from 1 to 64: "${value}"`,
        exampleHint(name, "8"),
      );
    },
  };
}
