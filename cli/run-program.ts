/**
 * Other programs that a run starts: those that keep secrets, shells, and what opens a file on the desktop.
 *
 * @module
 */

import {
  KEY_STORE_PROGRAMS,
  type KeyStoreProgram,
  OPENERS,
  type ProgramInput,
  type ProgramResult,
  type World,
} from "../core/world.ts";

/** Variables that lead a program to the session of the person; it gets no others. */
const SESSION = ["HOME", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY"];

/** Runs one of the programs that keep secrets. Where the permission is missing, nobody is asked for it. */
export async function runKeyStoreProgram(
  { permissions, Command, build, errors }: Pick<typeof Deno, "permissions" | "Command" | "build" | "errors">,
  env: World["env"],
  program: KeyStoreProgram,
  { args, stdin, signal }: ProgramInput,
): Promise<ProgramResult> {
  const command = KEY_STORE_PROGRAMS[program];
  if ((await permissions.query({ name: "run", command })).state !== "granted") {
    throw new errors.NotCapable(`Requires run access to "${command}"`);
  }
  const child = new Command(command, {
    args: [...args],
    // With a variable such as LD_LIBRARY_PATH, Deno would not run it.
    ...build.os === "windows" ? {} : {
      clearEnv: true,
      env: Object.fromEntries(SESSION.flatMap((name) => {
        const value = env(name);
        return value === undefined ? [] : [[name, value]];
      })),
    },
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
    signal,
  }).spawn();
  const writer = child.stdin.getWriter();
  // A program that ends without reading says why by its status.
  await writer.write(new TextEncoder().encode(stdin)).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  signal.throwIfAborted();
  const [out = "", err = ""] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { status: code, stdout: out, stderr: err };
}

/** Runs a shell with our own streams. */
export async function runShell(
  { Command, build }: Pick<typeof Deno, "Command" | "build">,
  program: string,
  variables: Readonly<Record<string, string>>,
  interrupt: AbortSignal,
): Promise<number> {
  const child = new Command(program, {
    env: variables,
    ...{ stdin: "inherit", stdout: "inherit", stderr: "inherit" },
  }).spawn();
  // An interactive shell takes Ctrl-C for itself: what reaches us is meant for both.
  const stop = () => child.kill(build.os === "windows" ? "SIGTERM" : "SIGHUP");
  interrupt.addEventListener("abort", stop, { once: true });
  try {
    const { code } = await child.status;
    interrupt.throwIfAborted();
    return code;
  } finally {
    interrupt.removeEventListener("abort", stop);
  }
}

/** Secrets that may be in our variables; a browser has no use for them. */
const SECRETS = ["APP_SECRET", "USER_ACCESS_TOKEN", "TENANT_ACCESS_TOKEN"]
  .flatMap((name) => [`IM_${name}`, `LARKSUITE_CLI_${name}`]);

/** Opens a file on the desktop; nobody's input or output is shared with that program, and no Ctrl-C reaches it. */
export async function openFile(
  { permissions, Command, build, errors }: Pick<typeof Deno, "permissions" | "Command" | "build" | "errors">,
  path: string,
): Promise<void> {
  const command = OPENERS[build.os];
  if (command === undefined) throw new errors.NotSupported(`no program for it is known on ${build.os}`);
  if ((await permissions.query({ name: "run", command })).state !== "granted") {
    throw new errors.NotCapable(`Requires run access to "${command}"`);
  }
  const child = new Command(command, {
    args: build.os === "windows" ? ["url.dll,FileProtocolHandler", path] : [path],
    env: Object.fromEntries(SECRETS.map((name) => [name, ""])),
    ...{ stdin: "null", stdout: "null", stderr: "null", detached: true },
  }).spawn();
  // It may live as long as the browser.
  child.unref();
  const { code } = await child.status;
  if (code !== 0) throw new Error(`${command} ended with status ${code}`);
}
