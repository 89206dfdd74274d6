/**
 * From the words of a command line to an exit status.
 *
 * @module
 */

import { buildInfo } from "../core/build-info.ts";
import { Failure } from "../core/failure.ts";
import { createClient } from "../core/platform/client.ts";
import { resolveHosts } from "../core/platform/hosts.ts";
import { type Identity, resolveIdentity } from "../core/platform/identity.ts";
import { retryRules } from "../core/platform/retry.ts";
import type { World } from "../core/world.ts";
import type { Command, CommandResult, Session } from "./command.ts";
import { COMMANDS } from "./commands/mod.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { endWith, type ErrorStyle } from "./exit.ts";
import { flagName, type FlagSet, type FlagValues } from "./flags.ts";
import { GLOBAL_FLAGS, type GlobalValues, VARIABLE_KEYS, variableOf } from "./global-flags.ts";
import { commandHelp, rootHelp } from "./help.ts";
import { previewEnvelope, previewText, successEnvelope } from "./output/envelope.ts";
import { cleanForTerminal } from "./output/terminal.ts";
import { writeText } from "./output/write.ts";
import { parseLine } from "./program.ts";
import { versionText } from "./version.ts";
import { enterDirectory } from "./working-directory.ts";

/** Longest time of a JSON call unless `--timeout` says otherwise, seconds (CONTRACT 6). */
const CALL_SECONDS = 30;

/** Runs a command line in a world; answers with the exit status. Never throws. */
export async function runProgram(words: readonly string[], world: World): Promise<number> {
  // lark-cli's command lines begin with the domain: `lark-cli im +messages-send`.
  const args = words[0] === "im" ? words.slice(1) : words;
  const style: { -readonly [K in keyof ErrorStyle]: ErrorStyle[K] } = {
    format: guessFormat(args, world),
    identity: undefined,
    verbose: args.includes("--verbose"),
  };
  try {
    const shown = helpOrVersion(args, world);
    if (shown !== undefined) {
      await writeText(world.stdout, shown);
      return 0;
    }
    await runLine(args, world, style);
    return 0;
  } catch (error) {
    return await endWith(error, world.stderr, style);
  }
}

/** Errors before the flags are understood must come in the format that was asked for, too. */
function guessFormat(args: readonly string[], world: World): ErrorStyle["format"] {
  const at = args.findLastIndex((word) => word === "--format" || word.startsWith("--format="));
  const word = args[at]?.includes("=") ? args[at].split("=")[1] : args[at + 1];
  const format = at < 0 ? world.env(variableOf("format")) : word;
  // A format that does not exist is told in the default one.
  return format?.toLowerCase() === "pretty" ? "text" : "json";
}

/** Help and version work wherever they stand and ignore everything else. */
function helpOrVersion(args: readonly string[], world: World): string | undefined {
  const end = args.indexOf("--");
  const words = end < 0 ? args : args.slice(0, end);
  const asked = words.includes("--help") || words.includes("-h") || words[0] === "help" || words.length === 0;
  if (!asked) {
    return words.includes("--version")
      ? versionText(buildInfo, world.runtime, words.includes("--verbose"))
      : undefined;
  }
  const command = COMMANDS.find(({ name }) => words.includes(name));
  return command === undefined ? rootHelp(COMMANDS) : commandHelp(command);
}

async function runLine(
  args: readonly string[],
  outer: World,
  style: { -readonly [K in keyof ErrorStyle]: ErrorStyle[K] },
): Promise<void> {
  const line = await parseLine(args, COMMANDS);
  const globals = readGlobals(line.flags, outer);
  const { format } = globals;
  style.format = format === "json" ? "json" : "text";
  const { command } = line;
  const values = readFlags(command.flags, line.flags);
  const environment = readEnvironment(outer);
  const identity = command.identities.length === 0 ? undefined : resolveIdentity({
    flag: globals.as,
    preset: environment.defaultAs,
    supported: command.identities,
    hasUserToken: environment.credentials.userToken !== undefined,
  });
  style.identity = identity;
  const world = await enterDirectory(outer, globals.directory);
  await command.check?.(values, world);
  const output = globals.dryRun && command.preview !== undefined
    ? previewOutput(command.preview(values), identity, format)
    : await runCommand(
      command,
      values,
      createSession(command, world, globals, environment, identity),
      format,
    );
  if (output !== undefined) {
    await writeText(output.to === "stderr" ? outer.stderr : outer.stdout, output.text);
  }
}

/** What is printed at the end, and where. */
interface Output {
  readonly text: string;
  readonly to: "stdout" | "stderr";
}

function previewOutput(
  preview: Parameters<typeof previewText>[0],
  identity: Identity | undefined,
  format: "json" | "pretty",
): Output {
  const text = format === "json" ? previewEnvelope(identity, preview) : previewText(preview);
  return { text, to: "stdout" };
}

async function runCommand(
  command: Command,
  values: FlagValues<FlagSet>,
  session: Session,
  format: "json" | "pretty",
): Promise<Output | undefined> {
  const result: CommandResult = await command.run(values, session);
  if (result.envelope === "none") return undefined;
  const to = result.envelope ?? "stdout";
  const identity = command.identities.length === 0 ? undefined : session.identity;
  if (format === "json" || result.pretty === undefined) {
    return { text: successEnvelope(identity, result.data), to };
  }
  return { text: result.pretty.map(cleanForTerminal).join("\n") + "\n", to };
}

function createSession(
  command: Command,
  world: World,
  globals: GlobalValues,
  environment: Environment,
  identity: Identity | undefined,
): Session {
  const writeLine = (line: string) => writeText(world.stderr, cleanForTerminal(line) + "\n");
  return {
    world,
    globals,
    identity: identity ?? "bot",
    client: () =>
      createClient(world, {
        hosts: resolveHosts(environment.hosts),
        credentials: environment.credentials,
        identity: identity ?? "bot",
        rules: retryRules(globals.retryBudget),
        timeout: (globals.timeout ?? CALL_SECONDS) * 1000,
        userAgent: `im/${buildInfo.version}`,
        scopes: command.scopes,
        trace: globals.verbose ? (line) => void writeLine(line).catch(() => {}) : undefined,
      }),
    warn: async (key, detail) => {
      if (!globals.quiet) await writeLine(`warning: ${key}: ${detail}`);
    },
  };
}

/** The values of the global flags: from the command line, else from their variables. */
function readGlobals(flags: Readonly<Record<string, readonly string[]>>, world: World): GlobalValues {
  const texts: Record<string, readonly string[]> = { ...flags };
  const names: Record<string, string> = {};
  for (const key of VARIABLE_KEYS) {
    const value = flags[key] === undefined ? world.env(variableOf(key)) : undefined;
    if (value === undefined) continue;
    texts[key] = [value];
    names[key] = variableOf(key);
  }
  return readFlags(GLOBAL_FLAGS, texts, names) as GlobalValues;
}

/**
 * Turns texts into values. All flags are read, so that one error tells everything that is missing.
 *
 * @param names what to call a flag in an error, where its text came from somewhere else
 * @throws {Failure} `validation`/`invalid_argument`; with several problems, `params` lists them.
 */
function readFlags(
  set: FlagSet,
  texts: Readonly<Record<string, readonly string[]>>,
  names: Readonly<Record<string, string>> = {},
): FlagValues<FlagSet> {
  const values: Record<string, unknown> = {};
  const problems: Failure[] = [];
  for (const [key, flag] of Object.entries(set)) {
    try {
      values[key] = flag.read(texts[key], names[key] ?? flagName(key));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(error);
    }
  }
  const [first, ...others] = problems;
  if (first === undefined) return values;
  if (others.length === 0) throw first;
  const hints = problems.map((one) => one.detail.hint).filter((hint) => hint !== undefined);
  throw new Failure({
    ...first.detail,
    message: problems.map((one) => one.message).join("; "),
    ...(hints.length === 0 ? {} : { hint: hints.join("; ") }),
    params: problems.map(({ detail }) => ({ name: detail.param ?? "", reason: detail.message })),
  });
}
