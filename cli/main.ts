/**
 * The command line: from its words to an exit status.
 *
 * @module
 */

import { buildInfo } from "../core/build-info.ts";
import { createSecrets } from "../core/text/redact.ts";
import type { Warning } from "../core/warning.ts";
import type { World } from "../core/world.ts";
import type { Command, CommandResult, Program, Runtime } from "./command.ts";
import { loadCommands } from "./commands/mod.ts";
import { type Answer, execute } from "./execute.ts";
import { exitWith, partialStatus, settingNames, statusOf, withRefusedVariables } from "./exit.ts";
import { chooseFormat, colorOf, errorFormat, isOn, progressOf, quietOf } from "./format.ts";
import { type Motion, motionOf } from "./motion.ts";
import { GLOBAL_OPTIONS, type GlobalValues, variableName } from "./options/global.ts";
import { isTrue, optionName } from "./options/option.ts";
import { readOptions, readValues } from "./options/read.ts";
import { formatNamed } from "./output/formats/mod.ts";
import { chooseFields } from "./output/fields/choice.ts";
import { type CommandFacts, fieldWarnings } from "./output/fields/field-warnings.ts";
import { changedWarnings, fitResult, maxPageLength } from "./output/fit.ts";
import { withoutRemarks } from "./output/remarks.ts";
import { compileJq } from "./output/jq.ts";
import {
  isHumanReadable,
  printedText,
  type Printer,
  printPreview,
  printRecords,
  printResult,
} from "./output/print.ts";
import { aboveLive } from "./output/live-lines.ts";
import { bestEffortSink, redactingSink, writeText } from "./output/terminal.ts";
import { reportingSink, unprintedResult } from "./output/unprinted.ts";
import { clearingSink, type Waits, withWaits } from "./output/waits.ts";
import { createProgress, createShown, progressSettings, type Shown } from "./output/work-progress.ts";
import { withoutQuestions } from "./questions.ts";
import { logFailure, logResult, logWarnings, type Run, withLog } from "./run.ts";
import { createRuntime } from "./runtime.ts";
import { hasColor, screenOf } from "./screen.ts";
import { missingScopeNote } from "./scope-note.ts";
import { variableSecrets } from "./settings.ts";
import { type ParsedLine, parseLine, readLists } from "./line.ts";
import { formerNameWarnings } from "./option-texts.ts";
import { versionText } from "./version.ts";

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
  const run: Run = { style: { identity: undefined, verbose: false }, secrets };
  const status = await runLine(words, given, run);
  run.log?.add(`ended with exit status ${status}`);
  run.log?.close();
  return status;
}

async function runLine(words: readonly string[], given: World, run: Run): Promise<number> {
  const { style, secrets } = run;
  const stderr = bestEffortSink(redactingSink(given.stderr, secrets));
  const world = { ...given, stdout: reportingSink(given.stdout), stderr };
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
    if (line.problem !== undefined) {
      const { withWrongValues } = await import("./usage.ts");
      throw withWrongValues(line.problem, line.command, { texts: line.options, names: line.givenNames });
    }
    if (line.command === undefined) throw new Error("a line without a command was not refused");
    return await runCommand(line.command, line, world, run);
  } catch (error) {
    for (const secret of variableSecrets(world)) secrets.add(secret);
    await logFailure(error, line, world, run);
    // A variable may set the format. It is read only here: Deno may ask the person before each read.
    const format = style.format ?? (line === undefined ? "json" : errorFormat(line, world));
    const isColored = format === "text" && line !== undefined &&
      hasColor(world.env, world.stderr.isTerminal, colorOf(line, world.env));
    const names = { ...style.names, ...settingNames(error, world) };
    const quiet = line === undefined ? 0 : quietOf(line, world);
    if (quiet === 0) {
      await writeText(world.stderr, logWarnings(run, { isColored, columns: world.stderr.columns() }));
    }
    return await exitWith(withRefusedVariables(error, world), world.stderr, {
      ...style,
      ...{ format, isColored, names },
      isSilent: quiet === 2,
    });
  }
}

/** Runs a command; answers with the exit status, and throws where there is nothing to show but the failure. */
async function runCommand(command: Command, line: ParsedLine, world: World, run: Run): Promise<number> {
  const isVerbose = isOn(line, "verbose") || isTrue(world.env(variableName("verbose")));
  const motion = motionOf(progressOf(line, world.env), isVerbose, world);
  const isQuiet = command.runsLine === true || command.isServer === true || quietOf(line, world) > 0;
  const shown = createShown({ ...world, stderr: motion.stderr }, isQuiet, motion);
  try {
    const isAsked = !isOn(line, "noInput") && !isTrue(world.env(variableName("noInput")));
    const asking = isAsked ? world : withoutQuestions(world);
    return await runWatched(command, line, withWaits(asking, shown.waits), { run, shown, motion });
  } finally {
    await shown.waits.end();
  }
}

/** How a run shows itself. */
interface Watch {
  readonly run: Run;
  readonly shown: Shown;
  readonly motion: Motion;
}

async function runWatched(
  command: Command,
  line: ParsedLine,
  asking: World,
  { run, shown, motion }: Watch,
): Promise<number> {
  const { style, secrets } = run;
  const { given, world } = await readLists(command, line, asking);
  const { settings, input, names } = readValues(command.options, given, world);
  const globals = settings.values;
  style.verbose = globals.verbose;
  style.names = names;
  const outer = await withLog(world, globals, command.name, run);
  const notes = () => [...run.log?.warnings() ?? [], ...formerNameWarnings(line)];
  const motionWorld = { ...outer, stderr: motion.stderr };
  const isTraceDrawnOver = globals.verbose && motion.stderr.isTerminal && !motion.isPlain;
  const place = isTraceDrawnOver ? { ...outer, stderr: aboveLive(outer.stderr, shown.live) } : outer;
  const isTerminal = outer.stdout.isTerminal;
  const format = chooseFormat({ line, settings, input, isTerminal });
  style.format = isHumanReadable(format) ? "text" : "json";
  const { selection, areFieldsKnown } = await chooseFields(command, settings);
  const jq = globals.jq === undefined ? undefined : await compileJq(globals.jq, outer.compute);
  const runtime = await createRuntime(command, input, place, {
    settings,
    onIdentity: (identity) => style.identity = identity,
    progress: createProgress(motionWorld, progressSettings(globals, format, motion), shown),
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
    isStream: formatNamed(format).isStreamed === true && isStreamable(globals, areFieldsKnown),
    nameOf: (key) => line.givenNames[key] ?? optionName(key),
  });
  if (answer.kind === "preview") {
    const before = [...notes(), ...runtime.warnings, ...await missingScopeNote(command, input, runtime)];
    await printPreview(printer, withWarnings(answer.preview, before));
    return 0;
  }
  const result = await takeResult(answer, printer, runtime, {
    isRead: command.risk === "read",
    areFieldsKnown,
    notes,
    log: (whole) => logResult(whole, run),
  });
  await printResult(printer, result).catch((error) => {
    throw command.risk === "read" ? error : unprintedResult(error, result);
  });
  return statusOfResult(result);
}

function statusOfResult({ status, failure, isFailed, isBrokenList }: CommandResult): number {
  if (status !== undefined) return status;
  if (failure === undefined) return 0;
  return isFailed ? statusOf(failure) : partialStatus(failure, isBrokenList === true);
}

interface TakenFacts extends CommandFacts {
  /** Warnings about the line, which come first. */
  notes(): readonly Warning[];
  /** Takes everything that went wrong. */
  log(result: CommandResult): void;
}

/** Prints records as they come; answers with what is to be printed behind them. */
async function takeResult(
  { records, result, listing }: Extract<Answer, { kind: "result" }>,
  printer: Printer,
  { globals: { maxTokens, verbose }, warnings }: Runtime,
  facts: TakenFacts,
): Promise<CommandResult> {
  try {
    for await (const rows of records) await printRecords(printer, rows);
  } catch (error) {
    // The command notices that nobody takes its records any more, and closes what it opened.
    await result.catch(() => {});
    throw error;
  }
  const all = withWarnings(await result, [
    ...facts.notes(),
    ...warnings,
    ...changedWarnings(listing),
    ...fieldWarnings(await result, printer.selection, facts),
  ]);
  facts.log(all);
  const isForPeople = /^(?:pretty|table)$/.test(printer.format) || printer.screens.stdout.isTerminal;
  const whole = verbose || isForPeople ? all : withoutRemarks(all);
  if (maxTokens === undefined) return whole;
  return await fitResult(whole, { maxTokens, listing, textOf: (part) => printedText(printer, part) });
}

/** Whether records can be printed before the last one is there. */
function isStreamable({ jq, maxTokens, fields }: GlobalValues, areFieldsKnown: boolean): boolean {
  return jq === undefined && maxTokens === undefined && (fields.length === 0 || areFieldsKnown);
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
