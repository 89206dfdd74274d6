import { type Cell, flattenRow, gridOf } from "../../../cli/output/rows.ts";
import { parseJson } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("flattenRow", () => {
  const cases: readonly (readonly [name: string, json: string, cells: readonly Cell[]])[] = [
    ["keys are alphabetical", '{"b":"2","a":"1","B":"3"}', [["B", "3"], ["a", "1"], ["b", "2"]]],
    ["nested keys are dotted, alphabetical in their object", '{"s":{"name":"R","id":"ou"},"a":1}', [
      ["a", "1"],
      ["s.id", "ou"],
      ["s.name", "R"],
    ]],
    ["three keys make a column", '{"a":{"b":{"c":1}}}', [["a.b.c", "1"]]],
    ["what lies deeper is JSON text", '{"a":{"b":{"c":{"d":{"e":1}}}}}', [["a.b.c", '{"d":{"e":1}}']]],
    ["arrays are JSON text", '{"a":[1,{"b":2}],"e":[]}', [["a", '[1,{"b":2}]'], ["e", "[]"]]],
    ["empty objects vanish", '{"a":{},"b":{"c":{}},"d":{"e":{"f":{}}},"g":1}', [["g", "1"]]],
    ["null is empty, false and 0 are not", '{"a":null,"b":false,"c":0,"d":""}', [
      ["a", ""],
      ["b", "false"],
      ["c", "0"],
      ["d", ""],
    ]],
    ["large integers keep their digits", '{"id":9007199254740993,"l":[9007199254740993]}', [
      ["id", "9007199254740993"],
      ["l", "[9007199254740993]"],
    ]],
    ["strings are as they are", '{"a":"x\\ny\\u001b"}', [["a", "x\ny\u001b"]]],
    ["a string alone is a value", '"om_1"', [["value", "om_1"]]],
    ["a number alone is a value", "9007199254740993", [["value", "9007199254740993"]]],
    ["an array alone is a value", "[1,2]", [["value", "[1,2]"]]],
    ["an object without keys has no cells", "{}", []],
    ["a key named like a method is a key", '{"__proto__":{"toString":1}}', [["__proto__.toString", "1"]]],
  ];
  for (const [name, json, cells] of cases) {
    it(name, () => assertEquals(flattenRow(parseJson(json)), cells));
  }
});

describe("gridOf", () => {
  it("has the columns of all rows in the order in which they are first seen", () =>
    assertEquals(gridOf([{ b: 1 }, { a: 2, b: 3 }, { c: { d: 4 } }]), {
      columns: ["b", "a", "c.d"],
      lines: [["1", "", ""], ["3", "2", ""], ["", "", "4"]],
    }));
  it("puts scalars under value, beside objects too", () =>
    assertEquals(gridOf(["x", { value: 1, w: 2 }]), {
      columns: ["value", "w"],
      lines: [["x", ""], ["1", "2"]],
    }));
  it("keeps a row without fields", () =>
    assertEquals(gridOf([{}, { a: {} }]), { columns: ["value"], lines: [["{}"], ["{}"]] }));
  it("keeps both values where a key with a dot looks like a nested one", () =>
    assertEquals(gridOf([{ "a.b": "1", a: { b: "2" } }]), { columns: ["a.b", "a.b."], lines: [["2", "1"]] }));
  it("is empty without rows", () => assertEquals(gridOf([]), { columns: [], lines: [] }));
});
