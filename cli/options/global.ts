import {
  choice,
  integer,
  optional,
  type OptionValues,
  seconds,
  short,
  text,
  toggle,
  withDefault,
} from "./option.ts";
import { commaList, listOf } from "./list.ts";
import { byteRate } from "./size.ts";
import { pageOptions } from "./page.ts";
import { quietOption } from "./quiet.ts";
import { PROGRESS_CHOICES } from "../motion.ts";
import { COLOR_CHOICES } from "../screen.ts";

/** The names of the formats, in the order of the help; `cli/output/formats/mod.ts` has one for each. */
export const FORMAT_NAMES = ["json", "ndjson", "table", "csv", "pretty", "concise"] as const;

/** The name of a format of the output. */
export type Format = (typeof FORMAT_NAMES)[number];

/**
 * Options that every command takes, before or after its name. Each has a variable by one rule: `--retry-budget` is
 * `IM_RETRY_BUDGET`.
 */
export const GLOBAL_OPTIONS = {
  as: optional(choice(["user", "bot", "auto"], "identity to act as")),
  profile: optional(text("name", "profile to use, by name or app id")),
  user: optional(text("name", "logged-in user to act as, by name or open id")),
  format: withDefault(
    choice(FORMAT_NAMES, "output format; concise takes the fewest tokens", { anyCase: true }),
    "json",
    "json; pretty on a terminal",
  ),
  columns: listOf(commaList("names", text("name", "with table and csv: the columns to show"))),
  fields: listOf(
    commaList("a,b.c", text("name", "print only these fields of the records; slim is what most tasks need")),
  ),
  csvSafe: toggle("with csv: escape text that a spreadsheet would run as a formula"),
  color: withDefault(choice(COLOR_CHOICES, "color output for people"), "auto"),
  json: toggle("same as --format json"),
  jq: short("q", optional(text("expr", "filter the JSON output with a jq expression"))),
  compact: toggle("print JSON on one line, including what --jq prints"),
  maxTokens: optional(
    integer(50, 10_000_000, "cut a list at a record after about n tokens; next_token leads to the rest"),
  ),
  dryRun: toggle("show the requests without sending them"),
  exactIds: toggle("take ids only, no names in their place"),
  noInput: toggle("never ask for anything; fail, and name the option to give"),
  timeout: optional(
    seconds(
      0.1,
      3600,
      "time limit for a call (default 30), or for the next bytes of a download (default 60)",
    ),
  ),
  limitRate: optional(byteRate("limit for all downloads together, in bytes per second, such as 2M or 500KB")),
  retryBudget: withDefault(seconds(0, 3600, "time limit for all retries of a call"), 30),
  directory: short("C", optional(text("dir", "run as if started in this directory"))),
  quiet: quietOption("print no progress and no warnings; given twice, print nothing at all"),
  progress: withDefault(
    choice(PROGRESS_CHOICES, "how to show progress; plain prints lines and redraws nothing"),
    "auto",
  ),
  verbose: toggle("log the requests on stderr, without secrets"),
  logFile: optional(text("path", "append the --verbose log, warnings and errors to this file")),
  help: short("h", toggle("show help")),
  version: toggle("show the version"),
};

/** Values of the global options. */
export type GlobalValues = OptionValues<typeof GLOBAL_OPTIONS>;

/** Longest silence of the service during a download, seconds, unless `--timeout` sets another (docs/contract.md, 6). */
const DOWNLOAD_IDLE_TIMEOUT = 60;

/** The same in milliseconds, as the options have it. */
export function downloadIdleTimeout(
  { timeout = DOWNLOAD_IDLE_TIMEOUT }: Pick<GlobalValues, "timeout">,
): number {
  return timeout * 1000;
}

/** Keys of the global options that have a variable: all but those that show something instead of running. */
export const VARIABLE_KEYS: readonly string[] = Object.keys(GLOBAL_OPTIONS)
  .filter((key) => key !== "help" && key !== "version");

/** Those of them whose variable lark-cli has, too: `IM_PROFILE` falls back to `LARKSUITE_CLI_PROFILE`. */
const SHARED_KEYS: readonly string[] = ["profile"];

/** Options that many commands take: where they stand before its name, no command needs to be loaded to read them. */
export const COMMON_OPTIONS = {
  ...GLOBAL_OPTIONS,
  ...pageOptions({ size: 1, limit: 1, delay: 0 }),
  yes: short("y", toggle("do it")),
};

/** The variable of an option: `retryBudget` is `IM_RETRY_BUDGET`. */
export function variableName(key: string): string {
  return `IM_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** Where an option's variable may be: its own, and that of lark-cli where it has one. */
export function variableNames(key: string): readonly string[] {
  const name = variableName(key);
  return SHARED_KEYS.includes(key) ? [name, name.replace(/^IM_/, "LARKSUITE_CLI_")] : [name];
}
