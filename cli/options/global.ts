import { choice, optional, type OptionValues, seconds, short, text, toggle, withDefault } from "./option.ts";

/** Words of `--format`. */
export const FORMATS = ["json", "ndjson", "table", "csv", "pretty", "concise"] as const;

/** A format of the output. */
export type Format = typeof FORMATS[number];

/**
 * Flags that every command takes, before or after its name. Each has a variable by one rule: `--retry-budget` is
 * `IM_RETRY_BUDGET`.
 */
export const GLOBAL_OPTIONS = {
  as: optional(choice(["user", "bot", "auto"], "identity to act as")),
  format: withDefault(
    choice(FORMATS, "output format; concise for message lists", { anyCase: true }),
    "json",
  ),
  json: toggle("same as --format json"),
  jq: short("q", optional(text("expr", "filter the JSON output with a jq expression"))),
  compact: toggle("print JSON on one line"),
  dryRun: toggle("show the requests without sending them"),
  timeout: optional(
    seconds(
      0.1,
      3600,
      "time limit for a call (default 30), or for the next bytes of a download (default 60)",
    ),
  ),
  retryBudget: withDefault(seconds(0, 3600, "time limit for all retries of a call"), 30),
  directory: short("C", optional(text("dir", "work in this directory"))),
  quiet: toggle("print no progress and no warnings"),
  verbose: toggle("log the requests on stderr, without secrets"),
  help: short("h", toggle("show help")),
};

/** Values of the global flags. */
export type GlobalValues = OptionValues<typeof GLOBAL_OPTIONS>;

/** Keys of the global flags that have a variable: all but the request for help. */
export const VARIABLE_KEYS: readonly string[] = Object.keys(GLOBAL_OPTIONS).filter((key) => key !== "help");

/** The variable of a flag: `retryBudget` is `IM_RETRY_BUDGET`. */
export function variableName(key: string): string {
  return `IM_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
