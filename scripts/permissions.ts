/**
 * What the program may do; a compiled binary carries exactly this.
 *
 * @module
 */

import { KEY_STORE_PROGRAMS, OPENERS } from "../core/world.ts";

/** Variables that lark-cli has, too: each `IM_X` falls back to `LARKSUITE_CLI_X`. */
const shared = [
  ...["APP_ID", "APP_SECRET", "USER_ACCESS_TOKEN", "TENANT_ACCESS_TOKEN", "DEFAULT_AS", "BRAND"],
  ...["PROFILE", "CONFIG_DIR", "STRICT_MODE"],
];

/** Variables of our own: one for each global flag, and those of the flags of lists. */
const own = [
  ...["BASE_URL", "ACCOUNTS_URL", "RELEASES_URL", "STORE", "USER", "ARCHIVE"],
  ...[
    "AS",
    "FORMAT",
    "COLOR",
    "COLUMNS",
    "CSV_SAFE",
    "DRY_RUN",
    "EXACT_IDS",
    "NO_INPUT",
    "TIMEOUT",
    "RETRY_BUDGET",
    "DIRECTORY",
    "LIMIT_RATE",
    "QUIET",
    "PROGRESS",
    "VERBOSE",
    "LOG_FILE",
    "JSON",
    "JQ",
    "COMPACT",
    "FIELDS",
    "MAX_TOKENS",
  ],
  ...["PAGE_SIZE", "PAGE_ALL", "PAGE_LIMIT", "PAGE_DELAY"],
];

/** Every variable of the environment that the program reads. */
export const environmentVariables: readonly string[] = [
  ...[...shared, ...own].map((name) => `IM_${name}`),
  ...shared.map((name) => `LARKSUITE_CLI_${name}`),
  // How text for people looks.
  ...["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS"],
  // Where the configuration is.
  ...["XDG_CONFIG_HOME", "HOME", "APPDATA", "USERPROFILE"],
  // Which shell the demo opens, and how it finds the program.
  ...["SHELL", "PSMODULEPATH", "PATH"],
  // What the program that keeps the key needs to find the person's session.
  ...["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY"],
  ...["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]),
];

/** The shells that `im demo --shell` may open on Windows. */
const SHELLS: readonly string[] = [
  String.raw`C:\Program Files\PowerShell\7\pwsh.exe`,
  String.raw`C:\Windows\System32\cmd.exe`,
];

/**
 * The flags for Deno. Where directories are pinned (`core/pinned-directory.ts`), a binary has all permissions: with one
 * less, the runtime makes names absolute before it uses them, and follows a directory that is swapped for a link in
 * that moment. Windows does not pin, and the single file states what it needs: there it is the network, files, the
 * variables above, the key store's program, shells and what opens a file on the desktop; no other subprocess, no system facts, no native code.
 */
export function permissionFlags(target: string): readonly string[] {
  if (target.includes("linux") || target.includes("apple")) return ["--no-prompt", "--allow-all"];
  return [
    "--no-prompt",
    "--allow-net",
    "--allow-read",
    "--allow-write",
    `--allow-env=${environmentVariables.join(",")}`,
    `--allow-run=${[KEY_STORE_PROGRAMS.powershell, ...SHELLS, OPENERS.windows].join(",")}`,
  ];
}
