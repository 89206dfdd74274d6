import type { JsonObject } from "../json/json.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";

/** A call of a method as help shows it. */
export interface MethodExample {
  /** What it does. */
  readonly comment: string;
  /** Of path and query. */
  readonly params?: JsonObject;
  readonly body?: JsonObject;
}

/**
 * How grave it is: a moderate one is confirmed with y, a severe one with the name of what it is about. One that depends
 * is severe where it is about much: several members, a whole chat.
 */
export type DangerGrade = "moderate" | "severe" | "depends";

/** One method of the service, as data: an entry of `catalogue/`. */
export interface Method {
  /** Resource, which may have dots, and the method's own name: `chat.members.create`. */
  readonly id: string;
  readonly summary: string;
  readonly http: ApiRequest["method"];
  /** From `/open-apis/`, with `{name}` placeholders. */
  readonly path: string;
  /** `raw`: named in the requirements; `extra`: offered besides. */
  readonly exposure: "raw" | "extra";
  readonly identities: readonly Identity[];
  /** Any one of them is enough; the first is the one to recommend. */
  readonly scopes: readonly string[];
  /** What the service may demand besides, by identity. */
  readonly moreScopes?: Readonly<Partial<Record<Identity, readonly string[]>>>;
  /** `high-risk-write` needs `--yes` (docs/contract.md, 10). */
  readonly risk: "read" | "write" | "high-risk-write";
  /** Of one that needs `--yes`; default: `moderate` (`dangerGrade`). */
  readonly danger?: DangerGrade;
  /** It comes in pages; the lists of its response, the one with the records first. */
  readonly lists?: readonly string[];
  /** It answers with bytes. */
  readonly binary?: true;
  /** Lists of the answer that report what was not done although the call succeeded. */
  readonly failed?: readonly string[];
  /** Fields that the service requires and that are filled in where they are left out: what each is taken from. */
  readonly filledIn?: Readonly<Record<string, string>>;
  /** The field of the body that is a file; the body is then a form. */
  readonly file?: string;
  readonly notes?: string;
  /** Calls for the help that say more than the sample values of the shapes. */
  readonly examples?: readonly MethodExample[];
  readonly pathParams?: ObjectSchema;
  readonly query?: ObjectSchema;
  readonly body?: ObjectSchema;
  /** `data` of the answer; absent where it is empty. */
  readonly response?: ObjectSchema;
}

/**
 * Shape of a value: the part of JSON Schema 2020-12 that the catalogue uses, and four keywords of our own under `x-`.
 * `im schema` prints it as it is.
 */
export interface Schema {
  readonly type: "string" | "integer" | "boolean" | "array" | "object";
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly default?: string | number | boolean;
  readonly examples?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly pattern?: string;
  /** Bytes of a file. */
  readonly format?: "binary";
  /** A JSON document as text. */
  readonly contentMediaType?: "application/json";
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** An object needs the fields of one of them at least: without any it would change nothing. */
  readonly anyOf?: readonly { readonly required: readonly string[] }[];
  /** Values that are known today; another one is sent with a warning. */
  readonly "x-known-values"?: readonly string[];
  /** Further spellings of the values. */
  readonly "x-synonyms"?: Readonly<Record<string, string>>;
  /** A list among the fields of an object that says which of the others to change, each by its code. */
  readonly "x-field-mask"?: { readonly field: string; readonly codes: Readonly<Record<string, number>> };
  /** A list in the query is joined with it; without it the key is repeated. */
  readonly "x-separator"?: string;
}

/** The shape of an object whose fields are known. */
export interface ObjectSchema extends Schema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Schema>>;
}

/**
 * The list in a method's response whose entries are its records; absent where the response is one record. A read whose
 * response is nothing but lists has its records in the first that does not report failures; what a write answers with
 * is one record, whatever lists are in it.
 */
export function recordsKey({ lists, risk, response, failed = [] }: Method): string | undefined {
  if (lists !== undefined) return lists[0];
  const fields = Object.entries(response?.properties ?? {});
  if (risk !== "read" || fields.some(([, { type }]) => type !== "array")) return undefined;
  return fields.find(([name]) => !failed.includes(name))?.[0];
}

/** How a method is confirmed; `undefined` where it needs no confirmation. */
export function dangerGrade({ risk, danger = "moderate" }: Method): DangerGrade | undefined {
  return risk === "high-risk-write" ? danger : undefined;
}

/** The method of a call; undefined where the catalogue has none. `path` is filled in, or has its placeholders. */
export function findMethod(
  methods: readonly Method[],
  http: string,
  path: string,
): Method | undefined {
  const isPath = (template: string) => {
    const parts = template.split("/");
    const given = path.split("/");
    return parts.length === given.length &&
      parts.every((part, at) => part.startsWith("{") || part === given[at]);
  };
  // A fixed segment beats a placeholder: `chats/search` is no chat.
  return methods.filter((method) => method.http === http && isPath(method.path))
    .toSorted((a, b) => a.path.split("{").length - b.path.split("{").length)[0];
}

/** Levels of objects whose fields have columns of their own. */
const MAX_LEVELS = 3;

/** The columns of a method's records, as its response shows them; `undefined` where it shows no records. */
export function recordColumns(method: Method): readonly string[] | undefined {
  const key = recordsKey(method);
  const record = key === undefined ? undefined : method.response?.properties[key]?.items;
  if (record === undefined) return undefined;
  return record.properties === undefined ? ["value"] : columnsOf(record.properties, []);
}

function columnsOf(
  properties: Readonly<Record<string, Schema>>,
  above: readonly string[],
): readonly string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = [...above, name];
    return schema.properties === undefined || path.length >= MAX_LEVELS
      ? [path.join(".")]
      : columnsOf(schema.properties, path);
  });
}
