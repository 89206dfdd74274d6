import type { Method, ObjectSchema } from "../../core/api/method.ts";
import type { JsonObject, JsonValue } from "../../core/json/json.ts";
import type { Command } from "../command.ts";
import { optionSchema } from "../options/json.ts";
import { type Option, optionName } from "../options/option.ts";
import { methodExamples } from "./examples.ts";
import { type ParameterOption, parameterOptions } from "./parameters.ts";
import { methodCommandName } from "./resources.ts";

/** A shortcut as `im schema` prints it, from its own definition. */
export function describeCommand(command: Command): JsonObject {
  const options = Object.entries(command.options);
  const needed = options.filter(([, option]) => option.required).map(([key]) => optionName(key).slice(2));
  return {
    name: command.name,
    command: `im ${command.name}`,
    description: command.summary,
    ...(command.description === undefined ? {} : { notes: command.description.join(" ") }),
    identities: command.identities,
    scopes: command.scopes,
    ...(command.moreScopes === undefined ? {} : { more_scopes: { ...command.moreScopes } }),
    risk: command.risk,
    needs_yes: command.risk === "high-risk-write",
    flags: {
      type: "object",
      properties: Object.fromEntries(
        options.map(([key, option]) => [optionName(key).slice(2), describeOption(key, option)]),
      ),
      ...(needed.length === 0 ? {} : { required: needed }),
    },
    examples: command.examples.map(({ line }) => `im ${line}`),
  };
}

function describeOption(key: string, option: Option<unknown>): JsonObject {
  return {
    ...optionSchema(option),
    flag: optionName(key),
    ...(option.aliases === undefined ? {} : { aliases: option.aliases.map((name) => `--${name}`) }),
  };
}

/** A method as `im schema` prints it: how to call it, and its shapes as JSON Schema. */
export function describeMethod(method: Method): JsonObject {
  const options = parameterOptions(method);
  const part = (name: "params" | "body", schema: ObjectSchema | undefined, inside: string) =>
    schema === undefined
      ? {}
      : { [inside]: withOptionNames(schema, options.filter((one) => one.part === name), method) };
  return {
    name: method.id,
    command: `im ${methodCommandName(method.id)}`,
    description: method.summary,
    ...(method.notes === undefined ? {} : { notes: method.notes }),
    http_method: method.http,
    path: method.path,
    identities: method.identities,
    scopes: method.scopes,
    ...(method.moreScopes === undefined ? {} : { more_scopes: plain(method.moreScopes) }),
    risk: method.risk,
    needs_yes: method.risk === "high-risk-write",
    paginated: method.lists !== undefined,
    ...part("params", method.pathParams, "path_params"),
    ...part("params", method.query, "query"),
    ...part("body", method.body, "body"),
    ...(method.binary
      ? { response: { type: "string", format: "binary" } }
      : { response: plain(method.response ?? { type: "object", properties: {} }) }),
    examples: methodExamples(method).map(({ line }) => `im ${line}`),
  };
}

/** Each field with the option that it can be given by. */
function withOptionNames(
  schema: ObjectSchema,
  options: readonly ParameterOption[],
  method: Method,
): JsonObject {
  const properties = Object.entries(schema.properties).map(([name, one]) => {
    const option = options.find((candidate) => candidate.name === name);
    const known = option !== undefined
      ? optionName(option.key)
      : name === method.file
      ? "--file"
      : method.lists !== undefined && /^page_(size|token)$/.test(name)
      ? `--${name.replace("_", "-")}`
      : undefined;
    const source = method.filledIn?.[name];
    const more = {
      ...(source === undefined ? {} : { filled_in: `taken from ${source} when left out` }),
      ...(known === undefined ? {} : { flag: known }),
    };
    return [name, { ...plain(one), ...more }] as const;
  });
  const required = schema.required?.filter((name) => method.filledIn?.[name] === undefined);
  return {
    ...plain(schema),
    properties: Object.fromEntries(properties),
    ...(required === undefined ? {} : { required }),
  };
}

/** Typed records are JSON. */
function plain(value: object): { readonly [key: string]: JsonValue } {
  return value as { readonly [key: string]: JsonValue };
}
