import { invalidArgument, invalidInput } from "../../core/failure.ts";
import { type JsonObject, type JsonValue, stringifyJson } from "../../core/json/json.ts";
import type { World } from "../../core/world.ts";
import type { Command } from "../command.ts";
import { GLOBAL_OPTIONS } from "../options/global.ts";
import { givenInput, optionSchema } from "../options/json.ts";
import { optional, type OptionSet, type OptionValues, text } from "../options/option.ts";
import { readOptions, readValues } from "../options/read.ts";
import { suggest } from "../suggestion.ts";
import { argumentName } from "./spelling.ts";

/** What every tool takes besides the options of its command. */
const CALL_OPTIONS = {
  as: GLOBAL_OPTIONS.as,
  dryRun: GLOBAL_OPTIONS.dryRun,
  maxTokens: GLOBAL_OPTIONS.maxTokens,
  fields: GLOBAL_OPTIONS.fields,
  root: optional(text("directory", "the directory to work in")),
};

/** Those of them that a tool has a use for, as JSON Schema. */
export function callSchema({ identities, risk, preview }: Command): Readonly<Record<string, JsonObject>> {
  const { as, dryRun, maxTokens, fields, root } = CALL_OPTIONS;
  const isRead = risk === "read";
  return {
    ...(identities.length > 1 ? { as: { ...optionSchema(as), enum: identities } } : {}),
    ...(preview === undefined ? {} : { dry_run: optionSchema(dryRun) }),
    ...(isRead ? { fields: optionSchema(fields), max_tokens: optionSchema(maxTokens) } : {}),
    ...(identities.length > 0 ? { root: optionSchema(root) } : {}),
  };
}

/** The arguments of a call, read. */
export interface CallInput {
  readonly input: OptionValues<OptionSet>;
  readonly call: OptionValues<typeof CALL_OPTIONS>;
}

/**
 * Reads the arguments of a call; options that have a variable take it when they are not given.
 *
 * @throws {Failure} `validation`/`invalid_argument`, naming the arguments.
 */
export function readArguments(set: OptionSet, args: JsonObject, world: Pick<World, "env">): CallInput {
  const all: OptionSet = { ...set, ...CALL_OPTIONS };
  const { texts } = givenInput(all, canonical(all, args));
  const names = Object.fromEntries(Object.keys(all).map((key) => [key, argumentName(key)]));
  const part = (own: OptionSet) => ({
    texts: Object.fromEntries(Object.entries(texts).filter(([key]) => key in own)),
    names,
  });
  return {
    input: readValues(set, part(set), world).input,
    call: readOptions(CALL_OPTIONS, part(CALL_OPTIONS)) as CallInput["call"],
  };
}

/** The arguments by the names that options have themselves; further names count as these. */
function canonical(set: OptionSet, args: JsonObject): JsonObject {
  const known = new Map(
    Object.entries(set).flatMap(([key, { aliases = [] }]) =>
      [key, ...aliases].map((name) => [argumentName(name), argumentName(key)] as const)
    ),
  );
  const found: Record<string, JsonValue> = {};
  for (const [given, value] of Object.entries(args)) {
    const name = known.get(argumentName(given));
    if (name === undefined) throw unknownArgument(given, known);
    // A text or a number that a model made up is no consent.
    if (name === "yes" && typeof value !== "boolean") {
      throw invalidInput("yes", `yes must be true or false: ${stringifyJson(value)}`, "give it as a boolean");
    }
    // Under its own name an argument counts before others.
    if (found[name] === undefined || argumentName(given) === argumentName(name)) found[name] = value;
  }
  return found;
}

/** Other names of an argument are understood, and not listed. */
function unknownArgument(name: string, known: ReadonlyMap<string, string>) {
  const [meant] = suggest(name, [...known.keys()], 1);
  return invalidArgument(
    name,
    `there is no argument "${name}"`,
    meant === undefined ? `arguments: ${[...new Set(known.values())].join(", ")}` : `did you mean ${meant}?`,
  );
}
