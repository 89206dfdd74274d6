import { isSwitchOn } from "../../../cli/scan/switch-state.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("isOn", () => {
  const cases: readonly (readonly [line: string, is: boolean])[] = [
    ["+x", false],
    ["+x --help", true],
    ["--help +x", true],
    ["+x --help=true", true],
    ["+x --help=1", true],
    ["+x --help=false", false],
    ["+x --help=NO", false],
    ["+x --help --help=off", false],
    ["+x --help=false --help", true],
    // Odd values are refused later; until then they count as on, which is the harmless side.
    ["+x --help=maybe", true],
    ["+x --helpful", false],
  ];
  for (const [line, is] of cases) {
    it(`is ${is} in "${line}"`, () => assertEquals(isSwitchOn(line.split(" "), "--help"), is));
  }
});
