import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { terminalJson } from "../../../cli/output/terminal-json.ts";

describe("terminalJson", () => {
  const cases: readonly (readonly [name: string, value: unknown, json: string])[] = [
    ["C1 and DEL", "a\u009b1m\u007f", '"a\\u009b1m\\u007f"'],
    ["reading direction", "a\u202eb\u2066", '"a\\u202eb\\u2066"'],
    ["line separators", "\u2028\u2029\u0085", '"\\u2028\\u2029\\u0085"'],
    ["characters beyond 16 bits", "a\u{e0041}b", '"a\\udb40\\udc41b"'],
    ["not what can be seen", "世界 👍🏽 é", '"世界 👍🏽 é"'],
  ];
  for (const [name, value, json] of cases) {
    it(`escapes ${name}`, () => {
      assertEquals(terminalJson(JSON.stringify(value)), json);
      assertEquals(JSON.parse(terminalJson(JSON.stringify(value))), value);
    });
  }
  it("keeps the newlines of indented JSON", () =>
    assertEquals(terminalJson(JSON.stringify({ a: 1 }, null, 2)), '{\n  "a": 1\n}'));
});
