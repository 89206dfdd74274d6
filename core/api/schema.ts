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
