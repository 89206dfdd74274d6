/**
 * Runs the program as a user does: words, standard input and variables in; output, status and files out. With
 * `IM_BINARY` set it runs that binary, else the checkout through `scripts/im`.
 *
 * @module
 */

import { join } from "@std/path";

const ROOT = decodeURIComponent(new URL("../..", import.meta.url).pathname);

// Nothing of the person who runs the tests is read or changed: no login, no profile, no key store.
const CONFIG_DIRECTORY = Deno.makeTempDirSync({ prefix: "im-test-config-" });
globalThis.addEventListener("unload", () => Deno.removeSync(CONFIG_DIRECTORY, { recursive: true }));

/** How to run it. */
export interface RunOptions {
  readonly cwd: string;
  /** Variables besides PATH and HOME; nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  /** What standard input holds; it is empty otherwise. */
  readonly stdin?: string | Uint8Array;
  /** Another program than the one under test: a copy of it that was installed. */
  readonly program?: string;
}

/** The program under test. */
export function programUnderTest(): string {
  return Deno.env.get("IM_BINARY") ?? join(ROOT, "scripts/im");
}

/** What came out. */
export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as it came. */
  readonly bytes: Uint8Array;
}

/** Starts the program with its output piped; for tests that look on or interfere. */
export function startIm(args: readonly string[], options: RunOptions): Deno.ChildProcess {
  return command(args, options).spawn();
}

/** Runs the program to its end. */
export async function runIm(args: readonly string[], options: RunOptions): Promise<RunResult> {
  if (options.stdin === undefined) return resultOf(await command(args, options).output());
  const child = command(args, options).spawn();
  const writer = child.stdin.getWriter();
  const { stdin } = options;
  // A program that does not read its input to the end has no quarrel with who wrote it.
  await writer.write(typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin).catch(() => {});
  await writer.close().catch(() => {});
  return resultOf(await child.output());
}

/** Starts the program from a shell script, in which `"$@"` is the command line; for redirections. Unix only. */
export function startImInShell(
  script: string,
  args: readonly string[],
  options: RunOptions,
): Deno.ChildProcess {
  return command(args, options, script).spawn();
}

/** The result of a program that was started with `startIm`. */
export function resultOf(output: Deno.CommandOutput): RunResult {
  const decoder = new TextDecoder();
  return {
    status: output.code,
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr),
    bytes: output.stdout,
  };
}

function command(
  args: readonly string[],
  { cwd, env = {}, stdin, program = programUnderTest() }: RunOptions,
  script?: string,
): Deno.Command {
  // The gate finds the tests to run on the binary by this name.
  if (!Deno.mainModule.endsWith(".process.test.ts") && Deno.mainModule.endsWith(".test.ts")) {
    throw new Error("a test that starts the program belongs in a file *.process.test.ts");
  }
  const inherited = ["PATH", "HOME", "DENO_DIR", "IM_REGISTRY", "JSR_URL"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return new Deno.Command(script === undefined ? program : "sh", {
    args: script === undefined ? [...args] : ["-c", script, "sh", program, ...args],
    cwd,
    env: {
      ...Object.fromEntries(inherited),
      IM_CONFIG_DIR: CONFIG_DIRECTORY,
      IM_STORE: "file",
      ...env,
    },
    clearEnv: true,
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  });
}
