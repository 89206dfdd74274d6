import { invalidArgument } from "../../core/failure.ts";
import { optionName } from "./option.ts";

/** Values of options by key; `undefined`, `false` and an empty list stand for an option that was not given. */
export type GivenValues = Readonly<Record<string, unknown>>;

/** Those of the keys whose options were given, in order. */
export function givenKeys<K extends string>(
  values: Readonly<Partial<Record<K, unknown>>>,
  keys: readonly K[],
): readonly K[] {
  return keys.filter((key) => isGiven(values[key]));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}

/**
 * Refuses options of which at most one may be given.
 *
 * @param nameOf how the option of a key was spelled
 * @throws {Failure} `validation`/`invalid_argument` for the second one that was given.
 */
export function checkExclusive(
  values: GivenValues,
  keys: readonly string[],
  nameOf: (key: string) => string = optionName,
  hint = "leave one of them out",
): void {
  const names = givenKeys(values, keys).map(nameOf);
  const [, second] = names;
  if (second === undefined) return;
  throw invalidArgument(second, `${listed(names)} exclude each other`, hint);
}

/**
 * Refuses an option that was given without another one that it belongs to.
 *
 * @throws {Failure} `validation`/`invalid_argument` for the option that was given.
 */
export function checkDependency(
  values: GivenValues,
  key: string,
  needed: string,
  nameOf: (key: string) => string = optionName,
): void {
  if (!isGiven(values[key]) || isGiven(values[needed])) return;
  throw invalidArgument(
    nameOf(key),
    `${nameOf(key)} has no meaning without ${nameOf(needed)}`,
    `add ${nameOf(needed)}`,
  );
}

function listed(names: readonly string[]): string {
  return names.length <= 2 ? names.join(" and ") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
