/**
 * The format of the output: what the line asks for, else what fits the place it goes to.
 *
 * @module
 */

import { invalidArgument } from "../core/failure.ts";
import type { World } from "../core/world.ts";
import type { ParsedLine } from "./line.ts";
import { PROGRESS_CHOICES, type ProgressChoice } from "./motion.ts";
import { checkExclusive } from "./options/exclusive.ts";
import { type Format, FORMAT_NAMES, variableName } from "./options/global.ts";
import { type QuietLevel, quietLevel } from "./options/quiet.ts";
import { isTrue, type OptionSet, type OptionValues } from "./options/option.ts";
import type { Settings } from "./options/read.ts";
import { isHumanReadable } from "./output/formats/traits.ts";
import { COLOR_CHOICES, type ColorChoice } from "./screen.ts";

/** Whether an option without a value is on. */
export function isOn({ options }: Pick<ParsedLine, "options">, key: string): boolean {
  return isTrue(options[key]?.at(-1));
}

/** What `--color` says, before the values are understood. */
export function colorOf({ options }: ParsedLine, env: World["env"]): ColorChoice {
  const text = options["color"]?.at(-1) ?? env(variableName("color"));
  return COLOR_CHOICES.find((choice) => choice === text) ?? "auto";
}

/** What `--progress` says, before the values are understood. */
export function progressOf({ options }: ParsedLine, env: World["env"]): ProgressChoice {
  const text = options["progress"]?.at(-1) ?? env(variableName("progress"));
  return PROGRESS_CHOICES.find((choice) => choice === text) ?? "auto";
}

/** How quiet the line wants the run, before the values are understood. */
export function quietOf({ options }: ParsedLine, { env }: Pick<World, "env">): QuietLevel {
  const text = env(variableName("quiet"));
  return quietLevel(options["quiet"] ?? (text === undefined ? [] : [text]));
}

/** Errors before the values are understood come in the format of the line, too; one that does not exist is the default. */
export function errorFormat(
  line: ParsedLine,
  { env, stdout }: Pick<World, "env" | "stdout">,
): "json" | "text" {
  if (isOn(line, "concise") && !isOn(line, "json")) return "text";
  const format = line.options["format"]?.at(-1) ??
    (isOn(line, "json") ? "json" : env(variableName("format"))) ??
    (line.options["columns"] === undefined || isForJson(line)
      ? defaultFormat({ isTerminal: stdout.isTerminal, isJson: isForJson(line) })
      : "table");
  const name = format.toLowerCase();
  // A format that does not exist is the error itself; people still read text.
  const isKnown = FORMAT_NAMES.some((known) => known === name);
  return isHumanReadable(name) || (!isKnown && stdout.isTerminal) ? "text" : "json";
}

/** Whether a line has an option that only JSON has a use for. */
function isForJson(line: ParsedLine): boolean {
  return line.options["jq"] !== undefined || isOn(line, "compact");
}

/** The format where none is set: people read a terminal, programs read a pipe. */
function defaultFormat(place: { readonly isTerminal: boolean; readonly isJson: boolean }): Format {
  return place.isTerminal && !place.isJson ? "pretty" : "json";
}

/** What decides about the format. */
interface FormatChoice {
  readonly line: ParsedLine;
  readonly settings: Settings;
  readonly input: OptionValues<OptionSet>;
  /** Whether stdout is a terminal. */
  readonly isTerminal: boolean;
}

/**
 * The format of the output; `--concise` is a format of its own, and `--jq` works on JSON.
 *
 * @throws {Failure} exit 2 for options that contradict each other.
 */
export function chooseFormat({ line, settings, input, isTerminal }: FormatChoice): Format {
  const { values: globals, origins } = settings;
  const isGiven = (key: string) => line.options[key] !== undefined;
  const isConcise = input["concise"] === true;
  const isPlain = isGiven("format") || globals.json || globals.jq !== undefined;
  const preset = origins.format === "default"
    ? defaultFormat({ isTerminal, isJson: isPlain || globals.compact })
    : globals.format;
  const format = isConcise
    ? "concise"
    : globals.json && !isGiven("format")
    ? "json"
    : formatOfRows(line, isPlain) ?? preset;
  if (isConcise) {
    const rivals = Object.fromEntries(["format", "json", "jq"].map((key) => [key, isGiven(key)]));
    checkExclusive({ ...rivals, concise: true }, ["format", "json", "jq", "concise"]);
  }
  checkRowOptions(line, format);
  if (globals.jq === undefined || format === "json") return format;
  if (!isGiven("format")) return "json";
  const name = settings.names["jq"] ?? "--jq";
  throw invalidArgument(name, `${name} works on JSON, but the format is "${format}"`, "leave --format out");
}

/** The format that the options for formats of rows ask for, where no other one is chosen. */
function formatOfRows(line: ParsedLine, isPlain: boolean): Format | undefined {
  if (isPlain) return undefined;
  if (isOn(line, "showCommands")) return "pretty";
  return isOn(line, "csvSafe") ? "csv" : line.options["columns"] === undefined ? undefined : "table";
}

/** Options of some formats are refused by others. */
function checkRowOptions(line: ParsedLine, format: Format): void {
  if (line.options["columns"] !== undefined && format !== "table" && format !== "csv") {
    throw invalidArgument(
      "--columns",
      `--columns is for table and csv, but the format is "${format}"`,
      "add --format table",
    );
  }
  if (isOn(line, "showCommands") && format !== "pretty") {
    throw invalidArgument(
      "--show-commands",
      `--show-commands is for pretty, but the format is "${format}"`,
      "leave it out, or add --format pretty",
    );
  }
  if (isOn(line, "csvSafe") && format !== "csv") {
    throw invalidArgument(
      "--csv-safe",
      `--csv-safe is for csv, but the format is "${format}"`,
      "add --format csv",
    );
  }
}
