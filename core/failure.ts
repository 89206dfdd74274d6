/**
 * The one failure type of the program. Thrown wherever something goes wrong, turned into text and an exit
 * status in `cli/exit.ts` and nowhere else.
 *
 * @module
 */

/** Category of a failure; it decides the exit status (see `cli/exit.ts`). */
export type FailureType =
  | "api"
  | "validation"
  | "authentication"
  | "authorization"
  | "config"
  | "network"
  | "internal"
  | "policy"
  | "confirmation"
  | "interrupted";

/** What a failure says; the keys and their order are the error envelope's (part of the output contract). */
export interface FailureDetail {
  readonly type: FailureType;
  readonly subtype: string;
  /** The service's number, or the HTTP status where it sent none. */
  readonly code?: number;
  /** What failed, the offending value in quotes, the present state; lower case, no full stop. */
  readonly message: string;
  /** What to do about it, where possible a command to type. */
  readonly hint?: string;
  /** The service's trace id. */
  readonly log_id?: string;
  readonly troubleshooter?: string;
  /** Present only when the same call may succeed later. */
  readonly retryable?: true;
  /** Seconds to wait at least. */
  readonly retry_after_seconds?: number;
  /** The offending flag with its dashes, or the name of a positional word. */
  readonly param?: string;
  readonly params?: readonly ParamProblem[];
  readonly missing_scopes?: readonly string[];
  readonly identity?: "user" | "bot";
  readonly console_url?: string;
  readonly challenge_url?: string;
  /** The configuration value or variable at fault. */
  readonly field?: string;
  /** The file at fault, absolute. */
  readonly path?: string;
  /** How dangerous it is, and what it is, where a confirmation is missing (platform sheet 8.2). */
  readonly risk?: "high-risk-write";
  readonly action?: string;
  /** What the runtime said; with `--verbose` only. */
  readonly cause?: string;
}

/** One of several things wrong with the input. */
export interface ParamProblem {
  readonly name: string;
  readonly reason: string;
  readonly suggestions?: readonly string[];
}

/** A typed failure. */
export class Failure extends Error {
  override readonly name = "Failure";

  /**
   * @param detail what is told
   * @param cause what the runtime said, for `--verbose`
   * @param exhausted all retries were made: whoever called must not begin again
   */
  constructor(readonly detail: FailureDetail, cause?: unknown, readonly exhausted = false) {
    super(detail.message, cause === undefined ? undefined : { cause });
  }
}

/** Wrong usage: exit status 2. `param` is the flag with its dashes. */
export function invalidArgument(param: string, message: string, hint?: string): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message,
    ...(hint === undefined ? {} : { hint }),
    param,
  });
}

/** The input is well formed but the present state forbids it: exit status 2. */
export function failedPrecondition(message: string, hint: string, path?: string): Failure {
  return new Failure({
    type: "validation",
    subtype: "failed_precondition",
    message,
    hint,
    ...(path === undefined ? {} : { path }),
  });
}

/** The same failure with other or further details. */
export function withDetail(failure: Failure, more: Partial<FailureDetail>): Failure {
  return new Failure({ ...failure.detail, ...more }, failure.cause, failure.exhausted);
}
