import { markdownText } from "../../../cli/output/markdown.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("markdownText", () => {
  const cases: readonly (readonly [name: string, text: string, plain: string])[] = [
    ["a name stands as it is", "Mei Lin 李梅", "Mei Lin 李梅"],
    [
      "what Markdown would obey is escaped",
      "\\ ` * _ [ ] < > # ~",
      "\\\\ \\` \\* \\_ \\[ \\] \\< \\> \\# \\~",
    ],
    ["a link is no link", "[x](https://evil)", "\\[x\\](https://evil)"],
    ["line breaks become blanks", " a\n\n# b\r\u2028c ", "a \\# b c"],
    ["control characters go", "a\u001b[31mb\u202ec\u200bd", "abcd"],
  ];
  for (const [name, text, plain] of cases) it(name, () => assertEquals(markdownText(text), plain));
});
