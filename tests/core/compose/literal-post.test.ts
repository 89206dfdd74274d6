import { describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { literalPost } from "../../../core/compose/literal-post.ts";

const cases: readonly [name: string, text: string, lines: readonly string[]][] = [
  ["one line", "hi", ["hi"]],
  ["one paragraph a line", "a\nb", ["a", "b"]],
  ["a blank line stays", "a\n\nb", ["a", "", "b"]],
  ["other line ends", "a\r\nb\rc", ["a", "b", "c"]],
  ["the last line end makes no line", "a\n", ["a"]],
  ["but a blank line at the end does", "a\n\n", ["a", ""]],
  ["blanks and markup are text", "  **b** [t](u)  ", ["  **b** [t](u)  "]],
  ["nothing", "", [""]],
];

describe("literalPost shows a text as typed", () => {
  for (const [name, text, lines] of cases) {
    it(name, () => {
      const content = lines.map((line) => [{ tag: "text", text: line }]);
      assertEquals(literalPost(text), { zh_cn: { content } });
    });
  }
});
