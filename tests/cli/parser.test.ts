import { optional, text, toggle } from "../../cli/options/option.ts";
import { readStart } from "../../cli/parser.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("readStart", () => {
  const set = { loud: toggle("loudly"), name: optional(text("text", "a name")) };
  const cases: readonly (readonly [line: string, words: readonly string[], isComplete: boolean])[] = [
    ["", [], true],
    ["a b", ["a", "b"], true],
    ["--loud a --name n b", ["a", "b"], true],
    ["-- a b", ["a", "b"], true],
    ["a -- b c", ["a", "b", "c"], true],
    ["a --loud -- --name", ["a", "--name"], true],
    ["--unknown a", [], false],
    ["a --unknown b", ["a"], false],
    ["a --name", ["a"], false],
  ];
  for (const [line, words, isComplete] of cases) {
    it(`reads "${line}" up to the first unknown option`, async () => {
      const args = line.split(" ").filter((word) => word !== "");
      const { path, rest: _rest, ...start } = await readStart(args, [], set);
      assertEquals([path, start], [[], { words, isComplete }]);
    });
  }

  const rests: readonly (readonly [line: string, rest: string])[] = [
    ["run a --unknown b", "a --unknown b"],
    ["--loud --name run run a run", "--loud --name run a run"],
    ["other a", "other a"],
  ];
  for (const [line, rest] of rests) {
    it(`gives "${line}" without the command`, async () => {
      assertEquals((await readStart(line.split(" "), [{ name: "run" }], set)).rest.join(" "), rest);
    });
  }
});
