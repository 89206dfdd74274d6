import type { FailureType } from "../failure.ts";
import type { Phrase } from "../text/phrase.ts";
import type { Identity } from "./identity.ts";

/**
 * Operations on which some codes mean something of their own. `attachment`: a file is fetched since its message holds it,
 * and nobody named its key.
 */
export type Operation = "send" | "reply" | "edit" | "forward" | "chat" | "upload" | "attachment";

/** What is known of the call that was refused. */
export interface RefusedCall {
  readonly operation: Operation;
  readonly identity: Identity;
  /** The chat, person or message that it was for; empty where there is none. */
  readonly target: string;
}

/** What to do about a refusal; one that names the call is made from it. */
export type Hint = Phrase | ((call: RefusedCall) => Phrase);

/** What a refusal means. */
export interface Meaning {
  readonly type: FailureType;
  readonly subtype: string;
  readonly hint?: Hint;
  /** The same call may succeed later. */
  readonly retryable?: true;
}

type Overrides = Readonly<Partial<Record<Operation, Partial<Meaning>>>>;

/** What a code of the service means, and what else it means on some operations. */
export interface ErrorCode extends Meaning {
  readonly hint?: Phrase;
  readonly on?: Overrides;
}

// Rows of the table, one function a kind of refusal.

export function code(type: FailureType, subtype: string, hint?: Phrase, on?: Overrides): ErrorCode {
  return { type, subtype, ...(hint === undefined ? {} : { hint }), ...(on === undefined ? {} : { on }) };
}

export function retryable(row: ErrorCode): ErrorCode {
  return { ...row, retryable: true };
}

export function invalid(hint?: Phrase, on?: Overrides): ErrorCode {
  return code("api", "invalid_parameters", hint, on);
}

export function denied(hint?: Phrase, on?: Overrides): ErrorCode {
  return code("authorization", "permission_denied", hint, on);
}

export function notFound(hint?: Phrase, on?: Overrides): ErrorCode {
  return code("api", "not_found", hint, on);
}

export function unavailable(hint?: Phrase, on?: Overrides): ErrorCode {
  return code("api", "feature_not_available", hint, on);
}

export function exhausted(hint?: Phrase): ErrorCode {
  return code("api", "quota_exceeded", hint);
}

export function foreign(hint?: Phrase): ErrorCode {
  return code("api", "ownership_mismatch", hint);
}

export function tokenInvalid(hint: Phrase): ErrorCode {
  return code("authentication", "token_invalid", hint);
}

export function limited(hint?: Phrase, on?: Overrides): ErrorCode {
  return retryable(code("api", "rate_limit", hint, on));
}

/** The same meaning on everything that writes a message. */
export function written(meaning: Partial<Meaning>): Overrides {
  return { send: meaning, reply: meaning, edit: meaning, forward: meaning };
}
