import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { jqText } from "../../../cli/output/jq-text.ts";
import type { JsonValue } from "../../../core/json.ts";

describe("jqText", () => {
  const cases: readonly (readonly [name: string, outputs: readonly JsonValue[], text: string])[] = [
    ["strings are raw", ["a\nb", 'c "d"', ""], 'a\nb\nc "d"\n\n'],
    ["other scalars are plain", [1, null, false], "1\nnull\nfalse\n"],
    [
      "large integers keep their digits",
      [9007199254740993n, [9007199254740993n]],
      [
        "9007199254740993",
        "[",
        "  9007199254740993",
        "]",
        "",
      ].join("\n"),
    ],
    ["large fractions have no exponent", [1234567.5, 123456789012.25], "1234567.5\n123456789012.25\n"],
    [
      "objects and arrays are indented by two",
      [{ a: [1, {}] }, []],
      '{\n  "a": [\n    1,\n    {}\n  ]\n}\n[]\n',
    ],
    ["text stays as it is", ["a\u001b[2J\u202e"], "a\u001b[2J\u202e\n"],
    ["no outputs print nothing", [], ""],
  ];
  for (const [name, outputs, text] of cases) {
    it(name, () => assertEquals(jqText(outputs, { terminal: false }), text));
  }

  it("cleans strings on a terminal and escapes inside objects", () =>
    assertEquals(
      jqText(["a\u001b[2Jb\u202e\nc", { d: "\u009b1m\u202e" }], { terminal: true }),
      'ab\nc\n{\n  "d": "\\u009b1m\\u202e"\n}\n',
    ));
});
