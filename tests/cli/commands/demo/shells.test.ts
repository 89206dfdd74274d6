import { posixWord, type ShellKind, shellOf, variableLine } from "../../../../cli/commands/demo/shells.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Variables = Readonly<Record<string, string>>;

describe("the person's shell", () => {
  const MODULES = String.raw`C:\Windows\system32\WindowsPowerShell\v1.0\Modules`;
  const cases: readonly (readonly [typeof Deno.build.os, Variables, ShellKind, program: string])[] = [
    ["linux", { SHELL: "/bin/bash" }, "posix", "/bin/bash"],
    ["darwin", { SHELL: "/bin/zsh" }, "posix", "/bin/zsh"],
    ["linux", { SHELL: "/usr/bin/fish" }, "fish", "/usr/bin/fish"],
    ["linux", { SHELL: "/opt/microsoft/pwsh" }, "powershell", "/opt/microsoft/pwsh"],
    ["linux", { SHELL: "/bin/tcsh" }, "csh", "/bin/tcsh"],
    ["linux", {}, "posix", "/bin/sh"],
    ["windows", { PSMODULEPATH: MODULES }, "cmd", String.raw`C:\Windows\System32\cmd.exe`],
    [
      "windows",
      { PSMODULEPATH: String.raw`C:\Users\Ana Lima\Documents\WindowsPowerShell\Modules;` + MODULES },
      "powershell",
      String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`,
    ],
    [
      "windows",
      { PSMODULEPATH: String.raw`C:\Users\Ana Lima\Documents\PowerShell\Modules;` + MODULES },
      "powershell",
      String.raw`C:\Program Files\PowerShell\7\pwsh.exe`,
    ],
  ];
  for (const [os, variables, kind, program] of cases) {
    it(`${os}, ${JSON.stringify(variables)}: ${program}`, () =>
      assertEquals(shellOf({ os, env: (name) => variables[name] }), { kind, program }));
  }
});

describe("a line that sets a variable", () => {
  const cases: readonly (readonly [ShellKind, value: string, line: string])[] = [
    ["posix", "http://127.0.0.1:80", "export X=http://127.0.0.1:80"],
    ["posix", "it's $HOME", String.raw`export X='it'\''s $HOME'`],
    ["fish", "http://127.0.0.1:80", "set -gx X http://127.0.0.1:80"],
    ["fish", String.raw`it's a\b`, String.raw`set -gx X 'it\'s a\\b'`],
    ["csh", "a b", "setenv X 'a b'"],
    ["powershell", "it's $HOME", "$env:X = 'it''s $HOME'"],
    ["cmd", String.raw`C:\Users\Ana Lima`, String.raw`set "X=C:\Users\Ana Lima"`],
  ];
  for (const [kind, value, line] of cases) {
    it(`${kind}: ${value}`, () => assertEquals(variableLine(kind, "X", value), line));
  }

  it("is understood by the real shells as it was meant", async () => {
    const value = String.raw`it's $HOME "a\b" 晓云; exit 1`;
    for (
      const [kind, program] of [["posix", "sh"], ["posix", "bash"], ["posix", "zsh"], [
        "fish",
        "fish",
      ]] as const
    ) {
      const args = ["-c", `${variableLine(kind, "X", value)}\nprintenv X`];
      const found = await new Deno.Command(program, { args }).output().catch(() => undefined);
      // A shell that this machine does not have is not tried.
      if (found !== undefined) assertEquals(new TextDecoder().decode(found.stdout), `${value}\n`, program);
    }
  });

  it("leaves a path alone that no shell takes for more", () => {
    assertEquals(posixWord("/usr/local/bin/im"), "/usr/local/bin/im");
    assertEquals(posixWord("/home/Ana Lima/im"), "'/home/Ana Lima/im'");
  });
});
