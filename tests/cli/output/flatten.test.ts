import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { type Cell, flattenRow } from "../../../cli/output/flatten.ts";
import { parseJson } from "../../../core/json.ts";

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
