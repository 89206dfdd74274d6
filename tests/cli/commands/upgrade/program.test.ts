import { upgradeProgram } from "../../../../cli/commands/upgrade.ts";
import { rejectionOf } from "../../../core/detail-of.ts";
import { plainText } from "../../../../core/text/phrase.ts";
import { fakeFetch, fakeWorld } from "../../../support/fake-world.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const TARGET = "x86_64-unknown-linux-gnu";

/** A run whose page of releases has one of version 2.0.0. */
function start(version: string, target: string, isCheckOnly: boolean) {
  const list = `${"0".repeat(64)}  im-2.0.0-${TARGET}.tar.gz\n`;
  const { fetch, seen } = fakeFetch(() => new Response(new Blob([list]).stream()));
  const line = { report: () => {}, end: () => Promise.resolve() };
  const runtime = {
    world: fakeWorld({ fetch, runtime: "2.9.6" }),
    globals: {} as Parameters<typeof upgradeProgram>[0]["globals"],
    progress: {
      note: () => Promise.resolve(),
      start: () => line,
      add: () => line,
    },
  };
  const run = () =>
    upgradeProgram(runtime, { version, target }, () => "https://ex.test/releases", isCheckOnly);
  return { run, seen };
}

describe("upgradeProgram", () => {
  for (const [version, isNewer] of [["1.0.0", true], ["2.0.0", false], ["3.0.0", false]] as const) {
    it(`that only looks says ${isNewer ? "that there is" : "that there is no"} newer one than ${version}`, async () => {
      const { run, seen } = start(version, TARGET, true);
      const { data } = await run();
      assertEquals([data["upgrade_available"], data["upgraded"], seen.length], [isNewer, false, 1]);
    });
  }

  const builds: readonly (readonly [target: string, message: RegExp])[] = [
    ["javascript", /^this im is the single file im\.js, which/],
    ["source", /^this im runs from a checkout, which/],
  ];
  for (const [target, message] of builds) {
    it(`does not replace a build for ${target}, and requests nothing`, async () => {
      const { run, seen } = start("1.0.0", target, false);
      assertMatch(plainText((await rejectionOf(run)).message), message);
      assertEquals(seen, []);
    });
  }
});
