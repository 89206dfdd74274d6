import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { escapeAttribute } from "../../../../core/message/render/escape-attribute.ts";

describe("escapeAttribute", () => {
  const cases: readonly (readonly [text: string, escaped: string])[] = [
    ["plan.pdf", "plan.pdf"],
    ['a "b"', 'a \\"b\\"'],
    ["C:\\x", "C:\\\\x"],
    ["a\nb\rc\td", "a\\nb\\rc\\td"],
    ['\\"', '\\\\\\"'],
    ["R&D <x>", "R&D <x>"],
  ];
  for (const [text, escaped] of cases) {
    it(`makes ${escaped}`, () => assertEquals(escapeAttribute(text), escaped));
  }
});
