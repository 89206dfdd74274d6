/**
 * Builds the binaries: bundles, then compiles, into `dist/im-TARGET`, with `dist/im.js` and `dist/SHA256SUMS`.
 *
 * `--target T` (repeatable) picks targets. `--local` makes what tests and benchmarks on this machine need instead, as
 * `dist/local/im`: where Deno's release host cannot be reached, on the runtime that `../shared/compile-runtime/prepare`
 * has for Linux x86-64. Such a binary never gets the name of a release. Exit status: 1 a target could not be built, 2
 * wrong usage, 3 nothing can be compiled here.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { bundle } from "./bundle.ts";
import { permissionFlags } from "./permissions.ts";
import { capture, succeed } from "./process.ts";
import { pathOf } from "./registry.ts";
import { checksumList } from "./release/checksums.ts";

/** Exit status when compiling is impossible on this machine. */
export const skippedStatus = 3;

/** The platforms that binaries are made for. */
export const targets: readonly string[] = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
];
/**
 * Less memory: two to three MiB of a download, a fifth of a long walk; the program waits for the network, not for the
 * engine's helper threads. What the heap may grow by before it is collected depends on the memory of the machine otherwise.
 *
 * Functions are compiled for speed only after so many calls: the first one loads the compiler, which takes two to six
 * MiB. A download of 100 MiB ends earlier, except for one function over TLS; a long walk soon gets there.
 */
export const engineFlags: readonly string[] = [
  "--max-semi-space-size=1",
  "--single-threaded",
  "--heap-growing-percent=100",
  "--invocation-count-for-maglev=40000",
  "--invocation-count-for-turbofan=80000",
];
const preparedTarget = "x86_64-unknown-linux-gnu";

/** The Deno that compiles, and what its environment needs. */
export interface Compiler {
  readonly deno: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Name of the binary for a target. */
export function binaryName(target: string): string {
  return `im-${target}${target.includes("windows") ? ".exe" : ""}`;
}

/** The binary for tests and benchmarks on this machine. */
export const localBinary: string = `dist/local/im${Deno.build.os === "windows" ? ".exe" : ""}`;

/** Reads the `export NAME=VALUE` lines of a shell script's output; values hold nothing that needs quotes. */
export function parseExports(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** Finds a Deno that can compile for this machine, or says why there is none. */
export async function findLocalCompiler(): Promise<Compiler | string> {
  const isPrepared = Deno.build.target === preparedTarget;
  if (await releaseHostAnswers()) return { deno: Deno.execPath(), env: {} };
  if (!isPrepared) return "Deno's release host cannot be reached";
  const { code, stdout, stderr } = await capture(pathOf("../shared/compile-runtime/prepare"), []);
  if (code === 127) {
    return "Deno's release host cannot be reached, and ../shared/compile-runtime/prepare is absent";
  }
  const { COMPILE_DENO: deno, ...env } = parseExports(stdout);
  if (code !== 0 || deno === undefined) return stderr.trim();
  return { deno, env };
}

async function releaseHostAnswers(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(3_000);
    return (await fetch("https://dl.deno.land/release-latest.txt", { signal })).ok;
  } catch {
    return false;
  }
}

/**
 * Bundles and compiles for one target.
 *
 * @param releases the page of releases that the binary asks for upgrades
 */
export async function compileFor(
  { deno, env }: Compiler,
  target: string,
  file: string,
  releases: string,
): Promise<void> {
  const entry = await bundle({ target, output: { folder: pathOf(`.cache/build/${target}`) }, releases });
  await succeed(deno, [
    ...["compile", "--quiet", "--no-config", "--no-lock", "--no-check", "--no-code-cache"],
    ...permissionFlags(target),
    `--v8-flags=${engineFlags.join(",")}`,
    ...["--target", target, "--output", file, entry],
  ], { env: { ...env } });
}

async function compileInto(compiler: Compiler, target: string, name: string): Promise<void> {
  await compileFor(compiler, target, pathOf(name), "");
  console.log(`${name}  ${Math.round((await Deno.stat(pathOf(name))).size / 1_048_576)} MiB`);
}

async function writeChecksums(names: readonly string[]): Promise<void> {
  const files = new Map<string, Uint8Array>();
  for (const name of names) files.set(name, await Deno.readFile(pathOf(`dist/${name}`)));
  await Deno.writeTextFile(pathOf("dist/SHA256SUMS"), await checksumList(files));
}

/** What the options say. */
export interface CompileOptions {
  readonly isLocal: boolean;
  readonly targets: readonly string[];
}

/** Reads the options; throws a `TypeError` for wrong usage. */
export function readOptions(args: readonly string[]): CompileOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { target: { type: "string", multiple: true }, local: { type: "boolean" } },
  });
  const unknown = values.target?.find((target) => !targets.includes(target));
  if (unknown !== undefined) {
    throw new TypeError(`unknown target "${unknown}"; known: ${targets.join(", ")}`);
  }
  return { isLocal: values.local ?? false, targets: values.target ?? targets };
}

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  await Deno.mkdir(pathOf("dist/local"), { recursive: true });
  if (options.isLocal) {
    const compiler = await findLocalCompiler();
    if (typeof compiler !== "string") await compileInto(compiler, Deno.build.target, localBinary);
    else console.error(`skipped: ${compiler}`);
    return typeof compiler === "string" ? skippedStatus : 0;
  }
  await bundle({ target: "javascript", output: { file: pathOf("dist/im.js") } });
  if (!await releaseHostAnswers()) {
    console.error("skipped: Deno's release host cannot be reached; --local makes a binary for tests");
    return skippedStatus;
  }
  const own = { deno: Deno.execPath(), env: {} };
  for (const target of options.targets) await compileInto(own, target, `dist/${binaryName(target)}`);
  await writeChecksums(["im.js", ...options.targets.map(binaryName)]);
  return 0;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    Deno.exit(error instanceof TypeError ? 2 : 1);
  }
}
