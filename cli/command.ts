import type { Client } from "../core/platform/client.ts";
import type { Identity } from "../core/platform/identity.ts";
import type { ApiRequest } from "../core/platform/request.ts";
import type { World } from "../core/world.ts";
import type { FlagSet, FlagValues } from "./flags.ts";
import type { GlobalValues } from "./global-flags.ts";

/** A line of help that can be run. */
export interface Example {
  /** What it does, as a comment above the line. */
  readonly comment: string;
  /** The words behind `im`. */
  readonly line: string;
}

/** What a command gets to run with. */
export interface Session {
  readonly world: World;
  readonly globals: GlobalValues;
  readonly identity: Identity;
  /** The way to the service; made on first use, so that a command that needs none asks for no credentials. */
  client(): Client;
  /** One line on stderr, "warning: key: detail" (CONTRACT 3). */
  warn(key: string, detail: string): Promise<void>;
}

/** What a command answers with. */
export interface CommandResult {
  readonly data: unknown;
  /** Lines for people, for `--format pretty`. */
  readonly pretty?: readonly string[];
  /** Where the envelope goes; stderr when stdout carries the bytes of a file. */
  readonly envelope?: "stdout" | "stderr" | "none";
}

/** What a dry run shows. */
export interface Preview {
  /** Every call that the run makes or may make, in order. */
  readonly api: readonly ApiRequest[];
  readonly context: Readonly<Record<string, string>>;
}

/**
 * A command, told once: its place in the tree, help, validation, preview and run all come from here
 * (docs/architecture.md, section "Commands").
 */
export interface Command<F extends FlagSet = FlagSet> {
  /** The word on the command line. */
  readonly name: string;
  readonly summary: string;
  /** Further paragraphs of help. */
  readonly description?: readonly string[];
  readonly examples: readonly Example[];
  /** Identities that it can run as; none for commands that do not call the service. */
  readonly identities: readonly Identity[];
  /** Scopes of which any one is enough. */
  readonly scopes: readonly string[];
  readonly risk: "read" | "write" | "high-risk-write";
  readonly flags: F;
  /** Checks what single flags cannot; runs before everything else, in previews too. */
  check?(values: FlagValues<F>, world: World): void | Promise<void>;
  /** What a run would ask for; absent for commands that do not call the service. */
  preview?(values: FlagValues<F>): Preview;
  run(values: FlagValues<F>, session: Session): Promise<CommandResult>;
}

/** Keeps the types of the flags while the command is stored among others. */
export function defineCommand<const F extends FlagSet>(command: Command<F>): Command {
  return command as unknown as Command;
}
