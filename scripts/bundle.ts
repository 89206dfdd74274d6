/**
 * Bundles the program: chunks for `scripts/compile.ts`, and the single file `dist/im.js` that runs from anywhere:
 *
 * ```sh
 * deno run --allow-net --allow-read --allow-write --allow-env dist/im.js --version
 * ```
 *
 * Same sources at the same commit, same bytes.
 *
 * @module
 */

import { MINIMUM_RUNTIME } from "../cli/version.ts";
import { KEY_STORE_PROGRAMS, OPENERS } from "../core/world.ts";
import { permissionFlags } from "./permissions.ts";
import { capture, succeed } from "./process.ts";
import { chooseRegistry, pathOf, type Registry, registryFlags, root } from "./registry.ts";
import { shrinkWasm } from "./shrink.ts";

/** How to cut a bundle. */
export interface BundleOptions {
  /** The target that `im --version --verbose` prints. */
  readonly target: string;
  /** Folder for an entry `main.js` with its chunks, or one file. */
  readonly output: { readonly folder: string } | { readonly file: string };
  /** Page of releases that the program asks for upgrades; absent: none. */
  readonly releases?: string;
}

/** Bundles `main.ts`, minified; gives the path of the entry. */
export async function bundle({ target, output, releases = "" }: BundleOptions): Promise<string> {
  const registry = await chooseRegistry();
  const flags = registryFlags(registry, "bundle");
  const info = await buildInfo(target, releases);
  const modules = { [INFO]: infoModule(info), ...await helpModules(registry) };
  // Reduced to the road's lock: its import map gives way to one that also replaces what is known now.
  const at = flags.indexOf("--import-map");
  if (at >= 0) flags.splice(at, 2);
  flags.push("--import-map", await writeImportMap(registry, target, modules));
  const place = "folder" in output
    ? ["--code-splitting", "--outdir", output.folder]
    : ["--output", output.file];
  if ("folder" in output) await Deno.remove(output.folder, { recursive: true }).catch(() => {});
  await succeed(Deno.execPath(), ["bundle", "--quiet", ...flags, "--minify", ...place, pathOf("main.ts")]);
  if ("file" in output) {
    const text = runnableFromUrl(await Deno.readTextFile(output.file));
    await Deno.writeTextFile(output.file, permissionNote(info) + text);
    return output.file;
  }
  await renameChunks(output.folder);
  return `${output.folder}/main.js`;
}

/** The comment at the head of the single file: what it is, and what it must be allowed to do. */
export function permissionNote(
  { version, commit }: { readonly version: string; readonly commit: string },
): string {
  return [
    `im ${version}, built from ${commit}. It needs Deno ${MINIMUM_RUNTIME} or later and these permissions:`,
    "",
    "  deno run \\",
    ...permissionFlags("javascript").filter((flag) => !flag.startsWith("--allow-run")).map((flag) =>
      `    ${flag} \\`
    ),
    "    im.js --help",
    "",
    "Without one of them it says what is missing. To keep the key to the secrets in the key store of the system rather",
    `than in a file, it also needs --allow-run=PROGRAM: ${Object.values(KEY_STORE_PROGRAMS).join(", ")}.`,
    `For the browser of im archive serve --open, this is ${Object.values(OPENERS).join(", ")}.`,
  ].map((line) => `// ${line}`.trimEnd() + "\n").join("");
}

/**
 * Lets a bundle run from an http address. Packages in the older module form reach Deno's own Node modules through
 * `createRequire`, which takes files only; which file it is makes no difference to built-in modules.
 */
export function runnableFromUrl(text: string): string {
  return text.replace(
    /(=__deno_internal_createRequire\()import\.meta\.url\)/,
    '$1import.meta.url.startsWith("file:")?import.meta.url:Deno.cwd()+"/")',
  );
}

/**
 * Gives chunks names without the bundler's hash, which depends on where the dependencies lie on this machine. They are
 * counted in the order in which they are reached from `main.js`.
 */
export function plainChunkNames(chunks: ReadonlyMap<string, string>): Map<string, string> {
  const names = new Map([["main.js", "main.js"]]);
  const taken = new Set(names.values());
  for (const chunk of names.keys()) {
    for (const [, next = ""] of (chunks.get(chunk) ?? "").matchAll(chunkReference)) {
      if (names.has(next) || !chunks.has(next)) continue;
      const base = next.replace(/(-[A-Z0-9]{8})?\.js$/, "");
      let name = `${base}.js`;
      for (let count = 2; taken.has(name); count++) name = `${base}-${count}.js`;
      taken.add(name);
      names.set(next, name);
    }
  }
  return names;
}

/** The date of all chunks: the first that zip files know. */
const chunkTime = new Date("1980-01-01T00:00:00Z");

const chunkReference = /"\.\/([\w.-]+\.js)"/g;

async function renameChunks(folder: string): Promise<void> {
  const chunks = new Map<string, string>();
  for await (const { name } of Deno.readDir(folder)) {
    chunks.set(name, await Deno.readTextFile(`${folder}/${name}`));
  }
  const [name, jq] = [...chunks].find(([name]) => name.startsWith("inline")) ?? [];
  if (name === undefined || jq === undefined) throw new Error("the bundle has no chunk for jq-wasm/inline");
  chunks.set(name, shrinkWasm(jq));
  const names = plainChunkNames(chunks);
  for (const [old, text] of chunks) {
    await Deno.remove(`${folder}/${old}`);
    chunks.set(
      old,
      text.replace(chunkReference, (whole, name) => names.has(name) ? `"./${names.get(name)}"` : whole),
    );
  }
  for (const [old, name] of names) {
    await Deno.writeTextFile(`${folder}/${name}`, chunks.get(old) ?? "");
    // A compiled program keeps this time, which would make each one different.
    await Deno.utime(`${folder}/${name}`, chunkTime, chunkTime);
  }
}

const INFO = "core/build-info.ts";

function infoModule(info: Readonly<Record<string, string>>): string {
  return `export const buildInfo = ${JSON.stringify(info)};\n`;
}

/** What help computes from the definitions of all commands. */
async function helpModules(registry: Registry): Promise<Record<string, string>> {
  const flags = registryFlags(registry, "run");
  const args = ["run", "--quiet", "--no-prompt", ...flags, "-A", pathOf("scripts/help-data.ts")];
  return JSON.parse(await succeed(Deno.execPath(), args));
}

/** Writes modules, and an import map that puts them in place of files of the checkout. */
async function writeImportMap(
  registry: Registry,
  target: string,
  modules: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = pathOf(`.cache/build/${target}-modules`);
  await Deno.mkdir(folder, { recursive: true });
  const base = new URL(registry === "npm" ? "scripts/npm/import_map.json" : "deno.json", root);
  const imports: Record<string, string> = JSON.parse(await Deno.readTextFile(base)).imports;
  for (const [name, to] of Object.entries(imports)) {
    if (to.startsWith(".")) imports[name] = new URL(to, base).href;
  }
  for (const [path, text] of Object.entries(modules)) {
    const name = path.replace(/.*\//, "");
    await Deno.writeTextFile(`${folder}/${name}`, text);
    imports[new URL(path, root).href] = `./${name}`;
  }
  await Deno.writeTextFile(`${folder}/import_map.json`, JSON.stringify({ imports }, null, 2));
  return `${folder}/import_map.json`;
}

async function buildInfo(
  target: string,
  releases: string,
): Promise<Record<"version" | "commit" | "date" | "target" | "releases", string>> {
  const { version } = JSON.parse(await Deno.readTextFile(new URL("deno.json", root)));
  const git = (...args: string[]) => capture("git", ["-C", pathOf("."), ...args]);
  const head = await git("log", "-1", "--format=%H %cs");
  const [commit = "unknown", date = "unknown"] = head.code === 0 ? head.stdout.trim().split(" ") : [];
  const changed = head.code === 0 &&
    (await git("status", "--porcelain", "--untracked-files=no")).stdout !== "";
  return { version, commit: changed ? `${commit}-modified` : commit, date, target, releases };
}

if (import.meta.main) {
  const file = pathOf("dist/im.js");
  await bundle({ target: "javascript", output: { file } });
  console.log(`dist/im.js  ${Math.round((await Deno.stat(file)).size / 1024)} KiB`);
}
