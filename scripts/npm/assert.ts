/**
 * The part of `@std/assert` that the tests use, over Node's built-ins, for machines without JSR.
 *
 * @module
 */

import { deepStrictEqual, fail } from "node:assert";
import { isDeepStrictEqual } from "node:util";

export { AssertionError, fail, fail as unreachable, ok as assert } from "node:assert";
export { match as assertMatch, notDeepStrictEqual as assertNotEquals } from "node:assert";
export { strictEqual as assertStrictEquals } from "node:assert";

type Class<T> = abstract new (...args: never[]) => T;
type Expectation = [classOrMessage?: Class<Error> | string, includes?: string, msg?: string];
type Comparison = <T>(actual: T, expected: T, msg?: string) => void;

/** Demands deep equality. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  try {
    deepStrictEqual(actual, expected);
  } catch (error) {
    holds(false, `Values are not equal: ${error instanceof Error ? error.message : error}`, msg);
  }
}

/** Demands a value other than `null` and `undefined`. */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  holds(actual !== undefined && actual !== null, `Expected actual: "${actual}" to exist`, msg);
}

/** Demands an instance of a class. */
export function assertInstanceOf<T>(actual: unknown, expected: Class<T>, msg?: string): asserts actual is T {
  holds(actual instanceof expected, `Expected ${show(actual)} to be a "${expected.name}"`, msg);
}

/** Demands a part of a string. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  holds(actual.includes(expected), `Expected actual: "${actual}" to contain: "${expected}"`, msg);
}

/** Demands that each expected element is among the actual ones. */
export function assertArrayIncludes<T>(actual: ArrayLike<T>, expected: ArrayLike<T>, msg?: string): void {
  const present = Array.from(actual);
  const missing = Array.from(expected).filter((item) =>
    !present.some((other) => isDeepStrictEqual(other, item))
  );
  holds(missing.length === 0, `Expected actual: "${show(actual)}" to include: "${show(missing)}"`, msg);
}

/** Demands `actual > expected`. */
export const assertGreater: Comparison = (a, b, msg) => compares(a > b, a, ">", b, msg);
/** Demands `actual >= expected`. */
export const assertGreaterOrEqual: Comparison = (a, b, msg) => compares(a >= b, a, ">=", b, msg);
/** Demands `actual < expected`. */
export const assertLess: Comparison = (a, b, msg) => compares(a < b, a, "<", b, msg);
/** Demands `actual <= expected`. */
export const assertLessOrEqual: Comparison = (a, b, msg) => compares(a <= b, a, "<=", b, msg);

/** Demands that the function throws (an error of the class, with the text in its message); gives what it threw. */
export function assertThrows(run: () => unknown, msg?: string): unknown;
export function assertThrows<E extends Error = Error>(
  ...expected: [run: () => unknown, errorClass: Class<E>, includes?: string, msg?: string]
): E;
export function assertThrows(run: () => unknown, ...expected: Expectation): unknown {
  try {
    run();
  } catch (error) {
    return checkError(error, expected);
  }
  return holds(false, "Expected function to throw", msgOf(expected));
}

/** Demands that the promise is rejected (as {@linkcode assertThrows}); gives the reason. */
export function assertRejects(run: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
export function assertRejects<E extends Error = Error>(
  ...expected: [run: () => PromiseLike<unknown>, error: Class<E>, includes?: string, msg?: string]
): Promise<E>;
export async function assertRejects(
  run: () => PromiseLike<unknown>,
  ...expected: Expectation
): Promise<unknown> {
  let promise: PromiseLike<unknown> | undefined;
  try {
    promise = run();
    await promise;
  } catch (error) {
    holds(promise !== undefined, "Function throws when expected to reject", msgOf(expected));
    return checkError(error, expected);
  }
  return holds(false, "Expected function to reject", msgOf(expected));
}

function checkError(error: unknown, [expected, includes = "", msg]: Expectation): unknown {
  if (expected === undefined || typeof expected === "string") return error;
  holds(error instanceof expected, `Expected "${expected.name}", got ${show(error)}`, msg);
  const text = (error as Error).message;
  holds(text.includes(includes), `Expected message with ${show(includes)}, got ${show(text)}`, msg);
  return error;
}

function msgOf([expected, , msg]: Expectation): string | undefined {
  return typeof expected === "string" ? expected : msg;
}

function compares(holds: boolean, actual: unknown, sign: string, expected: unknown, msg?: string) {
  if (!holds) fail(msg ?? `Expect ${show(actual)} ${sign} ${show(expected)}`);
}

function holds(condition: boolean, claim: string, msg: string | undefined): void {
  if (!condition) fail(msg ? `${claim}: ${msg}` : `${claim}.`);
}

function show(value: unknown): string {
  return Deno.inspect(value, { depth: 8, strAbbreviateSize: 2000 });
}
