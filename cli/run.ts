/**
 * One run of the program, and the log that it keeps where its line asks for one.
 *
 * @module
 */

import { buildInfo } from "../core/build-info.ts";
import type { Secrets } from "../core/text/redact.ts";
import type { World } from "../core/world.ts";
import type { CommandResult } from "./command.ts";
import { errorLine, type ErrorStyle, failureOf } from "./exit.ts";
import type { ParsedLine } from "./line.ts";
import { type GlobalValues, variableName } from "./options/global.ts";
import type { RunLog } from "./run-log.ts";
import type { Line, Screen } from "./screen.ts";
import { enterDirectory } from "./settings.ts";
import { spelled } from "./spelling.ts";

/** How an error is printed; filled in as the line is read. */
type Style = { -readonly [K in keyof Omit<ErrorStyle, "format">]: ErrorStyle[K] } & {
  format?: ErrorStyle["format"];
};

/** What belongs to one run of the program. */
export interface Run {
  readonly style: Style;
  readonly secrets: Secrets;
  /** The log that the line asks for, once it is open. */
  log?: RunLog;
}

/** The world with the log that the line asks for. */
export async function withLog(
  world: World,
  { logFile, directory }: Pick<GlobalValues, "logFile" | "directory">,
  name: string | undefined,
  run: Run,
): Promise<World> {
  if (logFile === undefined) return world;
  const { openRunLog } = await import("./run-log.ts");
  const log = await openRunLog(await enterDirectory(world, directory), logFile, run.secrets);
  run.log = log;
  log.add(`im ${buildInfo.version}: ${name ?? "no command"}`);
  return { ...world, log: log.add };
}

/** Adds the failure that ends a run to its log; where a line is wrong, that is opened only here. */
export async function logFailure(
  error: unknown,
  line: ParsedLine | undefined,
  world: World,
  run: Run,
): Promise<void> {
  if (run.log === undefined && line !== undefined) {
    const textOf = (key: string) => line.options[key]?.at(-1) ?? world.env(variableName(key));
    const settings = { logFile: textOf("logFile"), directory: textOf("directory") };
    // A place that is wrong, too, is told with the other problems of the line.
    await withLog(world, settings, line.command?.name, run).catch(() => {});
  }
  run.log?.add(errorLine(failureOf(error), run.style.names));
}

/** Adds what went wrong to the log of the run. */
export function logResult({ warnings = [], failure }: CommandResult, { log, style }: Run): void {
  for (const { key, detail } of warnings) log?.add(`warning: ${key}: ${spelled(detail, style.names)}`);
  if (failure !== undefined) log?.add(errorLine(failure, style.names));
}

/** The lines that tell what became of a log that could not be written. */
export async function logWarnings(
  { log }: Run,
  screen: Pick<Screen, "columns" | "isColored">,
): Promise<string> {
  const warnings = log?.warnings() ?? [];
  if (warnings.length === 0) return "";
  const { linesText } = await import("./output/wrap-lines.ts");
  const lines = warnings.map(({ key, detail }): Line => [
    { text: "warning:", style: "yellow" },
    ` ${key}: ${spelled(detail)}`,
  ]);
  return linesText(lines, screen);
}
