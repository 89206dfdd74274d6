import { inConfigScene } from "./scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const errorOf = ({ stderr }: { readonly stderr: string }) => JSON.parse(stderr).error;

describe("groups of commands", () => {
  for (const group of ["config", "profile"]) {
    it(`im ${group} alone lists its commands, exit 0`, () =>
      inConfigScene(async ({ run }) => {
        const { status, stdout, stderr } = await run([group]);
        assertEquals([status, stderr], [0, ""]);
        assertStringIncludes(stdout, `im ${group} <command> [options]`);
      }));

    it(`im ${group} and a word that is no command is exit 2`, () =>
      inConfigScene(async ({ run }) => {
        const failed = await run([group, "remov"]);
        const { type, params, hint } = errorOf(failed);
        assertEquals([failed.status, type, params[0].suggestions[0]], [2, "validation", "remove"]);
        assertEquals(hint, `did you mean ${group} remove?`);
      }));
  }

  it("a mistyped group is suggested", () =>
    inConfigScene(async ({ run }) => {
      assertEquals(errorOf(await run(["confg", "init"])).hint, "did you mean config?");
    }));

  it("help of a command is found before and behind its name", () =>
    inConfigScene(async ({ run }) => {
      const { stdout } = await run(["help", "config", "init"]);
      assertStringIncludes(stdout, "im config init [options]");
      assertEquals((await run(["config", "init", "--help"])).stdout, stdout);
    }));
});
