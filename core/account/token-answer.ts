/**
 * The fields of an answer that carries tokens, each checked before anything is made of it.
 *
 * @module
 */

import type { JsonValue } from "../json/json.ts";
import { isToken } from "../platform/tokens.ts";

/** The token in a field; `undefined` where it holds none, or a text that fits no header. */
export function readToken(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && isToken(value) ? value : undefined;
}

/** No lifetime is believed beyond ten years, seconds. */
const LONGEST_LIFETIME = 315_360_000;

/** A lifetime in seconds, a number or its digits; `undefined` where it says nothing that can be true. */
export function readLifetime(value: JsonValue | undefined): number | undefined {
  const seconds = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== "number" || !(seconds > 0) || seconds > LONGEST_LIFETIME) return undefined;
  return Math.floor(seconds);
}

/** Most scopes of a login; the whole platform has fewer. */
const MOST_SCOPES = 2000;

/** Scopes of a list divided by blanks, each once, in their order; what no scope can be is left out. */
export function readScopes(value: JsonValue | undefined): readonly string[] {
  if (typeof value !== "string") return [];
  const words = value.split(/[\s,]+/).filter((word) => /^[\x21-\x7e]{1,200}$/.test(word));
  return [...new Set(words)].slice(0, MOST_SCOPES);
}
