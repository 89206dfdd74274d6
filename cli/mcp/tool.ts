import { failedPrecondition, type Failure } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json/json.ts";
import type { Identity } from "../../core/platform/identity.ts";
import type { Command } from "../command.ts";

/** A tool. */
export interface ServedTool {
  /** `chat_messages_list` */
  readonly name: string;
  /** What it belongs to, for `--tools`: `messages`. */
  readonly family: string;
  /** The command at this path of `cli/commands/` is what it does. */
  readonly path: string;
  readonly description: string;
  readonly inputSchema: JsonObject;
  /** Fields of the data that its answers have; absent: they differ from call to call. */
  readonly answerFields?: readonly string[];
  /** What arguments are that its schema only names. */
  readonly remarks?: Readonly<Record<string, string>>;
  readonly risk: Command["risk"];
  readonly replaces?: true | undefined;
  readonly isIdempotent?: true | undefined;
  /** Its answer is a document to be read to the letter: the text is the same JSON. */
  readonly isDocument?: true;
  /** The identities that it can act as; none where it does not talk to the service. */
  readonly identities: readonly Identity[];
  /** The command that a call runs, and what it gives it. @throws {Failure} for arguments that lead to none. */
  resolve(args: JsonObject): Promise<ToolCall>;
}

/** What may be done. */
export interface Allowed {
  readonly allowWrite: boolean;
  /** The only identity that may act, where strict mode names one. */
  readonly strict: Identity | undefined;
}

/** Why something cannot be called; `undefined` where it can. */
export function refusalOf(
  { risk, identities }: Pick<Command, "risk" | "identities">,
  { allowWrite, strict }: Allowed,
): string | undefined {
  if (risk !== "read" && !allowWrite) return "this server only reads: it was started without --allow-write";
  if (strict === undefined || identities.length === 0 || identities.includes(strict)) return undefined;
  return `strict mode allows only "${strict}"`;
}

/** What a call runs. */
export interface ToolCall {
  readonly command: Command;
  /** The arguments for it. */
  readonly args: JsonObject;
}

/** `chat_messages_list` for `+chat-messages-list`. */
export function toolName(command: string): string {
  return command.replace(/^\+/, "").replaceAll(/[- ]/g, "_");
}

/** @param what is done: `messages delete writes` */
export function readOnlyFailure(what: string): Failure {
  return failedPrecondition(
    `${what}, and this server only reads`,
    "ask the user to start the server with --allow-write",
  );
}
