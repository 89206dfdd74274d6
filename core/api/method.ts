import type { JsonObject } from "../json.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";
import type { ObjectSchema } from "./schema.ts";

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
  /** `high-risk-write` needs `--yes` (CONTRACT 10). */
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
