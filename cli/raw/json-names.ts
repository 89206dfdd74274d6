/**
 * Names in the JSON of `--params` and `--data`: a field that has an option of its own takes there what the option takes,
 * and elsewhere what can be no id is refused (docs/contract.md, 20).
 *
 * @module
 */

import type { Method } from "../../core/api/method.ts";
import { invalidInput } from "../../core/failure.ts";
import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../../core/json/json.ts";
import { action, input, phrase } from "../../core/text/phrase.ts";
import type { World } from "../../core/world.ts";
import { checkSingleStdin, readJsonObjectOption } from "../options/input.ts";
import type { OptionSet, OptionValues } from "../options/option.ts";
import { idOrName } from "./names.ts";
import type { ParameterOption } from "./parameters.ts";

type Values = OptionValues<OptionSet>;

/** The two documents of a call. */
const DOCUMENTS = ["params", "data"] as const;

/**
 * The values with the fields of the JSON that may be names in their options, where an option does not say otherwise, and
 * with the options that say of which kind ids are. What came from a file or standard input stands in the value then.
 *
 * @throws {Failure} exit 2 for what is no JSON, and for what can be no id in a place where no name is looked for.
 */
export async function liftNames(
  method: Method,
  parameters: readonly ParameterOption[],
  values: Values,
  world: World,
): Promise<Values> {
  const texts = DOCUMENTS.map((key) => [key, values[key]] as const)
    .filter((entry): entry is ["params" | "data", string] => typeof entry[1] === "string");
  if (texts.length === 0) return values;
  checkSingleStdin(Object.fromEntries([...texts, ["file", values["file"] as string | undefined]]));
  const documents: Readonly<Record<string, JsonObject>> = Object.fromEntries(
    await Promise.all(
      texts.map(async ([key, text]) => [key, await readJsonObjectOption(world, key, text) ?? {}] as const),
    ),
  );
  checkOtherIds(documents["data"], method);
  const given = (part: ParameterOption["part"], name: string) =>
    documents[part === "params" ? "params" : "data"]?.[name] ?? documents["data"]?.[name];
  const open = parameters.filter(({ key }) => values[key] === undefined);
  const named = open.filter(({ option }) => option.names !== undefined).flatMap(
    ({ key, part, name, option }) => {
      const value = given(part, name);
      if (value === undefined || !isOfKind(value, option.isList === true)) return [];
      const lifted = idOrName(value);
      return stringifyJson(lifted) === stringifyJson(value) ? [] : [[key, lifted] as const];
    },
  );
  const kinds = open.filter(({ name }) => name.endsWith("_id_type")).flatMap(({ key, part, name }) => {
    const value = given(part, name);
    return typeof value === "string" && value !== "" ? [[key, value] as const] : [];
  });
  const read = Object.entries(documents).map(([key, document]) => [key, stringifyJson(document)] as const);
  const isTyped = texts.every(([, text]) => text.trimStart().startsWith("{"));
  return {
    ...values,
    ...(isTyped ? {} : Object.fromEntries(read)),
    ...(named.length === 0 ? {} : Object.fromEntries([...kinds, ...named])),
  };
}

function isOfKind(value: JsonValue, isList: boolean): boolean {
  if (!isList) return typeof value === "string";
  return Array.isArray(value) && value.every((one: JsonValue) => typeof one === "string");
}

/** Fields inside the body that are ids, and what these look like. */
const ID_FORMS: Readonly<Record<string, RegExp>> = {
  chat_id: /^[a-z]{2,}_[\w-]+$/,
  feed_id: /^[a-z]{2,}_[\w-]+$/,
  message_id: /^[a-z]{2,}_[\w-]+$/,
  message_id_list: /^[a-z]{2,}_[\w-]+$/,
  user_id: /^[\w@.+-]+$/,
};

/** Refuses what can be no id where a field has no option of its own; names are not looked up there. */
function checkOtherIds(body: JsonObject | undefined, { body: schema }: Method): void {
  if (body === undefined || schema === undefined) return;
  const problem = otherIds(body, []).find(({ value, form }) => !form.test(value.trim()));
  if (problem === undefined) return;
  throw invalidInput(
    "data",
    phrase`${input("data")}: ${problem.path} must be an id: ${JSON.stringify(problem.value)}`,
    problem.path.includes("message_id")
      ? phrase`message ids begin with om_; ${action("messages/search")} finds them`
      : phrase`find the id with ${action("resolve", { names: problem.value })}`,
  );
}

interface PlacedId {
  readonly path: string;
  readonly value: string;
  readonly form: RegExp;
}

/** The ids in objects inside the body, and those of messages in it. */
function otherIds(value: JsonValue, path: readonly string[], field = ""): readonly PlacedId[] {
  if (typeof value === "string") {
    const form = ID_FORMS[field];
    const isOption = path.length === 1 && !field.startsWith("message_id");
    return form === undefined || isOption ? [] : [{ path: path.join("."), value, form }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((one: JsonValue, at) => otherIds(one, [...path, String(at)], field));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    one === undefined ? [] : otherIds(one, [...path, key], key)
  );
}
