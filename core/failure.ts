/**
 * The one failure type of the program. Thrown wherever something goes wrong, turned into text and an exit
 * status in `cli/exit.ts` and nowhere else.
 *
 * @module
 */

import type { JsonObject } from "./json/json.ts";
import { input, type Phrase, phrase, plainText, setting } from "./text/phrase.ts";

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
  readonly message: Phrase;
  /** What to do about it, where possible an action to take. */
  readonly hint?: Phrase;
  /** The service's trace id. */
  readonly log_id?: string;
  readonly troubleshooter?: string;
  /** Present only when the same call may succeed later. */
  readonly retryable?: true;
  /** Seconds to wait at least. */
  readonly retry_after_seconds?: number;
  /** Key of the offending input; printed as `param`, spelled. */
  readonly input?: string;
  /** The offending part of the command line as it was typed, where it is no known input. */
  readonly param?: string;
  readonly params?: readonly InputProblem[];
  /** What a name may stand for that was given in place of an id (docs/contract.md, 20). */
  readonly candidates?: readonly JsonObject[];
  /** What names stood for, where a write failed. */
  readonly resolved?: readonly JsonObject[];
  readonly missing_scopes?: readonly string[];
  /** All the scopes that the call may need, and what the login has, where that is known. */
  readonly requested_scopes?: readonly string[];
  readonly granted_scopes?: readonly string[];
  readonly identity?: "user" | "bot";
  /** Whose login it is. */
  readonly user_open_id?: string;
  readonly console_url?: string;
  readonly challenge_url?: string;
  /** Key of the setting at fault; printed as `field`, or as `param` where its value is wrong, spelled. */
  readonly setting?: string;
  /** The file at fault, absolute. */
  readonly path?: string;
  /** The result of a write that was done but could not be reported otherwise. */
  readonly done?: JsonObject;
  /** How dangerous it is, and what it is, where a confirmation is missing. */
  readonly risk?: "high-risk-write";
  readonly action?: string;
  /** What the runtime said; with `--verbose` only. */
  readonly cause?: string;
}

/** One of several things wrong with the input. */
export interface InputProblem {
  /** Key of the input; printed as `name`, spelled. */
  readonly input?: string;
  /** The part of the command line as it was typed, where it is no known input. */
  readonly name?: string;
  readonly reason: Phrase;
  readonly suggestions?: readonly string[];
}

/** A typed failure. */
export class Failure extends Error {
  override readonly name = "Failure";

  /**
   * @param detail what is reported
   * @param cause what the runtime said, for `--verbose`
   * @param exhausted all retries were made: the caller must not start again
   */
  constructor(readonly detail: FailureDetail, cause?: unknown, readonly exhausted = false) {
    super(plainText(detail.message), cause === undefined ? undefined : { cause });
  }
}

/**
 * Wrong usage: exit status 2.
 *
 * @param key the input at fault
 * @param hint what to write instead
 */
export function invalidInput(key: string, message: Phrase, hint: Phrase): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message,
    hint,
    input: key,
  });
}

/** Wrong usage of a command line. `param` is the option with its dashes. */
export function invalidArgument(param: string, message: Phrase, hint: Phrase): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message,
    hint,
    param,
  });
}

/**
 * A setting with a value that cannot be: exit status 2.
 *
 * @param key the setting at fault
 */
export function invalidSetting(key: string, message: Phrase, hint: Phrase): Failure {
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message,
    hint,
    setting: key,
  });
}

/** The input is well formed but the present state forbids it: exit status 2. */
export function failedPrecondition(message: Phrase, hint: Phrase, path?: string): Failure {
  return new Failure({
    type: "validation",
    subtype: "failed_precondition",
    message,
    hint,
    ...(path === undefined ? {} : { path }),
  });
}

/** Ctrl-C (`interrupt`) or a request to end (`terminate`); what is kept, if anything, is for others to add. */
export function interruptedFailure(subtype: "interrupt" | "terminate"): Failure {
  return new Failure({ type: "interrupted", subtype, message: "interrupted" });
}

/** Whether the person or the system ended the work. */
export function isInterrupted(error: unknown): error is Failure {
  return error instanceof Failure && error.detail.type === "interrupted";
}

/** The same failure with other or further details. */
export function withDetail(failure: Failure, more: Partial<FailureDetail>): Failure {
  return new Failure({ ...failure.detail, ...more }, failure.cause, failure.exhausted);
}

/** The same failure with other texts; what the runtime said stays. */
export function withTexts(failure: Failure, change: (text: string) => string): Failure {
  return new Failure(changeTexts(failure.detail, change), failure.cause, failure.exhausted);
}

function changeTexts<T>(value: T, change: (text: string) => string): T;
function changeTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => changeTexts(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changeTexts(one, change)]));
}

const otherDirectory = () => phrase`choose another one with ${input("directory", "DIR")}`;

/** What the person can do, by the system's error code. */
const FILE_HINTS: Readonly<Record<string, () => Phrase>> = {
  ENOSPC: () => "free some space, then run the same command again: what was saved is kept",
  EDQUOT: () => "the disk quota is used up: free some space, then run the same command again",
  EFBIG: () => "the file system does not take files of this size",
  EROFS: () =>
    phrase`the file system is read-only: choose another directory with ${input("directory", "DIR")}`,
  EACCES: () => phrase`check the permissions of the directory, or ${otherDirectory()}`,
  EPERM: () => phrase`check the permissions of the directory, or ${otherDirectory()}`,
  ENAMETOOLONG: () => phrase`choose a shorter name with ${input("output")}`,
  ENOTDIR: () => "a part of the path is a file: choose another path",
};

/** Turns an error of the file system into `internal`/`file_io`, exit 5, with the path (docs/contract.md, 7). */
export function fileFailure(action: string, path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = fileErrorReason(error);
  const hint = missingPermission(error)?.hint ?? FILE_HINTS[systemErrorCode(error)]?.();
  return new Failure({
    type: "internal",
    subtype: "file_io",
    message: phrase`could not ${action} "${path}": ${reason}`,
    ...(hint === undefined ? {} : { hint }),
    path,
  }, error);
}

/**
 * What an error of the file system says, without the system's number and call; where the runtime refused the access, in
 * words for people.
 */
export function fileErrorReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return missingPermission(error)?.message ?? error.message.replace(/ \(os error \d+\)(?:: .*)?$/s, "");
}

/** What a permission of the runtime is for, by its name. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  net: "connect to",
  read: "read",
  write: "write to",
  env: "read the variable",
  run: "run",
  sys: "ask the system for",
  ffi: "load",
};

/** What to say where the runtime grants the program no permission; `undefined` for any other error. */
function missingPermission(error: unknown): { message: string; hint: Phrase } | undefined {
  if (!(error instanceof Error) || error.name !== "NotCapable") return undefined;
  if (isClosedByRuntime(error)) {
    return {
      message: 'nothing below "/dev", "/proc" and "/sys" is read or written',
      hint: phrase`use ${input("directory", "DIR")} to work in another directory`,
    };
  }
  const [, name = "all", target = "this"] =
    /^Requires (\w+) access(?: to ("[^"]*"|<\w+>))?/.exec(error.message) ?? [];
  return {
    message: `Deno gives no permission to ${PERMISSIONS[name] ?? `use ${name} for`} ${target}`,
    hint: phrase`run it again with ${setting(`permission.${name}`)}`,
  };
}

/** Whether it is about the system's own trees, which are closed whatever permissions a program was started with. */
export function isClosedByRuntime(error: unknown): boolean {
  return error instanceof Error && error.name === "NotCapable" && /all access/i.test(error.message);
}

/**
 * The failure of something for which the runtime grants no permission: `config`/`runtime_permission`, since asking
 * again cannot help. `undefined` for any other error.
 */
export function permissionFailure(error: unknown): Failure | undefined {
  const detail = isClosedByRuntime(error) ? undefined : missingPermission(error);
  return detail && new Failure({ type: "config", subtype: "runtime_permission", ...detail }, error);
}

/** Whether an error of the file system says that nothing is at the path. */
export function isNotFound(error: unknown): boolean {
  return systemErrorCode(error) === "ENOENT" || (error instanceof Error && error.name === "NotFound");
}

/** The system's code, such as `ENOENT`; empty where the runtime gave none. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
