/**
 * The command line: from its words to an exit status.
 *
 * @module
 */

import { buildInfo } from "../core/build-info.ts";
import { createSecrets } from "../core/text/redact.ts";
import type { World } from "../core/world.ts";
import type { Command, CommandResult, Program } from "./command.ts";
import { loadCommands } from "./commands/mod.ts";
import { execute } from "./execute.ts";
import { exitWith, partialStatus, settingNames, statusOf, withRefusedVariables } from "./exit.ts";
import { chooseFormat, colorOf, errorFormat, isOn, progressOf, quietOf } from "./format.ts";
import { type Motion, motionOf } from "./motion.ts";
import { GLOBAL_OPTIONS, type GlobalValues, variableName } from "./options/global.ts";
import { isTrue, optionName } from "./options/option.ts";
import { readOptions, readValues, type Settings } from "./options/read.ts";
import { isHumanReadable, traitsOf } from "./output/formats/traits.ts";
import type { FieldChoice } from "./output/fields/choice.ts";
import { aboveLive } from "./output/live-lines.ts";
import { bestEffortSink, redactingSink, writeText } from "./output/terminal.ts";
import { reportingSink } from "./output/unprinted.ts";
import { withWaits } from "./output/waits.ts";
import { createProgress, createShown, progressSettings, type Shown } from "./output/work-progress.ts";
import { withoutQuestions } from "./questions.ts";
import { logFailure, logResult, logWarnings, type Run, withLog } from "./run.ts";
import { createRuntime } from "./runtime.ts";
import { hasColor } from "./screen.ts";
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

const loadShow = () => import("./show-answer.ts");

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
      await writeText(world.stderr, await logWarnings(run, { isColored, columns: world.stderr.columns() }));
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
    const isRefused = isOn(line, "noInput") || isTrue(world.env(variableName("noInput")));
    // What prints nothing cannot ask.
    const asking = isRefused || quietOf(line, world) === 2
      ? withoutQuestions(world, isRefused ? "noInput" : "quiet")
      : world;
    return await runWatched(command, line, withWaits(asking, shown.waits), { run, shown, motion });
  } finally {
    await shown.waits.end();
  }
}

/** What a line selects with its options; most select nothing. */
async function chooseFields(command: Command, settings: Settings): Promise<FieldChoice> {
  const { fields, columns } = settings.origins;
  if (fields === "default" && columns === "default") return { selection: undefined, areFieldsKnown: false };
  return await (await import("./output/fields/choice.ts")).chooseFields(command, settings);
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
  const jq = globals.jq === undefined
    ? undefined
    : await (await import("./output/jq.ts")).compileJq(globals.jq, outer.compute);
  const maxPageLength = globals.maxTokens === undefined
    ? undefined
    : (await import("./output/fit.ts")).maxPageLength(globals, format);
  const runtime = await createRuntime(command, input, place, {
    settings,
    onIdentity: (identity) => style.identity = identity,
    progress: createProgress(motionWorld, progressSettings(globals, format, motion), shown),
    format,
    onWait: shown.waits.begin,
    program: PROGRAM,
    ...{ secrets, maxPageLength },
  });
  const answer = await execute(command, input, runtime, {
    isStream: traitsOf(format).isStreamed === true && isStreamable(globals, areFieldsKnown),
    nameOf: (key) => line.givenNames[key] ?? optionName(key),
  });
  // Printing is loaded while the first request is on its way.
  const { showAnswer } = answer.kind === "preview"
    ? await loadShow()
    : await runtime.meanwhile(loadShow, answer.begun);
  const result = await showAnswer(answer, { command, input, outer, waits: shown.waits }, runtime, {
    ...{ format, jq, selection, areFieldsKnown, names },
    notes,
    log: (whole) => logResult(whole, run),
  });
  return result === undefined ? 0 : statusOfResult(result);
}

function statusOfResult({ status, failure, isFailed, isBrokenList }: CommandResult): number {
  if (status !== undefined) return status;
  if (failure === undefined) return 0;
  return isFailed ? statusOf(failure) : partialStatus(failure, isBrokenList === true);
}

/** Whether records can be printed before the last one is there. */
function isStreamable({ jq, maxTokens, fields }: GlobalValues, areFieldsKnown: boolean): boolean {
  return jq === undefined && maxTokens === undefined && (fields.length === 0 || areFieldsKnown);
}
