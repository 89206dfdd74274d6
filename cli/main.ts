/**
 * From the words of a command line to an exit status.
 *
 * @module
 */

import { retryRules } from "../core/async/retry.ts";
import { buildInfo } from "../core/build-info.ts";
import { Failure, invalidArgument } from "../core/failure.ts";
import { createClient } from "../core/platform/client.ts";
import { resolveHosts } from "../core/platform/hosts.ts";
import { type Identity, resolveIdentity } from "../core/platform/identity.ts";
import type { Credentials } from "../core/platform/tokens.ts";
import type { World } from "../core/world.ts";
import type { Command, Session } from "./command.ts";
import { loadCommands } from "./commands/mod.ts";
import { type ErrorStyle, exitWith } from "./exit.ts";
import { commandHelp, groupHelp, rootHelp } from "./help/pages.ts";
import {
  type Format,
  GLOBAL_OPTIONS,
  type GlobalValues,
  VARIABLE_KEYS,
  variableName,
} from "./options/global.ts";
import { optionName, type OptionSet, type OptionValues } from "./options/option.ts";
import { ndjsonText } from "./output/formats/ndjson.ts";
import { compileJq } from "./output/jq.ts";
import { isHumanReadable, printPreview, printResult } from "./output/print.ts";
import { cleanForTerminal, writeText } from "./output/terminal.ts";
import { commandWords } from "./scan/command-words.ts";
import { findCommands } from "./scan/find-commands.ts";
import { isSwitchOn } from "./scan/switch-state.ts";
import { enterDirectory, type Environment, readEnvironment } from "./settings.ts";
import { type ParsedLine, parseLine } from "./tree.ts";
import { userAgent, versionText } from "./version.ts";

/** Longest time of a JSON call unless `--timeout` says otherwise, seconds (docs/contract.md, 6). */
const CALL_TIMEOUT_SECONDS = 30;

/** Further names of commands, which people know from elsewhere. */
const COMMAND_ALIASES: ReadonlyMap<string, string> = new Map([["+messages-update", "+messages-edit"]]);

/** Runs a command line in a world; answers with the exit status. Never throws. */
export async function runProgram(words: readonly string[], world: World): Promise<number> {
  // lark-cli's command lines begin with the domain: `lark-cli im +messages-send`.
  const args = resolveAlias(words[0] === "im" ? words.slice(1) : words);
  const style: { -readonly [K in keyof ErrorStyle]: ErrorStyle[K] } = {
    format: guessFormat(args, world),
    identity: undefined,
    verbose: isSwitchOn(args, "--verbose"),
  };
  try {
    const commands = await findCommands(args);
    const shown = await helpOrVersion(args, world, commands);
    if (shown !== undefined) {
      await writeText(world.stdout, shown);
      return 0;
    }
    return await runLine(args, world, style, commands);
  } catch (error) {
    return await exitWith(error, world.stderr, style);
  }
}

/** The line with its command under the name that it has here; the same word as a value stays. */
function resolveAlias(args: readonly string[]): readonly string[] {
  const [first = ""] = commandWords(args);
  const name = COMMAND_ALIASES.get(first);
  return name === undefined ? args : args.toSpliced(args.indexOf(first), 1, name);
}

/** Errors before the flags are understood must come in the format that was asked for, too. */
function guessFormat(args: readonly string[], world: World): ErrorStyle["format"] {
  if (isSwitchOn(args, "--concise") && !isSwitchOn(args, "--json")) return "text";
  const at = args.findLastIndex((word) => word === "--format" || word.startsWith("--format="));
  const word = args[at]?.includes("=") ? args[at].split("=")[1] : args[at + 1];
  const format = at >= 0 ? word : isSwitchOn(args, "--json") ? "json" : world.env(variableName("format"));
  // A format that does not exist is told in the default one.
  return isHumanReadable(format?.toLowerCase() ?? "") ? "text" : "json";
}

/** Help and version work wherever they stand and ignore everything else. */
async function helpOrVersion(
  args: readonly string[],
  world: World,
  commands: readonly Command[],
): Promise<string | undefined> {
  const end = args.indexOf("--");
  const words = end < 0 ? args : args.slice(0, end);
  const [first, second, ...others] = commandWords(words[0] === "help" ? words.slice(1) : words);
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  const isBareGroup = group.length > 0 && second === undefined;
  const asked = isSwitchOn(words, "--help") || words.includes("-h") || words[0] === "help" ||
    words.length === 0 ||
    (isBareGroup && others.length === 0);
  if (!asked) {
    return isSwitchOn(words, "--version")
      ? versionText(buildInfo, world.runtime, isSwitchOn(words, "--verbose"))
      : undefined;
  }
  const command = commands.find(({ name }) => name === `${first} ${second}`) ??
    commands.find(({ name }) => words.includes(name));
  if (command !== undefined) return commandHelp(command);
  if (group.length > 0 && first !== undefined) return groupHelp(first, group);
  const { rawResources } = await import("./raw/resources.ts");
  return rootHelp(await loadCommands(), await rawResources());
}

/** Runs a line; answers with the exit status, and throws where there is nothing to show but the failure. */
async function runLine(
  args: readonly string[],
  outer: World,
  style: { -readonly [K in keyof ErrorStyle]: ErrorStyle[K] },
  commands: readonly Command[],
): Promise<number> {
  const line = await parseLine(args, commands);
  const globals = readGlobalOptions(line.options, outer);
  const { command } = line;
  const values = readOptions(command.options, ...withVariables(command.options, line, outer));
  const format = chooseFormat(line, globals, values);
  style.format = isHumanReadable(format) ? "text" : "json";
  const jq = globals.jq === undefined ? undefined : await compileJq(globals.jq);
  const environment = readEnvironment(outer);
  const suited = command.identitiesFor?.(values) ?? command.identities;
  const identity = command.identities.length === 0 ? undefined : resolveIdentity({
    option: globals.as,
    preset: environment.defaultAs,
    supported: command.identities,
    preferred: suited,
    hasUserToken: environment.credentials.userToken !== undefined,
  });
  style.identity = identity;
  const world = await enterDirectory(outer, globals.directory);
  await command.check?.(values, world, identity ?? "bot", (key) => line.givenNames[key] ?? optionName(key));
  const printer = { stdout: outer.stdout, stderr: outer.stderr, format, jq, identity, globals };
  const prepared = await command.prepare?.(values, world, identity ?? "bot");
  try {
    if (globals.dryRun && command.preview !== undefined) {
      await printPreview(printer, command.preview(values, identity ?? "bot", prepared));
      return 0;
    }
    const session = createSession(command, world, { globals, environment, identity, suited, format });
    return await printResult(printer, await command.run(values, session, prepared));
  } finally {
    await prepared?.close?.();
  }
}

/** The format of the output; `--concise` is a format of its own, and `--jq` works on JSON. */
function chooseFormat(line: ParsedLine, globals: GlobalValues, values: OptionValues<OptionSet>): Format {
  const isAskedFor = (key: string) => line.options[key] !== undefined;
  const rivals = ["format", "json", "jq"].filter(isAskedFor).map(optionName);
  const format = values["concise"] === true
    ? "concise"
    : isAskedFor("format") || !globals.json
    ? globals.format
    : "json";
  if (values["concise"] === true && rivals[0] !== undefined) {
    throw invalidArgument(
      "--concise",
      `--concise and ${rivals.join(", ")} exclude each other`,
      "leave one out",
    );
  }
  if (format === "concise" && line.command.hasConcise !== true) {
    throw invalidArgument(
      "--format",
      `"concise" is for message lists; ${line.command.name} has no such format`,
    );
  }
  if (globals.jq === undefined || format === "json") return format;
  if (isAskedFor("format")) {
    throw invalidArgument("--jq", `--jq works on JSON, but the format is "${format}"`, "leave --format out");
  }
  return "json";
}

interface SessionParts {
  readonly globals: GlobalValues;
  readonly environment: Environment;
  readonly identity: Identity | undefined;
  /** Who can do what is asked for. */
  readonly suited: readonly Identity[];
  readonly format: Format;
}

function createSession(
  command: Command,
  world: World,
  { globals, environment, identity, suited, format }: SessionParts,
): Session {
  const writeLine = (line: string) => writeText(world.stderr, cleanForTerminal(line) + "\n");
  const isWatched = world.stderr.isTerminal && !globals.quiet && !["csv", "ndjson"].includes(format);
  return {
    world,
    globals,
    identity: identity ?? "bot",
    brand: environment.hosts.brand,
    client: () =>
      createClient(world, {
        hosts: resolveHosts(environment.hosts),
        credentials: credentialsFor([...suited, identity], environment.credentials),
        identity: identity ?? "bot",
        retryRules: retryRules(globals.retryBudget),
        timeout: (globals.timeout ?? CALL_TIMEOUT_SECONDS) * 1000,
        userAgent,
        scopes: [...command.scopes, ...command.moreScopes?.[identity ?? "bot"] ?? []],
        trace: globals.verbose ? (line) => void writeLine(line).catch(() => {}) : undefined,
      }),
    emit: format === "ndjson" && globals.jq === undefined
      ? (rows) =>
        writeText(world.stdout, ndjsonText({ kind: "list", rows }, { terminal: world.stdout.isTerminal }))
      : undefined,
    note: async (line) => {
      if (isWatched) await writeLine(line);
    },
  };
}

/** What an identity that cannot do the work would come in by is left out, so that no error proposes it. */
function credentialsFor(
  suited: readonly (Identity | undefined)[],
  credentials: Credentials,
): Credentials {
  return {
    ...credentials,
    ...(suited.includes("user") ? {} : { userToken: undefined }),
    ...(suited.includes("bot") ? {} : { botToken: undefined, appSecret: undefined }),
  };
}

/** The texts of a command's flags, those of variables included, and what to call the flags in errors. */
function withVariables(
  set: OptionSet,
  { options: flags, givenNames: spellings }: ParsedLine,
  world: World,
): [Record<string, readonly string[]>, Record<string, string>] {
  const keys = Object.keys(set).filter((key) => set[key]?.hasVariable);
  return readVariables(keys, flags, { ...spellings }, world);
}

function readVariables(
  keys: readonly string[],
  flags: Readonly<Record<string, readonly string[]>>,
  names: Record<string, string>,
  world: World,
): [Record<string, readonly string[]>, Record<string, string>] {
  const texts: Record<string, readonly string[]> = { ...flags };
  for (const key of keys) {
    const value = flags[key] === undefined ? world.env(variableName(key)) : undefined;
    if (value === undefined) continue;
    texts[key] = [value];
    names[key] = variableName(key);
  }
  return [texts, names];
}

/** The values of the global flags: from the command line, else from their variables. */
function readGlobalOptions(flags: Readonly<Record<string, readonly string[]>>, world: World): GlobalValues {
  return readOptions(GLOBAL_OPTIONS, ...readVariables(VARIABLE_KEYS, flags, {}, world)) as GlobalValues;
}

/**
 * Turns texts into values. All flags are read, so that one error tells everything that is missing.
 *
 * @param names what to call a flag in an error, where its text came from somewhere else
 * @throws {Failure} `validation`/`invalid_argument`; with several problems, `params` lists them.
 */
function readOptions(
  set: OptionSet,
  texts: Readonly<Record<string, readonly string[]>>,
  names: Readonly<Record<string, string>> = {},
): OptionValues<OptionSet> {
  const values: Record<string, unknown> = {};
  const problems: Failure[] = [];
  for (const [key, flag] of Object.entries(set)) {
    try {
      values[key] = flag.read(texts[key], names[key] ?? optionName(key));
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
