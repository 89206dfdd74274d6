/**
 * Makes a release in `dist/release/`: five binaries in archives with licence, README and completions, the single file
 * `im.js`, the installers, a Homebrew formula, a Scoop manifest, the notes, and `SHA256SUMS`.
 *
 * ```sh
 * deno run -A scripts/release.ts --repository https://github.com/OWNER/NAME --tag v0.1.0
 * ```
 *
 * `--target T` (repeatable) makes it for some targets only. `--draft` takes the changelog's "Unreleased" and a changed
 * checkout, to try it out. If one target cannot be built, there is no release. Exit status: 1 failed, 2 wrong usage.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { bundle } from "./bundle.ts";
import { compileFor, targets } from "./compile.ts";
import { capture, succeed } from "./process.ts";
import { pathOf } from "./registry.ts";
import { changelogSection } from "./release/changelog.ts";
import { manualPages } from "./reference/man.ts";
import { readTree } from "./reference/tree.ts";
import { makeRelease, type ReleasePlan, type ReleaseSteps } from "./release/make-release.ts";

/** What the options say. */
export interface ReleaseOptions {
  readonly targets: readonly string[];
  readonly repository: string;
  readonly tag: string | undefined;
  readonly isDraft: boolean;
}

/**
 * Reads the options. The repository comes from `--repository`, or from the variables of GitHub's workflows.
 *
 * @throws {TypeError} for wrong usage
 */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ReleaseOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      target: { type: "string", multiple: true },
      repository: { type: "string" },
      tag: { type: "string" },
      draft: { type: "boolean" },
    },
  });
  const wanted = values.target ?? targets;
  const unknown = wanted.find((target) => !targets.includes(target));
  if (unknown !== undefined) {
    throw new TypeError(`unknown target "${unknown}"; known: ${targets.join(", ")}`);
  }
  const fromWorkflow = env.GITHUB_REPOSITORY && `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}`;
  const repository = (values.repository ?? fromWorkflow ?? "").replace(/\/+$/, "");
  if (!/^https:\/\/[\w.-]+(\/[\w.-]+)+$/.test(repository)) {
    throw new TypeError(`--repository must be the https address of the repository, got "${repository}"`);
  }
  const { tag, draft: isDraft = false } = values;
  if (tag === undefined && !isDraft) throw new TypeError("--tag vX.Y.Z is missing; --draft goes without");
  return { targets: [...new Set(wanted)], repository, tag, isDraft };
}

/** Reads what is released from the checkout. */
async function planOf({ repository, tag, isDraft, targets }: ReleaseOptions): Promise<ReleasePlan> {
  const read = (name: string) => Deno.readTextFile(pathOf(name));
  const { version, imports } = JSON.parse(await read("deno.json"));
  if (tag !== undefined && tag !== `v${version}`) {
    throw new Error(`the tag is ${tag}, but deno.json has the version ${version}`);
  }
  if (!isDraft && (await capture("git", ["-C", pathOf("."), "status", "--porcelain"])).stdout !== "") {
    throw new Error("the checkout has changes that are not committed");
  }
  const changelog = await read("CHANGELOG.md");
  const changes = changelogSection(changelog, version) ??
    (isDraft ? changelogSection(changelog, "Unreleased") : undefined);
  if (changes === undefined) throw new Error(`CHANGELOG.md has no section "## ${version}"`);
  return {
    version,
    targets,
    repository,
    changes,
    sources: {
      LICENSE: await read("LICENSE"),
      "README.md": await read("README.md"),
      "install.sh": await read("install.sh"),
      "install.ps1": await read("install.ps1"),
    },
    libraries: imports,
    folder: pathOf("dist/release"),
  };
}

const shells = { bash: "im.bash", zsh: "_im", fish: "im.fish" };

function realSteps(releases: string, version: string): ReleaseSteps {
  return {
    bundle: async (file) => void await bundle({ target: "javascript", output: { file }, releases }),
    async compile(target, file) {
      // A runtime of one's own choice: what tests use must never get the name of a release.
      if (Deno.env.has("DENORT_BIN")) {
        throw new Error("DENORT_BIN is set, and releases have Deno's own runtime");
      }
      await compileFor({ deno: Deno.execPath(), env: {} }, target, file, releases).catch((error) => {
        throw new Error(`${target} could not be built, so there is no release: ${error.message}`);
      });
      if (target === Deno.build.target) await checkRuntime(file);
      console.log(`built ${target}`);
    },
    async completions(bundled) {
      const made = Object.entries(shells).map(async ([shell, name]) =>
        [shell, { name, text: await printed(bundled, ["completions", shell]) }] as const
      );
      return Object.fromEntries(await Promise.all(made));
    },
    async manuals(bundled) {
      const tree = readTree(await printed(bundled, ["help", "--map"]));
      return manualPages(tree, version);
    },
  };
}

/** What the single file prints; it needs no permission for that. */
function printed(bundled: string, words: readonly string[]): Promise<string> {
  const flags = ["--quiet", "--no-prompt", "--no-config", "--no-lock"];
  return succeed(Deno.execPath(), ["run", ...flags, bundled, ...words]);
}

/** The binary runs here, on the Deno that compiled it. */
async function checkRuntime(file: string): Promise<void> {
  const shown = await succeed(file, ["--version", "--verbose"]);
  if (!shown.includes(`\ndeno ${Deno.version.deno}\n`)) {
    throw new Error(`the binary is not built on Deno ${Deno.version.deno}:\n${shown}`);
  }
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args, Deno.env.toObject());
    const plan = await planOf(options);
    for (const name of await makeRelease(plan, realSteps(`${options.repository}/releases`, plan.version))) {
      console.log(`dist/release/${name}`);
    }
    return 0;
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    return error instanceof TypeError ? 2 : 1;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
