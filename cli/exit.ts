import { buildInfo } from "../core/build-info.ts";
import { Failure, type FailureType, permissionFailure, withDetail } from "../core/failure.ts";
import { stringifyJson } from "../core/json/json.ts";
import type { Identity } from "../core/platform/identity.ts";
import { redactUrls } from "../core/text/redact.ts";
import { phrase, setting } from "../core/text/phrase.ts";
import type { Sink, World } from "../core/world.ts";
import { cleanLine, isBrokenPipe, writeText } from "./output/terminal.ts";
import { otherVariable } from "./settings.ts";
import { type GivenNames, settingKey, spellDetail, spelled } from "./spelling.ts";

/** Exit statuses by failure type (docs/contract.md, 3). */
const STATUS: Readonly<Record<FailureType, number>> = {
  api: 1,
  validation: 2,
  authentication: 3,
  authorization: 3,
  config: 3,
  network: 4,
  internal: 5,
  policy: 6,
  confirmation: 10,
  interrupted: 130,
};
const TERMINATED_STATUS = 143;

/** How an error is printed. */
export interface ErrorStyle {
  readonly format: "json" | "text";
  /** Text for people has color. */
  readonly isColored?: boolean;
  readonly identity: Identity | undefined;
  /** Also show what the runtime said. */
  readonly verbose: boolean;
  /** How the line named its inputs. */
  readonly names?: GivenNames;
  /** Nothing is printed: the status says it. */
  readonly isSilent?: boolean;
}

/**
 * The one place where a failure becomes a printed error and an exit status. A reader that went away is the end of
 * the work, not an error.
 */
export async function exitWith(error: unknown, stderr: Sink, style: ErrorStyle): Promise<number> {
  if (isBrokenPipe(error)) return 0;
  const failure = failureOf(error);
  if (style.isSilent === true) return statusOf(failure);
  const detail = spellDetail(failure.detail, style.names);
  const cause = style.verbose ? causeOf(failure) : undefined;
  const { errorEnvelope, errorText } = await import("./output/failure.ts");
  const printed = style.format === "json"
    ? stringifyJson(errorEnvelope({ ...detail, ...(cause && { cause }) }, style.identity), 2) + "\n"
    : errorText(detail, {
      columns: stderr.isTerminal ? stderr.columns() : undefined,
      isColored: style.isColored === true,
    }) +
      (cause === undefined ? "" : `${cleanLine(`  cause: ${cause}`)}\n`);
  await writeText(stderr, printed).catch(() => {});
  return statusOf(failure);
}

/** Whatever was thrown, as a failure. */
export function failureOf(error: unknown): Failure {
  return error instanceof Failure ? error : permissionFailure(error) ?? unexpectedFailure(error);
}

/** A failure on one line, for a log. */
export function errorLine(failure: Failure, names?: GivenNames): string {
  const { type, subtype, message } = failure.detail;
  const cause = causeOf(failure);
  return `error: ${type}/${subtype}: ${spelled(message, names)}${cause === undefined ? "" : ` (${cause})`}`;
}

function interruptedStatus(subtype: string): number {
  return subtype === "terminate" ? TERMINATED_STATUS : STATUS.interrupted;
}

/** Exit status of a failure. */
export function statusOf({ detail: { type, subtype } }: Failure): number {
  return type === "interrupted" ? interruptedStatus(subtype) : STATUS[type];
}

/**
 * Exit status of work that was done in part: 1, unless the person interrupted it, or the page tokens of a list lead
 * nowhere (docs/contract.md, 3 and 8).
 */
export function partialStatus({ detail: { type, subtype } }: Failure, isBrokenList: boolean): number {
  if (type === "interrupted") return interruptedStatus(subtype);
  return isBrokenList ? STATUS.internal : 1;
}

/** What the runtime said. */
export function causeOf(failure: Failure): string | undefined {
  if (!(failure.cause instanceof Error)) return undefined;
  return redactUrls(failure.cause.message);
}

function unexpectedFailure(error: unknown): Failure {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Failure({
    type: "internal",
    subtype: "unknown",
    message: `unexpected error: ${said}`,
    hint:
      `this is a fault of im ${buildInfo.version}, sorry: report it with what the same command prints with --verbose`,
  }, error);
}

/** A missing setting may be in a variable that could not be read. */
export function withRefusedVariables(error: unknown, world: World): unknown {
  if (!(error instanceof Failure) || world.hasRefusedVariables?.() !== true) return error;
  const { subtype, hint = "" } = error.detail;
  if (subtype !== "not_configured" && subtype !== "token_missing") return error;
  const refused = phrase`Deno may not read some variables: if they are set, run it again with ${
    setting("permission.env")
  }`;
  return withDetail(error, { hint: phrase`${hint}; ${refused}` });
}

/** The variable of the setting at fault, where it is not the one that we would name. */
export function settingNames(error: unknown, world: World): GivenNames {
  const key = error instanceof Failure ? error.detail.setting : undefined;
  const name = key === undefined ? undefined : otherVariable(key, world);
  return key === undefined || name === undefined ? {} : { [settingKey(key)]: name };
}
