import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { gridText } from "../../../cli/output/grid-text.ts";

describe("gridText", () => {
  it("draws header, line and rows with two blanks between columns", () =>
    assertEquals(
      gridText({ columns: ["id", "name"], lines: [["om_1", "Ravi"], ["o", "Mei Lin"]] }),
      ["id    name", "────  ───────", "om_1  Ravi", "o     Mei Lin", ""].join("\n"),
    ));
  it("keeps columns straight behind wide characters", () =>
    assertEquals(
      gridText({ columns: ["a", "b"], lines: [["世界", "1"], ["🎉", "2"], ["abcd", "3"]] }),
      ["a     b", "────  ─", "世界  1", "🎉    2", "abcd  3", ""].join("\n"),
    ));
  it("leaves out blanks at the end of a line", () =>
    assertEquals(
      gridText({ columns: ["a", "b", "c"], lines: [["1", "", ""], ["", "2", ""]] }),
      ["a  b  c", "─  ─  ─", "1", "   2", ""].join("\n"),
    ));
  it("cuts cells at 100 columns", () => {
    const cut = `${"x".repeat(100)}…`;
    assertEquals(
      gridText({ columns: ["a"], lines: [["x".repeat(101)], ["y".repeat(100)]] }),
      ["a", "─".repeat(101), cut, "y".repeat(100), ""].join("\n"),
    );
  });
  it("cuts wide characters at 100 columns too", () =>
    assertEquals(
      gridText({ columns: ["a"], lines: [["世".repeat(51)]] }).split("\n")[2],
      `${"世".repeat(50)}…`,
    ));
  it("keeps a cell on its line and clean, in the header too", () =>
    assertEquals(
      gridText({ columns: ["a\u001b[31m\n"], lines: [["x\ny\u001b[2J"]] }),
      ["a⏎", "───", "x⏎y", ""].join("\n"),
    ));
  it("says empty without columns", () => assertEquals(gridText({ columns: [], lines: [[]] }), "(empty)\n"));
});
