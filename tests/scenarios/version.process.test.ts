import { inScene } from "../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("im --version", () => {
  for (const args of [["--version"], ["im", "--version"]]) {
    it(`${args.join(" ")} prints "im X.Y.Z" alone`, () =>
      inScene({}, async ({ spawn }) => {
        const result = await spawn(args);
        assertEquals([result.status, result.stderr], [0, ""]);
        assertMatch(result.stdout, /^im \d+\.\d+\.\d+\n$/);
      }));
  }

  it("--verbose adds commit, build date, target and Deno's version", () =>
    inScene({}, async ({ spawn }) => {
      const { stdout } = await spawn(["--version", "--verbose"]);
      assertMatch(stdout, /^im \d+\.\d+\.\d+\n/);
      assertStringIncludes(stdout, Deno.version.deno.split(".")[0] ?? "");
      assert(stdout.trimEnd().split("\n").length > 3, stdout);
    }));
});
