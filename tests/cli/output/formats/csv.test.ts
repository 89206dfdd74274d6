import { csvText } from "../../../../cli/output/formats/csv.ts";
import type { Rows } from "../../../../cli/output/rows.ts";
import type { JsonValue } from "../../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const list = (...rows: JsonValue[]): Rows => ({ kind: "list", rows });

describe("csvText", () => {
  const cases: readonly (readonly [name: string, rows: Rows, text: string])[] = [
    [
      "has a header and one record a row",
      list({ b: 1, a: { c: "x" } }, { a: { c: "y" } }),
      "a.c,b\nx,1\ny,\n",
    ],
    ["has columns that only a later row brings", list({ a: 1 }, { b: 2 }), "a,b\n1,\n,2\n"],
    [
      "quotes commas, quotes and line breaks",
      list({ a: 'x,y "z"\nw', b: "c\r\nd" }),
      'a,b\n"x,y ""z""\nw","c\r\nd"\n',
    ],
    ["quotes a lone carriage return", list({ a: "x\ry", b: 1 }), 'a,b\n"x\ry",1\n'],
    ["quotes headers", list({ "a,b": 1, c: 2 }), '"a,b",c\n1,2\n'],
    [
      "leaves formulas as they are",
      list({ a: "=1+1", b: "@x", c: "-2", d: "+3" }),
      "a,b,c,d\n=1+1,@x,-2,+3\n",
    ],
    [
      "leaves control characters as they are",
      list({ a: "x\u001b[2Jy", b: "\u202e" }),
      "a,b\nx\u001b[2Jy,\u202e\n",
    ],
    ["keeps the digits of large integers", list({ a: 9007199254740993n, b: 1 }), "a,b\n9007199254740993,1\n"],
    ["keeps an empty cell in an only column", list("", "x"), 'value\n""\nx\n'],
    ["keeps blanks at the ends", list({ a: " x ", b: 1 }), "a,b\n x ,1\n"],
    ["has no byte order mark", list({ a: "世界", b: 1 }), "a,b\n世界,1\n"],
    ["prints a single object as key and value", {
      kind: "record",
      record: { z: { y: 1 }, a: "b,c" },
    }, 'key,value\na,"b,c"\nz.y,1\n'],
    ["prints nothing for an empty list", list(), ""],
  ];
  for (const [name, rows, text] of cases) {
    it(name, async () => assertEquals(await csvText(rows, { terminal: false }), text));
  }

  it("cleans cells and headers on a terminal", async () =>
    assertEquals(
      await csvText(list({ "a\u001b[31m": "x\u001b[2Jy\nz", b: "\u202e=1" }), { terminal: true }),
      'a,b\n"xy\nz",=1\n',
    ));

  it("has the columns that a command knows, in its order, then what only the rows have", async () =>
    assertEquals(
      await csvText(list({ a: 1, x: 2 }), { terminal: false, known: ["b", "a"] }),
      "b,a,x\n,1,2\n",
    ));
  it("has the same header for every list of a command, also for an empty one", async () => {
    const known = ["b", "a"];
    for (const rows of [list(), list({ a: 1 }), list({ b: 1 }, { a: null })]) {
      assertEquals((await csvText(rows, { terminal: false, known })).split("\n")[0], "b,a");
    }
  });
  it("has the columns that are chosen", async () =>
    assertEquals(
      await csvText(list({ a: 1, b: { c: 2, d: 3 } }), { terminal: false, known: ["a"], chosen: ["b", "a"] }),
      "b.c,b.d,a\n2,3,1\n",
    ));
  it("makes formulas texts where that is asked for, and keeps numbers", async () =>
    assertEquals(
      await csvText(
        list({ "=h": "=1+1", b: "@x", c: "-2", d: "+3.5", e: "-a", f: "\tx", g: "＝1", i: "a=b" }),
        { terminal: false, isSafe: true },
      ),
      "'=h,b,c,d,e,f,g,i\n'=1+1,'@x,-2,+3.5,'-a,'\tx,'＝1,a=b\n",
    ));
});
