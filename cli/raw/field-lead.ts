import type { Method, Schema } from "../../core/api/method.ts";
import { sampleValue } from "../../core/api/sample-value.ts";
import { isJsonObject, type JsonValue, stringifyJson } from "../../core/json/json.ts";

/**
 * How to give fields of the body that have no options of their own, where somebody typed them as options:
 * `--emoji-type` is `--data '{"reaction_type":{"emoji_type":"SMILE"}}'`. `undefined` where none of them is a field.
 */
export function fieldLead({ body, file }: Method, names: readonly string[]): string | undefined {
  const fields = names.map(fieldName);
  const values = fields.flatMap((field) => field === file ? [] : valueWith(body, field) ?? []);
  const leads = [
    ...(values.length === 0 ? [] : [`--data '${stringifyJson(values.reduce(merged))}'`]),
    ...(file !== undefined && fields.includes(file) ? ["--file <path>"] : []),
  ];
  return leads.length === 0 ? undefined : leads.join(" ");
}

/** `--emoji-type`, `--emojiType` and `--reaction_type.emoji_type` as the service writes names. */
function fieldName(name: string): string {
  return name.replace(/^-+/, "").replace(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(/[-.]/g, "_")
    .toLowerCase();
}

/** A field of a body. */
interface Field {
  readonly path: readonly string[];
  readonly schema: Schema;
  /** The body around a value of the field. */
  around(value: JsonValue): JsonValue;
}

/** The body with this field alone; of several with that name, the one at the highest level is meant. */
function valueWith(body: Schema | undefined, field: string): JsonValue | undefined {
  let level: readonly Field[] = body === undefined
    ? []
    : [{ path: [], schema: body, around: (value) => value }];
  while (level.length > 0) {
    level = level.flatMap(fieldsOf);
    const found = level.find(({ path }) => path.at(-1) === field || path.join("_") === field);
    if (found !== undefined) return found.around(sampleValue(found.schema, found.path.at(-1)));
  }
  return undefined;
}

function fieldsOf({ path, schema, around }: Field): Field[] {
  const { properties = schema.items?.properties ?? {} } = schema;
  const isList = schema.type === "array";
  return Object.entries(properties).map(([key, one]) => ({
    path: [...path, key],
    schema: one,
    around: (value) => around(isList ? [{ [key]: value }] : { [key]: value }),
  }));
}

/** Both in one body; lists have one entry each. */
function merged(one: JsonValue, other: JsonValue): JsonValue {
  if (Array.isArray(one) && Array.isArray(other)) return [merged(one[0] ?? {}, other[0] ?? {})];
  if (!isJsonObject(one) || !isJsonObject(other)) return other;
  const both = Object.entries(other).map(([key, value]) => {
    const own = one[key];
    return [key, own === undefined ? value : merged(own, value)];
  });
  return { ...one, ...Object.fromEntries(both) };
}
