import { profileNameProblem } from "../../../core/account/config.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("the name of a profile", () => {
  const allowed = ["a", "work", "工作", "a.b_c-1", "cli_a1", "x".repeat(64), "é@+%,:=^"];
  for (const name of allowed) {
    it(`can be "${name}"`, () => assertEquals(profileNameProblem(name), undefined));
  }

  const refused: readonly (readonly [name: string, problem: string])[] = [
    ["", "must not be empty"],
    ["x".repeat(65), "must have at most 64 characters, not 65"],
    ["-", 'must not begin with "-"'],
    ["--work", 'must not begin with "-"'],
    ["a\u0007b", "must not contain characters that are not seen"],
    ["a\u202eb", "must not contain characters that are not seen"],
    ["a\tb", "must not contain characters that are not seen"],
    ...[..." /\\'\"`$#!&|;(){}[]<>?*~\u3000"].map((character): [string, string] => [
      `a${character}b`,
      `must not contain "${character}"`,
    ]),
  ];
  for (const [name, problem] of refused) {
    it(`${problem}: ${JSON.stringify(name)}`, () => assertEquals(profileNameProblem(name), problem));
  }
});
