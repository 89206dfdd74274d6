/**
 * The values of options, from the command line or from their variables.
 *
 * @module
 */

import { Failure } from "../../core/failure.ts";
import { joinPhrases } from "../../core/text/phrase.ts";
import type { World } from "../../core/world.ts";
import { GLOBAL_OPTIONS, type GlobalValues, VARIABLE_KEYS, variableNames } from "./global.ts";
import { optionName, type OptionSet, type OptionValues } from "./option.ts";

/** The texts of options, by key. */
export type OptionTexts = Readonly<Record<string, readonly string[]>>;

/** Where a value comes from. */
export type Origin = "option" | "variable" | "profile" | "default";

/** Texts with what to call the options in errors. */
export interface GivenTexts {
  readonly texts: OptionTexts;
  readonly names: Readonly<Record<string, string>>;
}

/** The global options with where each value comes from. */
export interface Settings {
  readonly values: GlobalValues;
  readonly origins: Readonly<Record<keyof GlobalValues, Origin>>;
  /** What to call an option in errors, by key: as it was typed, or its variable. */
  readonly names: GivenTexts["names"];
}

/** Adds the variables of those options that are not given. */
function withVariables(
  { texts, names }: GivenTexts,
  keys: readonly string[],
  world: Pick<World, "env">,
): GivenTexts {
  const found = keys.filter((key) => texts[key] === undefined).flatMap((key) => {
    for (const name of variableNames(key)) {
      const value = world.env(name);
      if (value !== undefined) return [{ key, name, value }];
    }
    return [];
  });
  return {
    texts: { ...texts, ...Object.fromEntries(found.map(({ key, value }) => [key, [value]])) },
    names: { ...names, ...Object.fromEntries(found.map(({ key, name }) => [key, name])) },
  };
}

/**
 * The values of the global options and of a command's own: from the command line, else from their variables.
 *
 * @throws {Failure} for all problems at once
 */
export function readValues(
  set: OptionSet,
  given: GivenTexts,
  world: Pick<World, "env">,
): {
  readonly settings: Settings;
  readonly input: OptionValues<OptionSet>;
  readonly names: GivenTexts["names"];
} {
  const own = Object.keys(set).filter((key) => set[key]?.hasVariable);
  const { texts, names } = withVariables(given, [...VARIABLE_KEYS, ...own], world);
  const values = readOptions({ ...GLOBAL_OPTIONS, ...set }, { texts, names });
  const origins = Object.keys(GLOBAL_OPTIONS).map((key): [string, Origin] => [
    key,
    given.texts[key] !== undefined ? "option" : texts[key] !== undefined ? "variable" : "default",
  ]);
  return {
    // The keys of both sets are different, so that each part is what its type says.
    settings: {
      values: values as GlobalValues,
      origins: Object.fromEntries(origins) as Settings["origins"],
      names,
    },
    input: values,
    names,
  };
}

/**
 * Turns texts into values. All options are read, so that one error lists everything that is wrong.
 *
 * @throws {Failure} `validation`/`invalid_argument`; with several problems, `params` lists them.
 */
export function readOptions(set: OptionSet, { texts, names }: GivenTexts): OptionValues<OptionSet> {
  const { values, problems } = tryOptions(set, { texts, names });
  const problem = joinProblems(problems);
  if (problem !== undefined) throw problem;
  return values;
}

/** What is wrong with the values that were given; what is missing is left alone. */
export function wrongValues(set: OptionSet, given: GivenTexts): readonly Failure[] {
  const present = Object.entries(set).filter(([key]) => given.texts[key] !== undefined);
  return tryOptions(Object.fromEntries(present), given).problems;
}

function tryOptions(set: OptionSet, { texts, names }: GivenTexts) {
  const values: Record<string, unknown> = {};
  const problems: Failure[] = [];
  for (const [key, option] of Object.entries(set)) {
    try {
      values[key] = option.read(texts[key], names[key] ?? optionName(key));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(error);
    }
  }
  return { values, problems };
}

/** Several problems as one failure, whose `params` lists them; `undefined` where there is none. */
export function joinProblems(problems: readonly Failure[]): Failure | undefined {
  const [first, ...others] = problems;
  if (first === undefined || others.length === 0) return first;
  const hints = [...new Set(problems.map(({ detail: { hint } }) => hint))].filter((one) => one !== undefined);
  return new Failure({
    ...first.detail,
    message: joinPhrases(problems.map(({ detail }) => detail.message), "; "),
    ...(hints.length === 0 ? {} : { hint: joinPhrases(hints, "; ") }),
    params: problems.flatMap(({ detail: { params, input, param = "", message } }) =>
      params ?? [{ ...(input === undefined ? { name: param } : { input }), reason: message }]
    ),
  });
}
