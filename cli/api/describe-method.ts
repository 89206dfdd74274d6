import type { Method } from "../../core/api/method.ts";
import type { ObjectSchema } from "../../core/api/schema.ts";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import { flagName } from "../flags.ts";
import { methodExamples } from "./method-examples.ts";
import { methodWords } from "./method-words.ts";
import { type ParameterFlag, parameterFlags } from "./parameter-flags.ts";

/** A method as `im schema` tells it: how to call it, and its shapes as JSON Schema (platform sheet 10.1). */
export function describeMethod(method: Method): JsonObject {
  const flags = parameterFlags(method);
  const part = (name: "params" | "body", schema: ObjectSchema | undefined, inside: string) =>
    schema === undefined
      ? {}
      : { [inside]: withFlags(schema, flags.filter((one) => one.part === name), method) };
  return {
    name: method.id,
    command: `im ${methodWords(method.id)}`,
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

/** Each field with the flag that it can be given by. */
function withFlags(schema: ObjectSchema, flags: readonly ParameterFlag[], method: Method): JsonObject {
  const properties = Object.entries(schema.properties).map(([name, one]) => {
    const flag = flags.find((candidate) => candidate.name === name);
    const known = flag !== undefined
      ? flagName(flag.key)
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
