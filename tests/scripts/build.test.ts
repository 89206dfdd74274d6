import { VARIABLE_KEYS, variableName } from "../../cli/options/global.ts";
import { buildInfo } from "../../core/build-info.ts";
import { plainChunkNames } from "../../scripts/bundle.ts";
import { binaryName, parseExports, targets } from "../../scripts/compile.ts";
import { readSources } from "../../scripts/layering.ts";
import { environmentVariables, permissionFlags } from "../../scripts/permissions.ts";
import { parseRemembered, pathOf, registryFlags, stillHolds } from "../../scripts/registry.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("build information", () => {
  it("has the version of deno.json", async () => {
    assertEquals(buildInfo.version, JSON.parse(await Deno.readTextFile(pathOf("deno.json"))).version);
  });
});

describe("the remembered registry", () => {
  const answer = { registry: "npm", expires: 100, jsrUrl: "https://jsr.io/" } as const;

  it("is one line", () => {
    assertEquals(parseRemembered("npm 100 https://jsr.io/\n"), answer);
    for (const text of ["", "npm", "npm x https://jsr.io/", "other 100 https://jsr.io/", "npm 100"]) {
      assertEquals(parseRemembered(text), undefined);
    }
  });

  it("holds for its JSR until it expires", () => {
    assertEquals(stillHolds(answer, "https://jsr.io/", 99), true);
    assertEquals(stillHolds(answer, "https://jsr.io/", 100), false);
    assertEquals(stillHolds(answer, "https://jsr.example/", 99), false);
    assertEquals(stillHolds(undefined, "https://jsr.io/", 99), false);
  });
});

describe("flags of a registry", () => {
  it("stand at subcommands that resolve modules", () => {
    for (const name of ["run", "test", "check", "bundle", "compile", "cache"]) {
      assert(registryFlags("npm", name).includes("--frozen"), name);
    }
    for (const name of ["fmt", "lint", "task"]) assertEquals(registryFlags("npm", name), []);
  });
});

describe("names of chunks", () => {
  it("do not depend on the bundler's hashes", () => {
    const chunks = (hash: string) =>
      new Map([
        ["main.js", `import"./chunk-A${hash}.js";await import("./program-${hash}B.js");`],
        [`program-${hash}B.js`, `import"./chunk-C${hash}.js";import"./chunk-A${hash}.js";x("./other.js");`],
        [`chunk-A${hash}.js`, ""],
        [`chunk-C${hash}.js`, ""],
      ]);
    const names = ["main.js", "chunk.js", "program.js", "chunk-2.js"];
    assertEquals([...plainChunkNames(chunks("1234567")).values()], names);
    assertEquals([...plainChunkNames(chunks("ABCDEFG")).values()], names);
  });
});

describe("compiling", () => {
  it("names binaries by target", () => {
    assertEquals(binaryName("x86_64-unknown-linux-gnu"), "im-x86_64-unknown-linux-gnu");
    assertEquals(binaryName("x86_64-pc-windows-msvc"), "im-x86_64-pc-windows-msvc.exe");
  });

  it("reads exported variables", () => {
    assertEquals(parseExports("export A=/b/c\nexport D=e,f\nother\n"), { A: "/b/c", D: "e,f" });
  });

  it("grants the variable of each global flag", () => {
    const missing = VARIABLE_KEYS.map(variableName).filter((name) => !environmentVariables.includes(name));
    assertEquals(missing, []);
  });

  it("grants each variable that the code names", async () => {
    const product = (await readSources()).filter(({ path }) => /^(core|cli)\/|^main\.ts$/.test(path));
    const named = product.flatMap(({ text }) =>
      [...text.matchAll(/\benv(?:\.get)?\("(\w+)"\)/g)].map(([, name = ""]) => name)
    );
    assert(named.includes("IM_BASE_URL"));
    assertEquals(named.filter((name) => !environmentVariables.includes(name)), []);
  });

  it("a binary for Windows may run its system's key store, shells and opener of files, by their full paths, and no other program", () => {
    const flags = permissionFlags("x86_64-pc-windows-msvc").filter((flag) =>
      !/^--(no-prompt|allow-(net|read|write|env=.*))$/.test(flag)
    );
    assertEquals(flags, [
      "--allow-run=" + [
        String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`,
        String.raw`C:\Program Files\PowerShell\7\pwsh.exe`,
        String.raw`C:\Windows\System32\cmd.exe`,
        String.raw`C:\Windows\System32\rundll32.exe`,
      ].join(","),
    ]);
  });

  it("the single file names no permission wider than what it needs", () => {
    assertEquals(
      permissionFlags("javascript").filter((flag) => /-(all|run|env|ffi|sys|import)$/.test(flag)),
      [],
    );
  });

  it("grants each variable once", () => {
    assertEquals(new Set(environmentVariables).size, environmentVariables.length);
    assertEquals(environmentVariables.filter((name) => !/^[A-Z_]+$|^[a-z_]+$/.test(name)), []);
  });

  it("programs are started in one place, and native code nowhere: no permission holds a binary to that", async () => {
    const product = (await readSources()).filter(({ path }) =>
      /^(core|cli|fixtures)\/|^main\.ts$/.test(path)
    );
    // There, a command is a word of the command line.
    const starting = product.filter(({ path, text }) =>
      path !== "cli/tree.ts" && /new (\w+\.)*Command\(|child_process|dlopen/.test(text)
    );
    assertEquals(starting.map(({ path }) => path), ["cli/run-program.ts"]);
  });

  it("checkouts and binaries, but for Windows, have all permissions: names in a directory are used as they are then", async () => {
    const script = await Deno.readTextFile(new URL("../../scripts/im", import.meta.url));
    assert(script.includes(' --allow-all "$@"'));
    const unix = targets.filter((target) => !target.includes("windows"));
    assertEquals(unix.length, 4);
    for (const target of unix) assertEquals(permissionFlags(target), ["--no-prompt", "--allow-all"]);
  });
});
