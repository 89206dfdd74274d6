import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { visibleCell } from "../../../cli/output/visible-cell.ts";

describe("visibleCell", () => {
  it("shows newline and tab as signs", () => assertEquals(visibleCell("a\r\nb\tc\n"), "a⏎b⇥c⏎"));
  it("takes out what a terminal would obey", () =>
    assertEquals(visibleCell("a\u001b[2J\u001b]0;evil\u0007b\u009b1mc\u202ed\u0085e"), "abcde"));
});
