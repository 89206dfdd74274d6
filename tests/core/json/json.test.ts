import { isJsonObject, parseJson, stringifyJson } from "../../../core/json/json.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("parseJson", () => {
  const values: readonly (readonly [text: string, value: unknown])[] = [
    ["1600000000", 1600000000],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["9007199254740993", 9007199254740993n],
    ["-9007199254740993", -9007199254740993n],
    ["1.5", 1.5],
    ["1e3", 1000],
    ["1e400", Infinity],
    ['"9007199254740993"', "9007199254740993"],
    ['{"id":7234567890123456789,"of":[12345678901234567890]}', {
      id: 7234567890123456789n,
      of: [12345678901234567890n],
    }],
    ['{"__proto__":1}', JSON.parse('{"__proto__":1}')],
  ];
  for (const [text, value] of values) {
    it(`reads ${text}`, () => assertEquals(parseJson(text), value as ReturnType<typeof parseJson>));
  }

  for (const text of ["", "{", "01", "nothing", "{'a':1}"]) {
    it(`refuses ${JSON.stringify(text)}`, () => void assertThrows(() => parseJson(text), SyntaxError));
  }
});

describe("stringifyJson", () => {
  it("keeps every digit from text to text", () => {
    const text = '{"id":7234567890123456789,"list":[-9007199254740993,1.5,0],"name":"<a&b>"}';
    assertEquals(stringifyJson(parseJson(text)), text);
  });

  it("indents by the number of spaces asked for", () => {
    assertEquals(stringifyJson({ a: [1n] }, 2), '{\n  "a": [\n    1\n  ]\n}');
  });

  it("leaves out what is undefined", () =>
    assertEquals(stringifyJson({ a: undefined, b: null }), '{"b":null}'));
});

describe("isJsonObject", () => {
  const cases: readonly (readonly [value: Parameters<typeof isJsonObject>[0], is: boolean])[] = [
    [{}, true],
    [[], false],
    [null, false],
    [undefined, false],
    ["{}", false],
    [1n, false],
  ];
  for (const [value, is] of cases) {
    it(`is ${is} for ${Deno.inspect(value)}`, () => assertEquals(isJsonObject(value), is));
  }
});
