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
  /** Any one of them is enough; the one to ask for first. */
  readonly scopes: readonly string[];
  /** What the service may demand besides, by identity. */
  readonly moreScopes?: Readonly<Partial<Record<Identity, readonly string[]>>>;
  /** `high-risk-write` needs `--yes` (docs/contract.md, 10). */
  readonly risk: "read" | "write" | "high-risk-write";
  /** It comes in pages; the lists of its answer. */
  readonly lists?: readonly string[];
  /** It answers with bytes. */
  readonly binary?: true;
  /** Lists of the answer that tell what was not done although the call went well. */
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
 * Shape of a value, in the words of JSON Schema and a few of our own. The catalogue is written in it, and `im schema`
 * prints it.
 */
export interface Schema {
  readonly type: "string" | "integer" | "boolean" | "array" | "object";
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly default?: string | number | boolean;
  readonly example?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  /** `binary`: bytes of a file; `json`: a JSON document as text. */
  readonly format?: "binary" | "json";
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Values that are known today; another one is sent with a warning. */
  readonly known?: readonly string[];
  /** Further spellings of the values. */
  readonly synonyms?: Readonly<Record<string, string>>;
  /** Fields of an object of which it needs one at least: without any it would change nothing. */
  readonly needs_one_of?: readonly string[];
  /**
   * A list among the fields of an object that says which of the others count, each by its code: it is filled in from
   * those that are given.
   */
  readonly field_mask?: { readonly field: string; readonly codes: Readonly<Record<string, number>> };
  /** A list in the query is joined with it; without it the key is repeated. */
  readonly separator?: string;
}

/** The shape of an object whose fields are known. */
export interface ObjectSchema extends Schema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Schema>>;
}
