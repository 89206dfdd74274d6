import { invalidArgument } from "../../core/failure.ts";
import type { Kind } from "../flags.ts";

/** Most characters of a key, as Unicode code points. */
const MAX_KEY = 50;

/** A key under which a write counts once. */
export function idempotencyKey(summary: string): Kind<string> {
  return {
    placeholder: "key",
    summary,
    parse(value, name) {
      const length = value.trim() === "" ? 0 : Array.from(value).length;
      if (length >= 1 && length <= MAX_KEY) return value;
      throw invalidArgument(name, `${name} must have 1 to ${MAX_KEY} characters: it has ${length}`);
    },
  };
}
