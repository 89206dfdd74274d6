import { invalidArgument } from "../../core/failure.ts";
import { exampleHint, type Kind } from "./option.ts";

/** Refuses a list with more different ids than one call takes. */
export function checkCount(name: string, ids: readonly string[], most: number): void {
  const count = new Set(ids).size;
  if (count <= most) return;
  throw invalidArgument(
    name,
    `${name} has ${count} ids, but only ${most} are allowed`,
    "leave some of them out",
  );
}

/** Refuses a text with more Unicode code points than the service takes. */
export function checkLength(name: string, text: string | undefined, most: number): void {
  const length = Array.from(text ?? "").length;
  if (length <= most) return;
  throw invalidArgument(name, `${name} has ${length} characters, but only ${most} are allowed`, "shorten it");
}

/** Most characters of a key, as Unicode code points. */
const MAX_KEY_LENGTH = 50;

/** A key under which the service accepts a write once. */
export function idempotencyKey(summary: string): Kind<string> {
  return {
    placeholder: "key",
    summary,
    parse(value, name) {
      checkIdempotencyKey(name, value);
      return value;
    },
  };
}

/** Refuses a key that the service does not accept. */
export function checkIdempotencyKey(name: string, key: string): void {
  const length = key.trim() === "" ? 0 : Array.from(key).length;
  if (length >= 1 && length <= MAX_KEY_LENGTH) return;
  throw invalidArgument(
    name,
    `${name} must have 1 to ${MAX_KEY_LENGTH} characters: it has ${length}`,
    exampleHint(name, "report-2026-05-20"),
  );
}
