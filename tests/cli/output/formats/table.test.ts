import { gridText, tableText } from "../../../../cli/output/formats/table.ts";
import type { Grid, Rows } from "../../../../cli/output/rows.ts";
import { Failure } from "../../../../core/failure.ts";
import { displayWidth } from "../../../../core/text/width.ts";
import { FILE_SCREEN, terminalScreen } from "../../../support/screens.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const draw = (grid: Grid, screen = FILE_SCREEN) => gridText(grid, screen).text;
const ID = "oc_7b1e0c94f2d85a63b8e1407d6c39fa52";

describe("gridText", () => {
  it("draws header, line and rows with two blanks between columns", () =>
    assertEquals(
      draw({ columns: ["id", "name"], lines: [["om_1", "Ravi"], ["o", "Mei Lin"]] }),
      ["id    name", "────  ───────", "om_1  Ravi", "o     Mei Lin", ""].join("\n"),
    ));
  it("keeps columns straight behind wide characters", () =>
    assertEquals(
      draw({ columns: ["a", "b"], lines: [["世界", "1"], ["🎉", "2"], ["abcd", "3"]] }),
      ["a     b", "────  ─", "世界  1", "🎉    2", "abcd  3", ""].join("\n"),
    ));
  it("leaves out blanks at the end of a line", () =>
    assertEquals(
      draw({ columns: ["a", "b", "c"], lines: [["1", "", ""], ["", "2", ""]] }),
      ["a  b  c", "─  ─  ─", "1", "   2", ""].join("\n"),
    ));
  it("cuts nothing in a file", () =>
    assertStringIncludes(
      draw({ columns: ["a", "b"], lines: [["x".repeat(500), "y"]] }),
      `${"x".repeat(500)}  y\n`,
    ));
  it("keeps a cell on its line and clean, in the header too", () =>
    assertEquals(
      draw({ columns: ["a\u001b[31m\n"], lines: [["x\ny\u001b[2J"]] }),
      ["a⏎", "───", "x⏎y", ""].join("\n"),
    ));
  it("says empty without columns", () => assertEquals(draw({ columns: [], lines: [[]] }), "(empty)\n"));

  it("cuts text on a terminal, never ids", () =>
    assertEquals(
      draw({ columns: ["id", "text"], lines: [[ID, "世".repeat(30)]] }, terminalScreen(60)),
      [
        `id${" ".repeat(33)}  text`,
        `${"─".repeat(35)}  ${"─".repeat(23)}`,
        `${ID}  ${"世".repeat(11)}…`,
        "",
      ].join("\n"),
    ));
  it("has the id of each row below it where it has no room beside the name", () =>
    assertEquals(
      gridText({
        columns: ["name", "chat_id", "mode"],
        lines: [["Release 2.4", ID, "group"], ["", "", "p2p"], ["x".repeat(50), ID, "group"]],
      }, terminalScreen(40)),
      {
        text: [
          "name",
          "  chat_id",
          "─".repeat(40),
          "Release 2.4",
          `  ${ID}`,
          "",
          `${"x".repeat(39)}…`,
          `  ${ID}`,
          "",
        ].join("\n"),
        hidden: 1,
      },
    ));
  it("indents no id that would then be too wide", () =>
    assertStringIncludes(
      draw({ columns: ["name", "id"], lines: [["Mia", ID]] }, terminalScreen(36)),
      `\n${ID}\n`,
    ));
  it("is never wider than the terminal, leaves out the last columns and counts them", () => {
    const columns = ["name", "id", ...Array.from({ length: 8 }, (_, index) => `column_${index}`)];
    const grid = { columns, lines: [columns.map((_, at) => at === 1 ? ID : "text ".repeat(at + 4))] };
    for (let width = 37; width <= 200; width++) {
      const { text, hidden } = gridText(grid, terminalScreen(width));
      const lines = text.trimEnd().split("\n");
      const head = lines.slice(0, lines.findIndex((line) => line.startsWith("─")));
      assert(lines.every((line) => displayWidth(line) <= width), text);
      assertStringIncludes(text, ID);
      assertEquals(head.join(" ").split(/\s+/).length, columns.length - hidden);
    }
  });
});

const table = (rows: Rows, known?: readonly string[], chosen: readonly string[] = []) =>
  tableText(rows, FILE_SCREEN, { known, chosen });
const WIDE = {
  kind: "list",
  rows: [Object.fromEntries([..."abcdefghijklmno"].map((key) => [key, 1]))],
} as const;

describe("tableText", () => {
  it("prints one line a row under the columns of all rows", () =>
    assertEquals(
      table({ kind: "list", rows: [{ b: 1, a: { c: "x" } }, { b: null, z: [1] }] }),
      ["a.c  b  z", "───  ─  ───", "x    1", "        [1]", ""].join("\n"),
    ));
  it("prints scalars under value", () =>
    assertEquals(
      table({ kind: "list", rows: ["om_1", 2] }),
      ["value", "─────", "om_1", "2", ""].join("\n"),
    ));
  it("begins with the columns that the command names", () =>
    assertEquals(
      table({ kind: "list", rows: [{ a: "1", b: "2", c: "3" }] }, ["c", "none", "a"]).split("\n")[0],
      "c  a  b",
    ));
  it("has twelve columns at most, and says how many more there are", () => {
    const lines = table(WIDE, ["o", "n"]).trimEnd().split("\n");
    assertEquals(lines[0], "o  n  a  b  c  d  e  f  g  h  i  j");
    assertEquals(lines.at(-1), "3 more columns: --columns names those to show");
  });
  it("has the columns that are chosen, in that order, however many; an object stands for all that is in it", () => {
    assertEquals(table(WIDE, [], [..."onmlkjihgfedcba"]).split("\n")[0], [..."onmlkjihgfedcba"].join("  "));
    const rows = [{ a: { x: 1, y: 2 }, b: 3 }];
    assertEquals(table({ kind: "list", rows }, [], ["b", "a"]).split("\n")[0], "b  a.x  a.y");
  });
  it("refuses a column that there is not, and lists what there is", () => {
    const error = assertThrows(
      () => table({ kind: "list", rows: [{ name: 1 }] }, ["chat_id"], ["nam"]),
      Failure,
      'no such column: "nam"',
    );
    assertEquals(String(error.detail.hint), "did you mean name? choose from chat_id, name");
  });

  it("has Unix times as local ones, and tells the zone once, below", () => {
    const rows = {
      kind: "list",
      rows: [{ id: "a", update_time: "1779238800000", create_time_ms: 1779238800000 }],
    } as const;
    const lines = table(rows, ["id", "update_time", "create_time_ms"]).trimEnd().split("\n");
    assert(/^a {3}2026-05-\d\d \d\d:\d\d {2}1779238800000$/.test(lines[2] ?? ""), lines[2]);
    assert(/^times are UTC/.test(lines[3] ?? ""), lines.join("\n"));
    assertEquals(lines.length, 4);
  });
  it("tells the zone of local times; without times, none", () => {
    const zones = (row: Record<string, string>) =>
      table({ kind: "list", rows: [row] }).match(/UTC/g)?.length ?? 0;
    assertEquals(zones({ create_time: "2026-05-20 09:00" }), 1);
    assertEquals(zones({ content: "2026-05-20 09:00", name: "x" }), 0);
  });

  it("prints a single object as keys and values", () =>
    assertEquals(
      table({
        kind: "record",
        record: { saved_path: "/a\nb", size: { bytes: 12 }, none: "", 名: "x\u001b[2J" },
      }),
      ["none", "saved_path  /a⏎b", "size.bytes  12", "名          x", ""].join("\n"),
    ));
  it("prints the chosen keys of a single object", () =>
    assertEquals(table({ kind: "record", record: { a: 1, b: { c: 2 } } }, undefined, ["b.c"]), "b.c  2\n"));
  it("does not cut the values of a single object", () =>
    assertEquals(
      tableText({ kind: "record", record: { a: "x".repeat(300) } }, terminalScreen(80)),
      `a  ${"x".repeat(300)}\n`,
    ));
  it("says that a list is empty", () => assertEquals(table({ kind: "list", rows: [] }, ["a"]), "(empty)\n"));
  it("says that an object is empty", () => assertEquals(table({ kind: "record", record: {} }), "(empty)\n"));
  it("has a line for a row without fields", () =>
    assertEquals(table({ kind: "list", rows: [{}, { a: {} }] }), "value\n─────\n{}\n{}\n"));
});
