import { type ColorChoice, hasColor, screenOf } from "../../cli/screen.ts";
import { fakeSink, fakeWorld } from "../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Variables as in `A=1 B=2`. */
function envOf(text: string): Record<string, string> {
  return Object.fromEntries(text.split(" ").filter((one) => one !== "").map((one) => one.split("=")));
}

describe("color", () => {
  const cases: readonly (readonly [ColorChoice, variables: string, terminal: boolean, colored: boolean])[] = [
    ["auto", "", true, true],
    ["auto", "", false, false],
    ["always", "", false, true],
    ["never", "", true, false],
    ["always", "NO_COLOR=1", true, true],
    ["never", "FORCE_COLOR=1", true, false],
    ["auto", "NO_COLOR=1", true, false],
    ["auto", "NO_COLOR=0", true, false],
    ["auto", "NO_COLOR=", true, true],
    ["auto", "FORCE_COLOR=1", false, true],
    ["auto", "FORCE_COLOR=0", true, false],
    ["auto", "CLICOLOR_FORCE=1", false, true],
    ["auto", "CLICOLOR_FORCE=0", true, false],
    ["auto", "NO_COLOR=1 FORCE_COLOR=1", true, false],
    ["auto", "CLICOLOR=0", true, false],
    ["auto", "CLICOLOR=1", false, false],
    ["auto", "TERM=dumb", true, false],
    ["auto", "TERM=dumb FORCE_COLOR=1", true, true],
    ["auto", "TERM=xterm-256color", true, true],
  ];
  for (const [color, variables, terminal, colored] of cases) {
    it(`--color ${color} ${variables} ${terminal ? "on a terminal" : "in a pipe"}: ${colored}`, () => {
      const { env } = fakeWorld({ variables: envOf(variables) });
      assertEquals(hasColor(env, terminal, color), colored);
    });
  }
});

describe("width", () => {
  const silent = { ...fakeSink(100), columns: () => undefined };
  const cases: readonly (readonly [string, ReturnType<typeof fakeSink>, string, number | undefined])[] = [
    ["of a terminal", fakeSink(100), "", 100],
    ["of a terminal, whatever COLUMNS says", fakeSink(100), "COLUMNS=60", 100],
    ["by COLUMNS where the terminal is silent", silent, "COLUMNS=60", 60],
    ["80 where nothing is known of a terminal", silent, "COLUMNS=x", 80],
    ["by COLUMNS in a pipe", fakeSink(), "COLUMNS=60", 60],
    ["none in a pipe", fakeSink(), "", undefined],
  ];
  for (const [name, sink, variables, columns] of cases) {
    it(name, () => {
      const world = fakeWorld({ variables: envOf(variables) });
      assertEquals(screenOf(world, sink, "auto").columns, columns);
    });
  }
});
