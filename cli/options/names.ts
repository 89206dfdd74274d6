/**
 * Names in place of ids. An option that takes the id of a chat or a person takes a name, too; as its value the name is
 * only marked, and `cli/resolve-names.ts` puts the id in its place before the command sees it.
 *
 * @module
 */

import { type Failure, invalidInput } from "../../core/failure.ts";
import { action, input, phrase } from "../../core/text/phrase.ts";
import type { NamedType } from "../../core/resolve/candidate.ts";
import type { OptionSet, OptionValues } from "./option.ts";

/** No id and no address begins with it. */
const MARK = "name:";

/** A name as the value of an option. */
export function markName(name: string): string {
  return MARK + name;
}

/** The marked name in a value. */
export function nameIn(value: unknown): string | undefined {
  return typeof value === "string" && value.startsWith(MARK) ? value.slice(MARK.length) : undefined;
}

/** A name that stands for an id. */
export interface GivenName {
  /** Key of the option. */
  readonly key: string;
  readonly type: NamedType;
  readonly name: string;
}

type Values = OptionValues<OptionSet>;

/** Whether any value is marked as a name. */
export function hasNames(set: OptionSet, values: Values): boolean {
  return Object.entries(set).some(([key, { names }]) => {
    if (names === undefined) return false;
    const value = values[key];
    return Array.isArray(value)
      ? value.some((one) => nameIn(one) !== undefined)
      : nameIn(value) !== undefined;
  });
}

/** The names among the values of options, in their order. */
export function givenNames(set: OptionSet, values: Values): readonly GivenName[] {
  return Object.entries(set).flatMap(([key, { names }]) => {
    if (names === undefined) return [];
    const type = names(values);
    const list: readonly unknown[] = Array.isArray(values[key]) ? values[key] : [values[key]];
    return type === undefined ? [] : list.flatMap((value) => {
      const name = nameIn(value);
      return name === undefined ? [] : [{ key, type, name: name.trim() }];
    });
  });
}

/** The values with something in place of the names. What is marked and turns out to be no name is itself again. */
export function replaceNames(set: OptionSet, values: Values, idOf: (name: GivenName) => string): Values {
  const changed = Object.entries(set).filter(([, { names }]) => names !== undefined).map(
    ([key, { names }]) => {
      const type = names?.(values);
      const replace = (value: unknown) => {
        const name = nameIn(value);
        if (name === undefined) return value;
        return type === undefined ? name : idOf({ key, type, name: name.trim() });
      };
      const value = values[key];
      return [key, Array.isArray(value) ? value.map(replace) : replace(value)];
    },
  );
  return { ...values, ...Object.fromEntries(changed) };
}

/** What stands in a preview for the id of a name: `<chat_id>`, and where there are several, `<chat_id_2>` and so on. */
export function placeholders(names: readonly GivenName[]): (name: GivenName) => string {
  const known = new Map<string, string>();
  const counts = { chat: 0, user: 0 };
  const keyOf = ({ type, name }: GivenName) => `${type} ${name}`;
  for (const one of names) {
    if (known.has(keyOf(one))) continue;
    const count = ++counts[one.type];
    const what = one.type === "chat" ? "chat_id" : "open_id";
    known.set(keyOf(one), count === 1 ? `<${what}>` : `<${what}_${count}>`);
  }
  return (name) => known.get(keyOf(name)) ?? "";
}

/** Whether a value stands in a preview for the open id of a person who was named. */
export function isOpenIdPlaceholder(value: string): boolean {
  return /^<open_id(_\d+)?>$/.test(value);
}

/** The refusal of a name where only ids are allowed. */
export function notExact({ key, name }: Pick<GivenName, "key" | "name">): Failure {
  return invalidInput(
    key,
    phrase`${input(key)} is a name, and ${input("exactIds")} allows ids only: ${JSON.stringify(name)}`,
    phrase`find the id with ${action("resolve", { names: name })}`,
  );
}
