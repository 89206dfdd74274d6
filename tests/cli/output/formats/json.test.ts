import { listText } from "../../../../cli/output/formats/json.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const DOCUMENT: JsonObject = {
  ok: true,
  identity: "user",
  data: {
    items: [{ id: 1, tags: ["a", {}] }, "<&>"],
    gone: [],
    filter: { n: 1 },
    note: "x\ny",
    big: 9007199254740993n,
  },
  meta: { pagination: { complete: true } },
};

describe("the JSON of a list in a pipe", () => {
  it("has one record a line", () =>
    assertEquals(
      listText(DOCUMENT),
      [
        "{",
        '  "ok": true,',
        '  "identity": "user",',
        '  "data": {',
        '    "items": [',
        '      {"id":1,"tags":["a",{}]},',
        '      "<&>"',
        "    ],",
        '    "gone": [],',
        '    "filter": {"n":1},',
        '    "note": "x\\ny",',
        '    "big": 9007199254740993',
        "  },",
        '  "meta": {"pagination":{"complete":true}}',
        "}",
        "",
      ].join("\n"),
    ));

  const cases: [name: string, document: JsonObject][] = [
    ["a list", DOCUMENT],
    ["no data", { ok: true, data: {} }],
    ["an undefined field", {
      ok: true,
      data: { items: [{ a: 1 }], none: undefined } as unknown as JsonObject,
    }],
  ];
  for (const [name, document] of cases) {
    it(`means the same: ${name}`, () =>
      assertEquals(
        JSON.parse(listText(document).replace("9007199254740993", "1")),
        JSON.parse(JSON.stringify(document, (_, value) => typeof value === "bigint" ? 1 : value)),
      ));
  }
});
