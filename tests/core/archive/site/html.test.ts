import { escapeHtml, markup } from "../../../../core/archive/site/html.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("escapeHtml()", () => {
  const cases = [
    [`<a href="x" id='y'>&`, "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;"],
    ["red: \u001b[31mtext\u0007", "red: \\u{1b}[31mtext\\u{7}"],
    ["\0 \u007f \u009b \ufffe", "\\u{0} \\u{7f} \\u{9b} \ufffe"],
    ["a line\nand\ta tab\r\n", "a line\nand\ta tab\r\n"],
    ["👩‍👧 日本語 עברית", "👩‍👧 日本語 עברית"],
  ] as const;
  for (const [text, html] of cases) {
    it(`shows markup and control characters as text: ${JSON.stringify(text)}`, () => {
      assertEquals(escapeHtml(text), html);
      assertEquals(markup`<p title="${text}">${text}</p>`.text, `<p title="${html}">${html}</p>`);
    });
  }
});
