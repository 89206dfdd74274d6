import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { tableText } from "../../../cli/output/table.ts";

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
  it("says that rows without any value are empty", () =>
    assertEquals(tableText({ kind: "list", rows: [{}, { a: {} }] }), "(empty)\n"));
});
