/**
 * What the program may do; a compiled binary carries exactly this.
 *
 * @module
 */

/** Variables whose name follows lark-cli's: each `IM_X` falls back to `LARKSUITE_CLI_X`. */
const twins = [
  "APP_ID",
  "APP_SECRET",
  "USER_ACCESS_TOKEN",
  "TENANT_ACCESS_TOKEN",
  "DEFAULT_AS",
  "BRAND",
  "BASE_URL",
  "ACCOUNTS_URL",
  "PROFILE",
  "CONFIG_DIR",
  "TIMEOUT",
  "RETRY_BUDGET",
  "FORMAT",
  "AS",
  "QUIET",
  "VERBOSE",
  "DRY_RUN",
  "DIRECTORY",
  "HELP",
];

/** Every variable of the environment that the program reads. */
export const environmentVariables: readonly string[] = [
  ...twins.map((name) => `IM_${name}`),
  ...twins.map((name) => `LARKSUITE_CLI_${name}`),
  ...["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]),
  ...["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "CI"],
  ...["XDG_CONFIG_HOME", "HOME", "APPDATA"],
];

/** The flags for Deno: network, files and the variables above; no subprocess, no system facts, no native code. */
export const permissionFlags: readonly string[] = [
  "--no-prompt",
  "--allow-net",
  "--allow-read",
  "--allow-write",
  `--allow-env=${environmentVariables.join(",")}`,
];
