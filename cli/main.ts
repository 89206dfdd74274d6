/**
 * The command line: from its words to an exit status.
 *
 * @module
 */

import { buildInfo } from "../core/build-info.ts";
import { Failure, withDetail } from "../core/failure.ts";
import { phrase, setting } from "../core/text/phrase.ts";
import { createSecrets, type Secrets } from "../core/text/redact.ts";
import type { Warning } from "../core/warning.ts";
import type { World } from "../core/world.ts";
import type { Command, CommandResult, Program, Runtime } from "./command.ts";
import { loadCommands } from "./commands/mod.ts";
import { type Answer, execute } from "./execute.ts";
import { type ErrorStyle, exitWith, partialStatus, statusOf } from "./exit.ts";
import { chooseFormat, colorOf, errorFormat, isOn } from "./format.ts";
import { type Format, GLOBAL_OPTIONS, type GlobalValues, variableName } from "./options/global.ts";
import { namesIdList } from "./options/list.ts";
import { isTrue, optionName, type OptionSet } from "./options/option.ts";
import { joinProblems, readOptions, readValues, wrongValues } from "./options/read.ts";
import { formatNamed } from "./output/formats/mod.ts";
import { type CommandFacts, fieldWarnings } from "./output/fields/field-warnings.ts";
import { knownFields } from "./output/fields/known.ts";
import { checkFields, selectionOf } from "./output/fields/selection.ts";
import { changedWarnings, fitResult, lengthOfTokens } from "./output/fit.ts";
import { withoutRemarks } from "./output/remarks.ts";
import { compileJq } from "./output/jq.ts";
import {
  isHumanReadable,
  printedText,
  type Printer,
  printPreview,
  printResult,
  recordsText,
} from "./output/print.ts";
import { bestEffortSink, redactingSink, writeText } from "./output/terminal.ts";
import { reportingSink, unprintedResult } from "./output/unprinted.ts";
import { clearingSink, type Waits, withWaits } from "./output/waits.ts";
import { createProgress, createShown, progressSettings, type Shown } from "./output/work-progress.ts";
import { withoutQuestions } from "./questions.ts";
import { createRuntime } from "./runtime.ts";
import { hasColor, screenOf } from "./screen.ts";
import { missingScopeNote } from "./scope-note.ts";
import { otherVariable } from "./settings.ts";
import type { ReadLists } from "./id-lists.ts";
import { type GivenNames, settingKey } from "./spelling.ts";
import { type ParsedLine, parseLine } from "./line.ts";
import { versionText } from "./version.ts";

/** How an error is printed; filled in as the line is read. */
type Style = { -readonly [K in keyof Omit<ErrorStyle, "format">]: ErrorStyle[K] } & {
  format?: ErrorStyle["format"];
};

/** What belongs to one run of the program. */
interface Run {
  readonly style: Style;
  readonly secrets: Secrets;
}

/** The program as commands see it. */
const PROGRAM: Program = {
  commands: loadCommands,
  // Loaded late: it reads lines as a shell does, which few commands need.
  describe: async (line) => await (await import("./needs.ts")).describeLine(line),
  run: (words, world) => runProgram(words, world),
};

/** Runs a command line in a world; answers with the exit status. Never throws. */
export async function runProgram(words: readonly string[], given: World): Promise<number> {
  const secrets = createSecrets();
  const stderr = bestEffortSink(redactingSink(given.stderr, secrets));
  const world = { ...given, stdout: reportingSink(given.stdout), stderr };
  const style: Style = { identity: undefined, verbose: false };
  let line: ParsedLine | undefined;
  try {
    // lark-cli's command lines begin with the domain: `lark-cli im +messages-send`.
    line = await parseLine(words[0] === "im" ? words.slice(1) : words);
    style.verbose = isOn(line, "verbose");
    style.names = line.givenNames;
    if (line.unknownCommand !== undefined) throw line.unknownCommand;
    const { help, version } = readOptions(
      { help: GLOBAL_OPTIONS.help, version: GLOBAL_OPTIONS.version },
      { texts: line.options, names: {} },
    );
    if (help === true || (line.isHelp && line.problem === undefined)) {
      const { helpText } = await import("./help/help.ts");
      await writeText(world.stdout, await helpText(line, world));
      return 0;
    }
    if (version === true) {
      await writeText(world.stdout, versionText(buildInfo, world.runtime, style.verbose));
      return 0;
    }
    if (line.problem !== undefined) throw withWrongValues(line.problem, line);
    if (line.command === undefined) throw new Error("a line without a command was not refused");
    return await runCommand(line.command, line, world, { style, secrets });
  } catch (error) {
    // A variable may set the format. It is read only here: Deno may ask the person before each read.
    const format = style.format ?? (line === undefined ? "json" : errorFormat(line, world));
    const isColored = format === "text" && line !== undefined &&
      hasColor(world.env, world.stderr.isTerminal, colorOf(line, world.env));
    const names = { ...style.names, ...settingNames(error, world) };
    return await exitWith(withRefusedVariables(error, world), world.stderr, {
      ...style,
      ...{ format, isColored, names },
    });
  }
}

/** The variable of the setting at fault, where it is not the one that we would name. */
function settingNames(error: unknown, world: World): GivenNames {
  const key = error instanceof Failure ? error.detail.setting : undefined;
  const name = key === undefined ? undefined : otherVariable(key, world);
  return key === undefined || name === undefined ? {} : { [settingKey(key)]: name };
}

/** All that is wrong with the options is one error (docs/contract.md, 12). */
function withWrongValues(problem: Failure, { command, options, givenNames }: ParsedLine): Failure {
  const all: OptionSet = { ...GLOBAL_OPTIONS, ...command?.options };
  const set = Object.fromEntries(Object.entries(all).filter(([key, one]) => !namesIdList(one, options[key])));
  return joinProblems([problem, ...wrongValues(set, { texts: options, names: givenNames })]) ?? problem;
}

/** A missing setting may be in a variable that could not be read. */
function withRefusedVariables(error: unknown, world: World): unknown {
  if (!(error instanceof Failure) || world.hasRefusedVariables?.() !== true) return error;
  const { subtype, hint = "" } = error.detail;
  if (subtype !== "not_configured" && subtype !== "token_missing") return error;
  const refused = phrase`Deno may not read some variables: if they are set, run it again with ${
    setting("permission.env")
  }`;
  return withDetail(error, { hint: phrase`${hint}; ${refused}` });
}

/** Runs a command; answers with the exit status, and throws where there is nothing to show but the failure. */
async function runCommand(command: Command, line: ParsedLine, world: World, run: Run): Promise<number> {
  const isSet = (key: string) => isOn(line, key) || isTrue(world.env(variableName(key)));
  const isQuiet = command.runsLine === true || command.isServer === true || isSet("quiet");
  const isPlain = world.stderr.isTerminal && (isSet("verbose") || world.env("TERM") === "dumb");
  const shown = createShown(world, isQuiet, isPlain);
  try {
    const asking = isSet("noInput") ? withoutQuestions(world) : world;
    return await runWatched(command, line, withWaits(asking, shown.waits), { ...run, shown, isPlain });
  } finally {
    await shown.waits.end();
  }
}

async function runWatched(
  command: Command,
  line: ParsedLine,
  world: World,
  { style, secrets, shown, isPlain }: Run & { readonly shown: Shown; readonly isPlain: boolean },
): Promise<number> {
  const { given, world: outer } = await readLists(command, line, world);
  const { settings, input, names } = readValues(command.options, given, outer);
  const globals = settings.values;
  style.verbose = globals.verbose;
  style.names = names;
  const isTerminal = outer.stdout.isTerminal;
  const format = chooseFormat({ line, settings, input, isTerminal });
  style.format = isHumanReadable(format) ? "text" : "json";
  const selection = selectionOf(globals.fields, command.slim);
  const known = selection && await knownFields(command);
  if (selection !== undefined && known !== undefined) checkFields(selection, known);
  const jq = globals.jq === undefined ? undefined : await compileJq(globals.jq, outer.compute);
  const runtime = await createRuntime(command, input, outer, {
    settings,
    onIdentity: (identity) => style.identity = identity,
    progress: createProgress(outer, progressSettings(globals, format, isPlain), shown),
    format,
    onWait: shown.waits.begin,
    program: PROGRAM,
    ...{ secrets, maxPageLength: maxPageLength(globals, format) },
  });
  const printer: Printer = {
    ...streamsOf(outer, globals, shown.waits),
    format,
    jq,
    identity: runtime.actsAs,
    globals,
    columns: command.columns,
    ...{ selection, names, slim: command.slim },
  };
  const answer = await execute(command, input, runtime, {
    isStream: formatNamed(format).isStreamed === true && isStreamable(globals, known !== undefined),
    nameOf: (key) => line.givenNames[key] ?? optionName(key),
  });
  if (answer.kind === "preview") {
    const notes = await missingScopeNote(command, input, runtime);
    await printPreview(printer, withWarnings(answer.preview, [...runtime.warnings, ...notes]));
    return 0;
  }
  const result = await takeResult(answer, printer, runtime, {
    isRead: command.risk === "read",
    areFieldsKnown: known !== undefined,
  });
  await printResult(printer, result).catch((error) => {
    throw command.risk === "read" ? error : unprintedResult(error, result);
  });
  const { status, failure, isFailed, isBrokenList } = result;
  if (status !== undefined) return status;
  if (failure === undefined) return 0;
  return isFailed ? statusOf(failure) : partialStatus(failure, isBrokenList === true);
}

/** The texts of a line, with ids in place of the files that hold them; most lines name none. */
async function readLists(
  { options }: Command,
  { options: texts, givenNames: names }: ParsedLine,
  world: World,
): Promise<ReadLists> {
  const given = { texts, names };
  const isNamed = Object.keys(options).some((key) => namesIdList(options[key], texts[key]));
  if (!isNamed) return { given, world };
  return await (await import("./id-lists.ts")).readIdLists(options, given, world);
}

/** Prints records as they come; answers with what is to be printed behind them. */
async function takeResult(
  { records, result, listing }: Extract<Answer, { kind: "result" }>,
  printer: Printer,
  { globals: { maxTokens, verbose }, warnings }: Runtime,
  facts: CommandFacts,
): Promise<CommandResult> {
  try {
    for await (const rows of records) await writeText(printer.stdout, await recordsText(printer, rows));
  } catch (error) {
    // The command notices that nobody takes its records any more, and closes what it opened.
    await result.catch(() => {});
    throw error;
  }
  const all = withWarnings(await result, [
    ...warnings,
    ...changedWarnings(listing),
    ...fieldWarnings(await result, printer.selection, facts),
  ]);
  const isForPeople = /^(?:pretty|table)$/.test(printer.format) || printer.screens.stdout.isTerminal;
  const whole = verbose || isForPeople ? all : withoutRemarks(all);
  if (maxTokens === undefined) return whole;
  return await fitResult(whole, { maxTokens, listing, textOf: (part) => printedText(printer, part) });
}

/** Whether records can be printed before the last one is there. */
function isStreamable({ jq, maxTokens, fields }: GlobalValues, areFieldsKnown: boolean): boolean {
  return jq === undefined && maxTokens === undefined && (fields.length === 0 || areFieldsKnown);
}

/** Pages that most likely hold more than is shown; few fields, or what jq makes of them, may be of any length. */
function maxPageLength({ maxTokens, jq, fields }: GlobalValues, format: Format): number | undefined {
  const isOpen = jq !== undefined || fields.some((field) => field !== "slim");
  if (maxTokens === undefined || isOpen) return undefined;
  const isWhole = fields.length === 0 && !formatNamed(format).isForPeople;
  return lengthOfTokens(maxTokens) * (isWhole ? 2 : 10);
}

/** The streams to print to, and how each looks. */
function streamsOf(
  world: World,
  { color }: GlobalValues,
  waits: Waits,
): Pick<Printer, "stdout" | "stderr" | "screens"> {
  const { stdout, stderr } = world;
  return {
    ...{ stdout: clearingSink(stdout, waits), stderr: clearingSink(stderr, waits) },
    screens: { stdout: screenOf(world, stdout, color), stderr: screenOf(world, stderr, color) },
  };
}

/** What is odd about the settings is told first. */
function withWarnings<T extends { readonly warnings?: readonly Warning[] }>(
  answer: T,
  warnings: readonly Warning[],
): T {
  return warnings.length === 0 ? answer : { ...answer, warnings: [...warnings, ...answer.warnings ?? []] };
}
