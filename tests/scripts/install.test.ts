import { withAddress } from "../../scripts/release/make-release.ts";
import { pathOf } from "../../scripts/registry.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { findProgram } from "../support/install.ts";
import { type ReleasesOptions, startReleases } from "../support/releases.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The installer for Linux and macOS, in a clean directory with an empty HOME, against a page of releases on loopback. */

const TARGETS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
];

/** A program that can be started on whatever these tests run on. */
const program = (version: string) => `#!/bin/sh\necho "im ${version}"\n`;

interface Installation {
  readonly home: string;
  readonly page: string;
  /** Runs the installer. */
  install(args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<InstallResult>;
}

interface InstallResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function inHome(
  { shell = ["sh"], ...options }: Partial<ReleasesOptions> & { readonly shell?: readonly string[] },
  use: (installation: Installation) => Promise<void>,
): Promise<void> {
  await using page = await startReleases({
    version: "1.2.3",
    targets: TARGETS,
    program: program("1.2.3"),
    ...options,
  });
  await inTemporaryDirectory(async (home) => {
    await use({
      home,
      page: page.url,
      async install(args = [], env = {}) {
        const [command = "sh", ...first] = shell;
        const output = await new Deno.Command(command, {
          args: [...first, pathOf("install.sh"), ...args],
          cwd: home,
          clearEnv: true,
          env: {
            PATH: Deno.env.get("PATH") ?? "",
            HOME: home,
            TMPDIR: await Deno.makeTempDir({ dir: home, prefix: "tmp-" }),
            IM_RELEASES_URL: page.url,
            ...env,
          },
        }).output();
        const decoder = new TextDecoder();
        return {
          code: output.code,
          stdout: decoder.decode(output.stdout),
          stderr: decoder.decode(output.stderr),
        };
      },
    });
  });
}

/** The files below a directory, temporary ones included. */
async function filesBelow(directory: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    if (isDirectory) {
      found.push(...(await filesBelow(`${directory}/${name}`)).map((path) => `${name}/${path}`));
    } else found.push(name);
  }
  return found;
}

/** Programs that stand in for those of the system, in a directory that comes first in PATH. */
async function standIns(home: string, scripts: Readonly<Record<string, string>>): Promise<{ PATH: string }> {
  const directory = await Deno.makeTempDir({ dir: home, prefix: "stand-ins-" });
  for (const [name, script] of Object.entries(scripts)) {
    await Deno.writeTextFile(`${directory}/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return { PATH: `${directory}:${Deno.env.get("PATH")}` };
}

/** A PATH with the programs that every system has, and these. */
async function onlyPrograms(home: string, more: readonly string[]): Promise<{ PATH: string }> {
  const directory = await Deno.makeTempDir({ dir: home, prefix: "stand-ins-" });
  const common = ["sh", "uname", "mktemp", "mkdir", "grep", "tar", "gzip", "cp", "chmod", "mv", "rm"];
  for (const name of [...common, ...more]) {
    await Deno.symlink(await findProgram(name) ?? "", `${directory}/${name}`);
  }
  return { PATH: directory };
}

const onUnix = Deno.build.os === "windows" ? describe.skip : describe;

onUnix("install.sh", () => {
  for (const shell of [["dash"], ["bash"], ["bash", "--posix"], ["busybox", "sh"]]) {
    it(`installs, and says what to add to PATH (${shell.join(" ")})`, async () => {
      if (await findProgram(shell[0] ?? "") === undefined) return console.log(`  skipped: no ${shell[0]}`);
      await inHome({ shell }, async ({ home, install }) => {
        const result = await install([], { SHELL: "/bin/zsh" });
        assertEquals([result.code, result.stderr], [0, ""]);
        assertStringIncludes(result.stdout, `installed im 1.2.3 to ${home}/.local/bin/im\n`);
        assertStringIncludes(result.stdout, `echo 'export PATH="${home}/.local/bin:$PATH"' >>~/.zshrc`);
        assertEquals(await filesBelow(home), [".local/bin/im"]);
        assertEquals(((await Deno.stat(`${home}/.local/bin/im`)).mode ?? 0) & 0o777, 0o755);
      });
    });
  }

  it("says nothing about PATH where it is right", () =>
    inHome({}, async ({ home, install }) => {
      const { stdout } = await install([], { PATH: `${home}/.local/bin:${Deno.env.get("PATH")}` });
      assertEquals(stdout.includes("PATH"), false, stdout);
    }));

  it("says which other im comes first", () =>
    inHome({}, async ({ home, install }) => {
      const { PATH } = await standIns(home, { im: "echo other" });
      const { stdout } = await install([], { PATH: `${PATH}:${home}/.local/bin` });
      assertMatch(stdout, /"im" still means .*stand-ins-.*\/im/);
    }));

  it("installs into a directory with blanks, over an older version", () =>
    inHome({}, async ({ home, install }) => {
      await Deno.mkdir(`${home}/my tools`);
      await Deno.writeTextFile(`${home}/my tools/im`, "old", { mode: 0o755 });
      const result = await install(["--dir", "my tools"]);
      assertEquals([result.code, result.stderr], [0, ""]);
      assertEquals(await Deno.readTextFile(`${home}/my tools/im`), program("1.2.3"));
      assertEquals(await filesBelow(home), ["my tools/im"]);
    }));

  it("installs a version by its number", () =>
    inHome({}, async ({ install }) => {
      assertEquals((await install(["--version", "1.2.3"])).code, 0);
      const missing = await install(["--version", "9.9.9"]);
      assertEquals(missing.code, 1);
      assertMatch(missing.stderr, /v9\.9\.9\/SHA256SUMS/);
    }));

  it("works with wget in place of curl", async () => {
    if (await findProgram("wget") === undefined) return console.log("  skipped: no wget");
    await inHome({}, async ({ home, install }) => {
      const result = await install([], await onlyPrograms(home, ["wget", "sha256sum"]));
      assertEquals([result.code, result.stderr], [0, ""]);
    });
  });
});

onUnix("install.sh", () => {
  const machines: readonly (readonly [uname: string, target: string])[] = [
    ["Linux x86_64", "x86_64-unknown-linux-gnu"],
    ["Linux aarch64", "aarch64-unknown-linux-gnu"],
    ["Darwin arm64", "aarch64-apple-darwin"],
    ["Darwin x86_64", "x86_64-apple-darwin"],
  ];
  const unameOf = (text: string) => {
    const [system, machine] = text.split(" ");
    return `case $1 in -s) echo ${system} ;; -m) echo ${machine} ;; esac`;
  };
  for (const [uname, target] of machines) {
    it(`takes the archive for ${target} on ${uname}`, () =>
      inHome({}, async ({ home, install }) => {
        const result = await install([], await standIns(home, { uname: unameOf(uname), sysctl: "exit 1" }));
        assertEquals([result.code, result.stderr], [0, ""]);
        assertStringIncludes(result.stdout, `for ${target}\n`);
      }));
  }

  it("takes the arm64 archive in a shell that Rosetta translates", () =>
    inHome({}, async ({ home, install }) => {
      const result = await install(
        [],
        await standIns(home, { uname: unameOf("Darwin x86_64"), sysctl: "echo 1" }),
      );
      assertStringIncludes(result.stdout, "for aarch64-apple-darwin\n");
    }));
});

onUnix("install.sh installs nothing and leaves the old version where", () => {
  const fails = (
    name: string,
    options: Partial<ReleasesOptions>,
    message: RegExp,
    scripts: Readonly<Record<string, string>> = {},
  ) =>
    it(name, () =>
      inHome(options, async ({ home, install }) => {
        await Deno.mkdir(`${home}/bin`);
        await Deno.writeTextFile(`${home}/bin/im`, "old");
        const env = await standIns(home, scripts);
        const result = await install(["--dir", `${home}/bin`], env);
        assertEquals(result.code, 1, result.stdout);
        assertMatch(result.stderr, message);
        assertMatch(result.stderr, /^hint: /m);
        assertEquals(await Deno.readTextFile(`${home}/bin/im`), "old");
        const left = (await filesBelow(home)).filter((path) => !path.startsWith("stand-ins-"));
        assertEquals(left, ["bin/im"]);
      }));

  fails("the checksum is wrong", { fault: "wrong sum" }, /^error: the checksum of im-1\.2\.3-.* is wrong/m);
  fails("the archive is missing", { fault: "missing archive" }, /^error: could not download .*\.tar\.gz$/m);
  fails("the archive breaks off", { fault: "cut-off archive" }, /^error: could not download .*\.tar\.gz$/m);
  fails("the list is missing", { fault: "no list" }, /^error: could not download .*SHA256SUMS$/m);
  fails("the list has no such platform", { fault: "no such target" }, /^error: .* names no archive for /m);
  fails("the program does not run", { program: "#!/bin/sh\nexit 3\n" }, /^error: the program does not run/m);
  fails("the processor is unknown", {}, /^error: there is no im for the processor "riscv64"/m, {
    uname: "case $1 in -s) echo Linux ;; -m) echo riscv64 ;; esac",
  });
  fails("the system is unknown", {}, /^error: there is no im for the system "FreeBSD"/m, {
    uname: "case $1 in -s) echo FreeBSD ;; -m) echo amd64 ;; esac",
  });
  fails("the C library is musl", {}, /^error: .*musl/m, {
    uname: "case $1 in -s) echo Linux ;; -m) echo x86_64 ;; esac",
    ldd: 'echo "musl libc (x86_64)" >&2; exit 1',
  });
  fails("the disk is full", {}, /^error: cannot write to /m, { cp: "exit 1" });
  it("there is nothing to compute a checksum with", () =>
    inHome({}, async ({ home, install }) => {
      const result = await install(["--dir", `${home}/bin`], await onlyPrograms(home, ["curl"]));
      assertEquals(result.code, 1);
      assertMatch(result.stderr, /^error: none of sha256sum, shasum and openssl is installed$/m);
      assertEquals(await filesBelow(`${home}/bin`), []);
    }));
});

onUnix("install.sh refuses", () => {
  const usage: readonly (readonly [
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    message: RegExp,
  ])[] = [
    [["--targt", "x"], {}, /unknown option "--targt"/],
    [["--dir"], {}, /--dir needs a value/],
    [["--version", "latest"], {}, /not a version: "latest"/],
    [[], { HOME: "" }, /HOME is not set/],
    [[], { IM_RELEASES_URL: "" }, /knows no page of releases/],
    [[], { IM_RELEASES_URL: "http://example.com/releases" }, /must be https/],
    [[], { IM_RELEASES_URL: "http://127.0.0.1.example.com/releases" }, /must be https/],
    [[], { IM_RELEASES_URL: "file:///tmp" }, /must be https/],
  ];
  for (const [args, env, message] of usage) {
    it(`${args.join(" ")} ${JSON.stringify(env)}`, () =>
      inHome({}, async ({ home, install }) => {
        const result = await install(args, env);
        assertEquals([result.code, result.stdout], [2, ""]);
        assertMatch(result.stderr, message);
        assertEquals(await filesBelow(home), []);
      }));
  }

  it("a directory that cannot be written", () =>
    inHome({}, async ({ home, install }) => {
      await Deno.writeTextFile(`${home}/file`, "");
      const result = await install(["--dir", `${home}/file/bin`]);
      assertEquals(result.code, 1);
      assertMatch(result.stderr, /^error: cannot write to .*\/file\/bin$/m);
    }));

  it("a directory that belongs to somebody else", async () => {
    if (Deno.uid() !== 0) return console.log("  skipped: needs root to be somebody else");
    await inHome(
      { shell: ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh"] },
      async ({ home, install }) => {
        await Deno.mkdir(`${home}/bin`);
        await Deno.chmod(home, 0o755);
        const result = await install(["--dir", `${home}/bin`]);
        assertEquals(result.code, 1);
        assertMatch(result.stderr, /^error: cannot write to /m);
      },
    );
  });
});

describe("the installers of a release", () => {
  for (const name of ["install.sh", "install.ps1"]) {
    it(`${name} knows the page of releases it comes from, and the one of a checkout knows none`, async () => {
      const text = await Deno.readTextFile(pathOf(name));
      assertEquals(text.includes("https://example.com"), false);
      const released = withAddress(text, "https://example.com/o/r/releases");
      assertMatch(released, /^\$?built_in_url ?= ?'https:\/\/example\.com\/o\/r\/releases'$/m);
      assert(released.length === text.length + "https://example.com/o/r/releases".length);
    });

    it(`${name} does its work in the last line, so that a part of it does nothing`, async () => {
      const lines = (await Deno.readTextFile(pathOf(name))).trimEnd().split("\n");
      assertMatch(lines.at(-1) ?? "", /^(main "\$@"|Install-Im)$/);
    });
  }
});
