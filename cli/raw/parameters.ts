import type { Method, Schema } from "../../core/api/method.ts";
import { parseParameter } from "../../core/api/parameter.ts";
import type { JsonValue } from "../../core/json/json.ts";
import { GLOBAL_OPTIONS } from "../options/global.ts";
import { type NameRule, type Option, optionName, toggle } from "../options/option.ts";
import { idOrName, nameRule } from "./names.ts";

/** An option for one field of a request. */
export interface ParameterOption {
  /** Key among the command's options. */
  readonly key: string;
  /** Where the value goes. */
  readonly part: "params" | "body";
  /** Name of the field. */
  readonly name: string;
  readonly option: Option<JsonValue | undefined>;
}

/** Keys that mean something of their own in every raw command. */
const RESERVED_KEYS: readonly string[] = [
  ...Object.keys(GLOBAL_OPTIONS),
  ...["params", "data", "file", "output", "overwrite", "originalName", "yes"],
  ...["pageSize", "pageToken", "pageAll", "pageLimit", "pageDelay", "limit", "version"],
];

/**
 * The typed options of a method: one for each parameter of path and query, and for each field of the body that is a
 * scalar or a list of scalars. A name that is taken has none and is reached through `--params` or `--data` only.
 */
export function parameterOptions(method: Method): readonly ParameterOption[] {
  const taken = new Set(RESERVED_KEYS);
  const groups: readonly (readonly [ParameterOption["part"], Method["body"]])[] = [
    ["params", method.pathParams],
    ["params", method.query],
    ["body", method.body],
  ];
  return groups.flatMap(([part, schema]) =>
    Object.entries(schema?.properties ?? {}).flatMap(([name, one]): ParameterOption[] => {
      const key = optionKey(name);
      if (key === undefined || taken.has(key) || !isFlat(one) || name === method.file) return [];
      taken.add(key);
      const source = method.filledIn?.[name];
      const isRequired = schema?.required?.includes(name) === true && source === undefined;
      const option = parameterOption(one, key, isRequired, source);
      return [{ key, part, name, option: withNames(option, nameRule(name)) }];
    })
  );
}

/** `user_id_type` is `userIdType`, so that the option is `--user-id-type`; other forms cannot be options. */
function optionKey(name: string): string | undefined {
  if (!/^[a-z]+(_[a-z]+)*$/.test(name)) return undefined;
  return name.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
}

function isFlat(schema: Schema): boolean {
  if (schema.type === "array") return schema.items !== undefined && isScalar(schema.items);
  return isScalar(schema);
}

function isScalar({ type }: Schema): boolean {
  return type === "string" || type === "integer" || type === "boolean";
}

/** The same option, which takes names, too. */
function withNames(
  option: Option<JsonValue | undefined>,
  names: NameRule | undefined,
): Option<JsonValue | undefined> {
  if (names === undefined) return option;
  return {
    ...option,
    summary: `${option.summary}; or ${option.isList ? "exact names" : "the exact name"}`,
    names,
    read(texts, name) {
      const value = option.read(texts, name);
      return value === undefined ? undefined : idOrName(value);
    },
  };
}

/** Whether a value must be given is checked with the whole request, since `--params` and `--data` may give it. */
function parameterOption(
  schema: Schema,
  key: string,
  isRequired: boolean,
  source: string | undefined,
): Option<JsonValue | undefined> {
  const choices = schema.enum ?? schema.items?.enum;
  const values = choices === undefined
    ? ""
    : `; ${schema.enum === undefined ? "any" : "one"} of ${choices.join(", ")}`;
  const filled = source === undefined ? "" : `; taken from ${source} when left out`;
  const lower = (text: string) => text.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
  return {
    summary: lower(schema.description ?? optionName(key).slice(2)) + values + filled,
    ...(schema.type === "boolean" ? {} : { placeholder: placeholderOf(schema) }),
    ...(choices === undefined ? {} : { choices: choices.map(String) }),
    ...(schema.type === "array" ? { isList: true as const } : {}),
    ...(/Ids$|^idList$|IdList$/.test(key) ? { isId: true as const } : {}),
    required: isRequired,
    ...(schema.default === undefined ? {} : { fallback: String(schema.default) }),
    read(texts, name) {
      if (texts === undefined) return undefined;
      if (schema.type === "boolean") return toggle("").read(texts, name);
      return parseParameter(schema, schema.type === "array" ? texts.join(",") : texts.at(-1) ?? "");
    },
  };
}

function placeholderOf({ type, items }: Schema): string {
  if (type === "array") return `${items?.type === "integer" ? "n" : "text"},…`;
  return type === "integer" ? "n" : "text";
}
