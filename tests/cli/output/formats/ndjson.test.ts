import { ndjsonText } from "../../../../cli/output/formats/ndjson.ts";
import type { Rows } from "../../../../cli/output/rows.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("ndjsonText", () => {
  const cases: readonly (readonly [name: string, rows: Rows, text: string])[] = [
    [
      "prints one compact object a line",
      { kind: "list", rows: [{ b: [1, { c: 2 }] }, { a: "x\ny" }] },
      [
        '{"b":[1,{"c":2}]}',
        '{"a":"x\\ny"}',
        "",
      ].join("\n"),
    ],
    [
      "prints scalars as they are",
      { kind: "list", rows: ["om_1", 2, null, false] },
      '"om_1"\n2\nnull\nfalse\n',
    ],
    ["keeps all digits", { kind: "list", rows: [{ id: 9007199254740993n }] }, '{"id":9007199254740993}\n'],
    ["prints a single object as one line", { kind: "record", record: { a: { b: 1 } } }, '{"a":{"b":1}}\n'],
    ["prints nothing for an empty list", { kind: "list", rows: [] }, ""],
    ["leaves text as it is", { kind: "list", rows: ["a\u202e\u009b<&>"] }, '"a\u202e\u009b<&>"\n'],
  ];
  for (const [name, rows, text] of cases) {
    it(name, () => assertEquals(ndjsonText(rows, { terminal: false }), text));
  }

  it("escapes on a terminal what a terminal would obey, and stays the same JSON", () => {
    const row = { a: "x\u001b[2J\u009b1m\u202ey\n" };
    const text = ndjsonText({ kind: "list", rows: [row, row] }, { terminal: true });
    assertEquals(text, '{"a":"x\\u001b[2J\\u009b1m\\u202ey\\n"}\n'.repeat(2));
    assertEquals(JSON.parse(text.split("\n")[0] ?? ""), row);
  });
});
