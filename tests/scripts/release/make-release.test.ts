import { archiveFolder, archiveName, programName } from "../../../core/upgrade/release-page.ts";
import { targets } from "../../../scripts/compile.ts";
import { sha256 } from "../../../scripts/release/checksums.ts";
import { makeRelease, type ReleasePlan, type ReleaseSteps } from "../../../scripts/release/make-release.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { findProgram } from "../../support/install.ts";
import { executableFor } from "./executables.ts";
import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const REPOSITORY = "https://example.com/owner/im";
const WINDOWS = "x86_64-pc-windows-msvc";
const LINUX = "x86_64-unknown-linux-gnu";

const steps: ReleaseSteps = {
  bundle: (file) => Deno.writeTextFile(file, "// bundle\n"),
  compile: (target, file) => Deno.writeFile(file, executableFor(target)),
  completions: () => Promise.resolve({ bash: { name: "im.bash", text: "complete im\n" } }),
  manuals: () => Promise.resolve(new Map([["man1/im.1", ".TH IM 1\n"]])),
};

const plan = (folder: string): ReleasePlan => ({
  version: "1.2.3",
  targets,
  repository: REPOSITORY,
  changes: "- A change",
  sources: {
    LICENSE: "MIT",
    "README.md": "# im",
    "install.sh": "built_in_url=''\n",
    "install.ps1": "$built_in_url = ''\n",
  },
  libraries: { valibot: "npm:valibot@1.5.0" },
  folder,
});

/** Makes a release in a temporary directory. */
async function inRelease(
  use: (
    made: { folder: string; names: readonly string[]; read(name: string): Promise<string> },
  ) => Promise<void>,
): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const folder = `${directory}/release`;
    const names = await makeRelease(plan(folder), steps);
    await use({ folder, names, read: (name) => Deno.readTextFile(`${folder}/${name}`) });
  });
}

async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, { args: [...args], cwd }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

describe("a release", () => {
  it("has five archives, the single file, installers, package managers' files, notes and checksums", () =>
    inRelease(async ({ folder, names }) => {
      const archives = targets.map((target) => archiveName("1.2.3", target));
      const others = ["im.js", "im.rb", "im.json", "install.sh", "install.ps1", "SHA256SUMS", "notes.md"];
      assertEquals([...names].sort(), [...archives, ...others].sort());
      assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [...names].sort());
      await Promise.resolve();
    }));

  it("has a checksum of every file but the list itself and the notes", () =>
    inRelease(async ({ folder, names, read }) => {
      const lines = (await read("SHA256SUMS")).trimEnd().split("\n").map((line) => line.split("  "));
      assertEquals(
        lines.map(([, name]) => name),
        names.filter((name) => name !== "SHA256SUMS" && name !== "notes.md"),
      );
      for (const [sum, name] of lines) {
        assertEquals(await sha256(await Deno.readFile(`${folder}/${name}`)), sum, name);
      }
    }));

  it("has programs with the right to run, licence, README, completions and manual pages in its archives", async () => {
    await inRelease(async ({ folder }) => {
      for (const target of targets) {
        const inside = archiveFolder("1.2.3", target);
        const [command = "", ...args] = target === WINDOWS ? ["unzip", "-q"] : ["tar", "-xzf"];
        if (await findProgram(command) === undefined) return console.log(`  skipped: no ${command}`);
        await run(command, [...args, archiveName("1.2.3", target)], folder);
        const files = [...Deno.readDirSync(`${folder}/${inside}`)].map(({ name }) => name).sort();
        assertEquals(files, ["LICENSE", "README.md", "completions", programName(target), "man"].sort());
        assertEquals(
          await Deno.readTextFile(`${folder}/${inside}/completions/im.bash`),
          "complete im\n",
        );
        assertEquals(await Deno.readTextFile(`${folder}/${inside}/man/man1/im.1`), ".TH IM 1\n");
        const info = await Deno.stat(`${folder}/${inside}/${programName(target)}`);
        assertEquals((info.mode ?? 0) & 0o777, 0o755, target);
      }
    });
  });

  it("is the same twice", () =>
    inRelease(async ({ read }) => {
      const first = await read("SHA256SUMS");
      await inRelease(async (again) => assertEquals(await again.read("SHA256SUMS"), first));
    }));

  it("names its repository in installers, formula and manifest", () =>
    inRelease(async ({ read }) => {
      assertStringIncludes(await read("install.sh"), `built_in_url='${REPOSITORY}/releases'`);
      assertStringIncludes(await read("install.ps1"), `$built_in_url = '${REPOSITORY}/releases'`);
      assertStringIncludes(await read("im.rb"), `homepage "${REPOSITORY}"`);
      assertEquals(JSON.parse(await read("im.json")).homepage, REPOSITORY);
    }));

  it("has notes with the changes, how to check the files, and what the program is made from", () =>
    inRelease(async ({ read }) => {
      const notes = await read("notes.md");
      assertMatch(notes, /^- A change$/m);
      assertMatch(notes, /^gh attestation verify FILE --repo owner\/im$/m);
      assertMatch(notes, /^- valibot: `npm:valibot@1\.5\.0`$/m);
    }));
});

describe("no release is made, and an older one stays,", () => {
  const fails = (name: string, broken: Partial<ReleaseSteps>, message: RegExp) =>
    it(name, () =>
      inTemporaryDirectory(async (directory) => {
        const folder = `${directory}/release`;
        await Deno.mkdir(folder);
        await Deno.writeTextFile(`${folder}/older`, "");
        const error = await assertRejects(() => makeRelease(plan(folder), { ...steps, ...broken }), Error);
        assertMatch(error.message, message);
        assertEquals([...Deno.readDirSync(directory)].map(({ name }) => name), ["release"]);
        assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["older"]);
      }));

  for (const missing of targets) {
    fails(`where ${missing} was not built`, {
      compile: async (target, file) => {
        if (target !== missing) await steps.compile(target, file);
      },
    }, new RegExp(`${missing} was not built`));
  }
  fails("where compiling fails", {
    compile: (target) => Promise.reject(new Error(`no runtime for ${target}`)),
  }, /no runtime for x86_64-unknown-linux-gnu/);
  fails("where a binary is for another platform", {
    compile: (_target, file) => Deno.writeFile(file, executableFor(LINUX)),
  }, /the binary for aarch64-unknown-linux-gnu is one for x86_64-unknown-linux-gnu/);
  fails("where a binary is none", {
    compile: (_target, file) => Deno.writeTextFile(file, "x".repeat(100)),
  }, /is one for nothing known/);
});

describe("a release for some targets", () => {
  it("has no formula and no manifest for archives that it has not", () =>
    inTemporaryDirectory(async (directory) => {
      const names = await makeRelease({ ...plan(`${directory}/release`), targets: [LINUX] }, steps);
      assert(!names.includes("im.rb") && !names.includes("im.json"), names.join(" "));
    }));
});
