import { readOptions as readCompileOptions, targets } from "../../../scripts/compile.ts";
import { pathOf } from "../../../scripts/registry.ts";
import { readOptions } from "../../../scripts/release.ts";
import { changelogSection } from "../../../scripts/release/changelog.ts";
import { platformOf } from "../../../scripts/release/executable.ts";
import {
  homebrewFormula,
  type PublishedRelease,
  scoopManifest,
} from "../../../scripts/release/package-managers.ts";
import { findProgram } from "../../support/install.ts";
import { executableFor } from "./executables.ts";
import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const REPOSITORY = "https://example.com/owner/im";

describe("options of scripts/release.ts", () => {
  it("ask for all targets unless some are named", () => {
    const given = readOptions(["--repository", `${REPOSITORY}/`, "--tag", "v1.2.3"]);
    assertEquals(given, { targets, repository: REPOSITORY, tag: "v1.2.3", isDraft: false });
    const some = readOptions(["--repository", REPOSITORY, "--draft", "--target", targets[1] ?? ""]);
    assertEquals([some.targets, some.isDraft], [[targets[1]], true]);
  });

  it("take the repository from the variables of a workflow", () => {
    const env = { GITHUB_SERVER_URL: "https://example.com", GITHUB_REPOSITORY: "owner/im" };
    assertEquals(readOptions(["--draft"], env).repository, REPOSITORY);
  });

  const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [["--draft"], /--repository must be/],
    [["--draft", "--repository", "http://example.com/o/r"], /--repository must be/],
    [["--draft", "--repository", "https://example.com/o/r'; rm"], /--repository must be/],
    [["--repository", REPOSITORY], /--tag vX\.Y\.Z is missing/],
    [["--draft", "--repository", REPOSITORY, "--target", "amiga"], /unknown target "amiga"/],
    [["--draft", "--repository", REPOSITORY, "--targt", targets[0] ?? ""], /--targt/],
    [["--draft", "--repository", REPOSITORY, "word"], /word/],
  ];
  for (const [args, message] of wrong) {
    it(`refuse ${args.join(" ")}`, () => {
      assertMatch(assertThrows(() => readOptions(args), TypeError).message, message);
    });
  }

  for (const script of ["scripts/release.ts", "scripts/compile.ts"]) {
    it(`${script} ends with 2 for an option that it does not know`, async () => {
      const { code, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-lock", pathOf(script), "--targt", targets[0] ?? ""],
        env: { NO_COLOR: "1" },
      }).output();
      assertEquals(code, 2);
      assertMatch(new TextDecoder().decode(stderr), /^error: .*--targt/m);
    });
  }

  it("of scripts/compile.ts name targets", () => {
    assertEquals(readCompileOptions([]), { isLocal: false, targets });
    assertThrows(() => readCompileOptions(["--target", "amiga"]), TypeError, "amiga");
  });
});

describe("a release on a runtime of one's own", () => {
  it("is refused: DENORT_BIN", async () => {
    const args = ["--draft", "--repository", REPOSITORY, "--target", targets[0] ?? ""];
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", pathOf("scripts/release.ts"), ...args],
      env: { NO_COLOR: "1", DENORT_BIN: "/nowhere/denort" },
    }).output();
    assertEquals(code, 1);
    assertMatch(new TextDecoder().decode(stderr), /^error: DENORT_BIN is set/m);
  });
});

describe("the changelog's section of a version", () => {
  const changelog =
    "# Changelog\n\n## Unreleased\n\n- c\n\n## 1.1.0 (2026-11-28)\n\n- b\n\n### x\n\n## 1.1\n\n## 1.0.0\n\n- a\n";
  const table: Readonly<Record<string, string | undefined>> = {
    Unreleased: "- c",
    "1.1.0": "- b\n\n### x",
    "1.0.0": "- a",
    "1.1": undefined,
    "1.0": undefined,
    "2.0.0": undefined,
  };
  for (const [version, text] of Object.entries(table)) {
    it(version, () => assertEquals(changelogSection(changelog, version), text));
  }
});

describe("the platform of a program", () => {
  for (const target of targets) {
    it(target, () => assertEquals(platformOf(executableFor(target)), target));
  }
  for (const text of ["", "#!/bin/sh\n".repeat(20), "MZ".padEnd(100, "\xff")]) {
    it(`${JSON.stringify(text.slice(0, 10))} has none`, () => {
      assertEquals(platformOf(Uint8Array.from(text, (letter) => letter.charCodeAt(0))), undefined);
    });
  }
});

const published: PublishedRelease = {
  version: "1.2.3",
  repository: REPOSITORY,
  sums: new Map(targets.map((target, index) => [target, String(index).repeat(64)])),
  completions: { bash: "completions/im.bash", zsh: "completions/_im" },
};

describe("the Homebrew formula", () => {
  const formula = homebrewFormula(published);
  const blocks: readonly (readonly [os: string, arch: string, target: string])[] = [
    ["on_macos", "on_arm", "aarch64-apple-darwin"],
    ["on_macos", "on_intel", "x86_64-apple-darwin"],
    ["on_linux", "on_arm", "aarch64-unknown-linux-gnu"],
    ["on_linux", "on_intel", "x86_64-unknown-linux-gnu"],
  ];
  for (const [os, arch, target] of blocks) {
    it(`has the archive for ${target} with its checksum`, () => {
      const system = formula.split(`  ${os} do\n`)[1]?.split("\n  end\n")[0] ?? "";
      const block = system.split(`    ${arch} do\n`)[1]?.split("\n    end")[0] ?? "";
      assertEquals(block.split("\n").map((line) => line.trim()), [
        `url "${REPOSITORY}/releases/download/v1.2.3/im-1.2.3-${target}.tar.gz"`,
        `sha256 "${published.sums.get(target)}"`,
      ]);
    });
  }

  it("installs the program and the completions, and has a test", () => {
    for (
      const line of [
        'bin.install "im"',
        'bash_completion.install "completions/im.bash"',
        'zsh_completion.install "completions/_im"',
        'man1.install Dir["man/man1/*.1"]',
        'assert_equal "im #{version}\\n", shell_output("#{bin}/im --version")',
      ]
    ) assertStringIncludes(formula, line);
  });

  it("is Ruby", async () => {
    const ruby = await findProgram("ruby");
    if (ruby === undefined) return console.log("  skipped: no ruby");
    const child = new Deno.Command(ruby, { args: ["-c"], stdin: "piped", stdout: "null", stderr: "piped" })
      .spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(formula));
    await writer.close();
    const { code, stderr } = await child.output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
  });

  it("is not made without the checksum of an archive", () => {
    assertThrows(() => homebrewFormula({ ...published, sums: new Map() }), Error, "no archive for");
  });
});

describe("the Scoop manifest", () => {
  it("has the archive for Windows with its checksum, and finds the next version by itself", () => {
    const target = "x86_64-pc-windows-msvc";
    const manifest = JSON.parse(scoopManifest(published));
    assertEquals(manifest.architecture["64bit"], {
      url: `${REPOSITORY}/releases/download/v1.2.3/im-1.2.3-${target}.zip`,
      hash: published.sums.get(target),
      extract_dir: `im-1.2.3-${target}`,
    });
    assertEquals([manifest.version, manifest.license, manifest.bin], ["1.2.3", "MIT", "im.exe"]);
    assertEquals(
      new RegExp(manifest.checkver.regex).exec(`${"0".repeat(64)}  im-1.10.0-${target}.zip`)?.[1],
      "1.10.0",
    );
  });
});
