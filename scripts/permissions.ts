/**
 * What the program may do; a compiled binary carries exactly this.
 *
 * @module
 */

/** Variables that lark-cli has, too: each `IM_X` falls back to `LARKSUITE_CLI_X`. */
const shared = ["APP_ID", "APP_SECRET", "USER_ACCESS_TOKEN", "TENANT_ACCESS_TOKEN", "DEFAULT_AS", "BRAND"];

/** Variables of our own: one for each global flag, and those of the flags of lists. */
const own = [
  ...["BASE_URL", "ACCOUNTS_URL"],
  ...[
    "AS",
    "FORMAT",
    "DRY_RUN",
    "TIMEOUT",
    "RETRY_BUDGET",
    "DIRECTORY",
    "QUIET",
    "VERBOSE",
    "JSON",
    "JQ",
    "COMPACT",
  ],
  ...["PAGE_SIZE", "PAGE_ALL", "PAGE_LIMIT", "PAGE_DELAY"],
];

/** Every variable of the environment that the program reads. */
export const environmentVariables: readonly string[] = [
  ...[...shared, ...own].map((name) => `IM_${name}`),
  ...shared.map((name) => `LARKSUITE_CLI_${name}`),
  ...["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]),
];

/** The flags for Deno: network, files and the variables above; no subprocess, no system facts, no native code. */
export const permissionFlags: readonly string[] = [
  "--no-prompt",
  "--allow-net",
  "--allow-read",
  "--allow-write",
  `--allow-env=${environmentVariables.join(",")}`,
];
