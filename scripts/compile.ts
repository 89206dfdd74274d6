/**
 * Builds the binaries: bundles, then compiles, into `dist/im-TARGET`, with `dist/im.js` and `dist/SHA256SUMS`.
 *
 * `--target T` (repeatable) picks targets, `--local` takes what tests on this machine need. Where Deno's release host
 * cannot be reached, the runtime for Linux x86-64 comes from `../shared/compile-runtime/prepare`; such a binary is for
 * tests only. Exit status 3: nothing could be compiled here.
 *
 * @module
 */

import { bundle } from "./bundle.ts";
import { permissionFlags } from "./permissions.ts";
import { capture, succeed } from "./process.ts";
import { pathOf, root } from "./registry.ts";

/** Exit status when compiling is impossible on this machine. */
export const skippedStatus = 3;

const targets = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
];
/** Two to three MiB less at the peak; the program waits for the network, not for the engine's helper threads. */
const engineFlags = ["--max-semi-space-size=1", "--single-threaded"];
const localTarget = "x86_64-unknown-linux-gnu";

/** The Deno that compiles, and what its environment needs. */
export interface Compiler {
  readonly deno: string;
  readonly env: Readonly<Record<string, string>>;
  readonly targets: readonly string[];
}

/** Name of the binary for a target. */
export function binaryName(target: string): string {
  return `im-${target}${target.includes("windows") ? ".exe" : ""}`;
}

/** Reads the `export NAME=VALUE` lines of a shell script's output; values hold nothing that needs quotes. */
export function parseExports(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** Finds a Deno that can compile for the targets here, or says why there is none. */
export async function findCompiler(wanted: readonly string[], local: boolean): Promise<Compiler | string> {
  if (!local && await releaseHostAnswers()) return { deno: Deno.execPath(), env: {}, targets: wanted };
  const own = wanted.filter((target) => target === localTarget);
  if (own.length === 0) return "Deno's release host cannot be reached";
  const prepare = pathOf("../shared/compile-runtime/prepare");
  const { code, stdout, stderr } = await capture(prepare, []);
  if (code === 127) {
    return "Deno's release host cannot be reached, and ../shared/compile-runtime/prepare is absent";
  }
  const { COMPILE_DENO: deno, ...env } = parseExports(stdout);
  if (code !== 0 || deno === undefined) return stderr.trim();
  return { deno, env, targets: own };
}

async function releaseHostAnswers(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(3_000);
    return (await fetch("https://dl.deno.land/release-latest.txt", { signal })).ok;
  } catch {
    return false;
  }
}

async function compile({ deno, env }: Compiler, target: string): Promise<void> {
  const entry = await bundle({ target, output: { folder: pathOf(`.cache/build/${target}`) } });
  const name = binaryName(target);
  await succeed(deno, [
    ...["compile", "--quiet", "--no-config", "--no-lock", "--no-check", "--no-code-cache"],
    ...permissionFlags(target),
    `--v8-flags=${engineFlags.join(",")}`,
    ...["--target", target, "--output", pathOf(`dist/${name}`), entry],
  ], { env: { ...env } });
  console.log(`dist/${name}  ${Math.round((await Deno.stat(pathOf(`dist/${name}`))).size / 1_048_576)} MiB`);
}

async function writeChecksums(): Promise<void> {
  const lines: string[] = [];
  for await (const { name } of Deno.readDir(pathOf("dist"))) {
    if (!name.startsWith("im")) continue;
    const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(pathOf(`dist/${name}`)));
    lines.push(`${new Uint8Array(digest).toHex()}  ${name}\n`);
  }
  await Deno.writeTextFile(
    new URL("dist/SHA256SUMS", root),
    lines.sort((a, b) => a.slice(66) < b.slice(66) ? -1 : 1).join(""),
  );
}

async function main(args: readonly string[]): Promise<number> {
  const local = args.includes("--local");
  const picked = args.filter((_, index) => args[index - 1] === "--target");
  const unknown = picked.find((target) => !targets.includes(target));
  if (unknown !== undefined) {
    console.error(`error: unknown target "${unknown}"; known: ${targets.join(", ")}`);
    return 2;
  }
  await Deno.mkdir(pathOf("dist"), { recursive: true });
  await bundle({ target: "javascript", output: { file: pathOf("dist/im.js") } });
  const wanted = picked.length > 0 ? picked : local ? [localTarget] : targets;
  const compiler = await findCompiler(wanted, local);
  if (typeof compiler === "string") {
    console.error(`skipped: ${compiler}`);
    return skippedStatus;
  }
  for (const target of compiler.targets) await compile(compiler, target);
  for (const target of wanted.filter((target) => !compiler.targets.includes(target))) {
    console.error(`skipped: ${target}: Deno's release host cannot be reached`);
  }
  await writeChecksums();
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
