/**
 * A number with what it counts, for people; the plural is regular unless it is given.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { counted } from "./count.ts";
 *
 * assertEquals(counted(1, "page"), "1 page");
 * assertEquals(counted(0, "page"), "0 pages");
 * assertEquals(counted(2, "reply", "replies"), "2 replies");
 * ```
 */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${nounFor(count, noun, plural)}`;
}

/**
 * Words from which one is to be chosen.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { alternatives } from "./count.ts";
 *
 * assertEquals(alternatives(["a"]), "a");
 * assertEquals(alternatives(["a", "b", "c"]), "a, b or c");
 * ```
 */
export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The noun alone, where the number need not be said: `scope`, `scopes`. */
export function nounFor(count: number, noun: string, plural = `${noun}s`): string {
  return count === 1 ? noun : plural;
}
