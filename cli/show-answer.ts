/**
 * What a run answers with, printed: loaded while its first request is on its way.
 *
 * @module
 */

import type { Warning } from "../core/warning.ts";
import type { World } from "../core/world.ts";
import type { Command, CommandResult, Runtime } from "./command.ts";
import type { Answer } from "./execute.ts";
import type { GlobalValues } from "./options/global.ts";
import { type CommandFacts, fieldWarnings } from "./output/fields/field-warnings.ts";
import { changedWarnings, fitResult } from "./output/fit.ts";
import { printedText, type Printer, printPreview, printRecords, printResult } from "./output/print.ts";
import { withoutRemarks } from "./output/remarks.ts";
import { unprintedResult } from "./output/unprinted.ts";
import { clearingSink, type Waits } from "./output/waits.ts";
import { missingScopeNote } from "./scope-note.ts";
import { screenOf } from "./screen.ts";

/** What ran, and where. */
interface Ran {
  readonly command: Command;
  readonly input: Parameters<Command["run"]>[0];
  readonly outer: World;
  readonly waits: Waits;
}

/** What the line says about the output. */
interface Shape extends Pick<Printer, "format" | "jq" | "selection" | "names"> {
  /** The fields were checked before the run. */
  readonly areFieldsKnown: boolean;
  /** Warnings about the line, which come first. */
  notes(): readonly Warning[];
  /** Takes everything that went wrong. */
  log(result: CommandResult): void;
}

/** Prints an answer; resolves with the result, if it is one. */
export async function showAnswer(
  answer: Answer,
  { command, input, outer, waits }: Ran,
  runtime: Runtime,
  { areFieldsKnown, notes, log, ...shape }: Shape,
): Promise<CommandResult | undefined> {
  const { globals } = runtime;
  const printer: Printer = {
    ...streamsOf(outer, globals, waits),
    ...shape,
    identity: runtime.actsAs,
    globals,
    columns: command.columns,
    slim: command.slim,
  };
  if (answer.kind === "preview") {
    const before = [...notes(), ...runtime.warnings, ...await missingScopeNote(command, input, runtime)];
    await printPreview(printer, withWarnings(answer.preview, before));
    return undefined;
  }
  const result = await takeResult(answer, printer, runtime, {
    isRead: command.risk === "read",
    ...{ areFieldsKnown, notes, log },
  });
  await printResult(printer, result).catch((error) => {
    throw command.risk === "read" ? error : unprintedResult(error, result);
  });
  return result;
}

interface TakenFacts extends CommandFacts, Pick<Shape, "notes" | "log"> {}

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
