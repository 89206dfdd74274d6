/**
 * The options of a line by key, whichever of their names was used.
 *
 * @module
 */

import type { Warning } from "../core/warning.ts";
import { GLOBAL_OPTIONS } from "./options/global.ts";
import { optionName, optionNames, type OptionSet } from "./options/option.ts";
import type { Given } from "./parser.ts";
import type { GivenNames } from "./spelling.ts";

/** A name that an option had earlier. */
export interface FormerName {
  /** As it was typed. */
  readonly former: string;
  readonly current: string;
}

type NamedText = readonly [name: string, text: string];

/** The texts of the options of a line by key. */
interface KeyedTexts {
  /** Texts of each option given, in order. */
  readonly options: Readonly<Record<string, readonly string[]>>;
  /** How an option was spelled, where another of its names was used. */
  readonly givenNames: GivenNames;
  readonly formerNames: readonly FormerName[];
  /** Two names of one option, each with its value, that have different ones. */
  readonly conflicts: readonly (readonly [NamedText, NamedText])[];
  /** The options that are not among these. */
  readonly unknown: readonly string[];
}

/** The texts by key; other names of an option count as the option itself. */
export function textsByKey(given: readonly Given[], set: OptionSet): KeyedTexts {
  const options: Record<string, readonly string[]> = {};
  const givenNames: Record<string, string> = {};
  const known = new Set<string>();
  const formerNames: FormerName[] = [];
  const conflicts: KeyedTexts["conflicts"][number][] = [];
  const isGiven = new Set(given.map(({ name }) => name));
  const textsOf = (names: readonly string[]) =>
    given.filter(({ name }) => names.includes(name)).map(({ text }) => text);
  for (const [key, option] of Object.entries<OptionSet[string]>({ ...GLOBAL_OPTIONS, ...set })) {
    if (option.isPositional) continue;
    const { own, others } = optionNames(key, option);
    if (![...own, ...others].some((name) => isGiven.has(name))) continue;
    const ownTexts = textsOf(own);
    let texts = ownTexts;
    let used = ownTexts.length === 0 ? undefined : own.at(-1);
    for (const name of others) {
      const more = textsOf([name]);
      const isFormer = option.formerNames?.includes(name.slice(2)) === true;
      if (isFormer && more.length > 0) formerNames.push({ former: name, current: optionName(key) });
      if (more.length === 0 || (isFormer && ownTexts.length > 0)) continue;
      if (used === undefined) givenNames[key] = name;
      else if (!option.isList && texts.at(-1) !== more.at(-1)) {
        conflicts.push([[name, more.at(-1) ?? ""], [used, texts.at(-1) ?? ""]]);
      }
      used ??= name;
      texts = [...texts, ...more];
    }
    for (const name of [...own, ...others]) known.add(name);
    if (texts.length > 0) options[key] = texts;
  }
  const unknown = given.map(({ name }) => name).filter((name) => !known.has(name));
  return { options, givenNames, formerNames, conflicts, unknown };
}

/** A former name works, and is told once with the name of today. */
export function formerNameWarnings(
  { formerNames }: { readonly formerNames: readonly FormerName[] },
): readonly Warning[] {
  return formerNames.map(({ former, current }) => ({
    key: "former_option",
    detail: `${former} is called ${current} now`,
  }));
}
