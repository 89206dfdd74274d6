import { gridText, tableText } from "../../../../cli/output/formats/table.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

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

describe("tableText", () => {
  it("prints one line a row under the columns of all rows", () =>
    assertEquals(
      tableText({ kind: "list", rows: [{ b: 1, a: { c: "x" } }, { b: null, z: [1] }] }),
      ["a.c  b  z", "───  ─  ───", "x    1", "        [1]", ""].join("\n"),
    ));
  it("prints scalars under value", () =>
    assertEquals(
      tableText({ kind: "list", rows: ["om_1", 2] }),
      ["value", "─────", "om_1", "2", ""].join("\n"),
    ));
  it("prints a single object as keys and values", () =>
    assertEquals(
      tableText({
        kind: "record",
        record: { saved_path: "/a\nb", size: { bytes: 12 }, none: "", 名: "x\u001b[2J" },
      }),
      ["none", "saved_path  /a⏎b", "size.bytes  12", "名          x", ""].join("\n"),
    ));
  it("does not cut the values of a single object", () =>
    assertEquals(
      tableText({ kind: "record", record: { a: "x".repeat(300) } }),
      `a  ${"x".repeat(300)}\n`,
    ));
  it("says that a list is empty", () => assertEquals(tableText({ kind: "list", rows: [] }), "(empty)\n"));
  it("says that an object is empty", () =>
    assertEquals(tableText({ kind: "record", record: {} }), "(empty)\n"));
  it("has a line for a row without fields", () =>
    assertEquals(tableText({ kind: "list", rows: [{}, { a: {} }] }), "value\n─────\n{}\n{}\n"));
});
