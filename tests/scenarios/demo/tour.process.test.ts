import { inTemporaryDirectory } from "../../support/files.ts";
import { runIm } from "../../support/im.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const PROGRAM = Deno.env.get("IM_BINARY") ??
  decodeURIComponent(new URL("../../../scripts/im", import.meta.url).pathname);

describe("im demo", () => {
  it("ends with three commands, and all that it shows can be pasted into every shell", () =>
    inTemporaryDirectory(async (directory) => {
      await Deno.mkdir(join(directory, "bin"));
      await Deno.symlink(PROGRAM, join(directory, "bin", "im"));
      const path = `${join(directory, "bin")}:${Deno.env.get("PATH")}`;
      const options = { cwd: directory, env: { PATH: path, HOME: directory } };
      const { status, stderr } = await runIm(["demo"], options);
      assertEquals(status, 0, stderr);
      const lines = stderr.split("\n").filter((line) => /^im demo /.test(line));
      assertEquals(lines.length, 4 + 3);
      for (const line of lines) assertMatch(line, /^[\w+./ -]+$/);
      assertEquals(stderr.trimEnd().split("\n").slice(-3), lines.slice(-3));
      assert((await Deno.stat(join(directory, "im-demo"))).isDirectory);
      for (const shell of ["sh", "bash", "zsh", "fish"]) {
        // The last one opens a shell, which ends where its input ends.
        const typed = [lines.at(-3), lines.at(-2), lines.at(-1)].join("\n");
        const command = new Deno.Command(shell, {
          args: ["-c", typed],
          env: { ...options.env, SHELL: "/bin/sh" },
          ...{ cwd: directory, stdin: "null" },
        });
        const result = await command.output().catch(() => undefined);
        if (result === undefined) continue;
        assertEquals(result.code, 0, `${shell}: ${new TextDecoder().decode(result.stderr)}`);
      }
    }));
});
