/**
 * Options that take lists: given several times, their lists are joined.
 *
 * @module
 */

import { invalidArgument } from "../../core/failure.ts";
import { type Kind, type Option, optional, required } from "./option.ts";

/** A list that may be left out; it is empty then. */
export function listOf<T>(kind: Kind<readonly T[]>): Option<readonly T[]> {
  return {
    ...optional(kind),
    isList: true,
    read: (texts, name) => parseAll(kind, texts ?? [], name),
  };
}

/** A list that must be given with at least one entry. */
export function requiredListOf<T>(kind: Kind<readonly T[]>): Option<readonly T[]> {
  const option = required(kind);
  return {
    ...option,
    isList: true,
    read(texts, name) {
      if (texts === undefined || texts.length === 0) return option.read(texts, name);
      const entries = parseAll(kind, texts, name);
      if (entries.length > 0) return entries;
      throw invalidArgument(
        name,
        `${name} is empty: "${texts.join(",")}"`,
        `add ${name} <${kind.placeholder}>`,
      );
    },
  };
}

/** Whether an option takes a list of ids. */
export function isIdList({ isId, isList }: Option<unknown>): boolean {
  return isId === true && isList === true;
}

/** Whether texts of an option name a list of ids that is to be read: `@FILE`, or `-` for standard input. */
export function namesIdList(option: Option<unknown> | undefined, texts: readonly string[] = []): boolean {
  return option !== undefined && isIdList(option) && texts.some((text) => /^@|^-$/.test(text));
}

function parseAll<T>(kind: Kind<readonly T[]>, texts: readonly string[], name: string): readonly T[] {
  return texts.flatMap((text) => kind.parse(text, name));
}

/** The entries of a comma list, trimmed; blank ones are dropped. */
export function splitList(text: string): readonly string[] {
  return text.split(",").map((entry) => entry.trim()).filter((entry) => entry !== "");
}

/** The same, where an entry in quotation marks may have commas: `"Smith, John",Ana`. */
function splitNames(text: string): readonly string[] {
  const entries = text.matchAll(/\s*(?:"([^"]+)"\s*(?=,|$)|([^,]*))(?:,|$)/g);
  return [...entries].map(([_all, quoted, plain = ""]) => (quoted ?? plain).trim()).filter((one) =>
    one !== ""
  );
}

/** A comma list of what another kind takes one of; blanks are dropped, repeated entries stay. */
export function commaList<T>(placeholder: string, one: Kind<T>): Kind<readonly T[]> {
  return {
    placeholder,
    summary: one.summary,
    ...(one.names === undefined ? {} : { names: one.names }),
    ...(one.isId === undefined ? {} : { isId: one.isId }),
    parse(value, name) {
      const entries = one.names === undefined ? splitList(value) : splitNames(value);
      return entries.map((entry) => one.parse(entry, name));
    },
  };
}
