import { inlineSections } from "../../../../core/compose/markdown/inline-parsers.ts";
import { markdownToPost } from "../../../../core/compose/markdown/markdown-to-post.ts";
import { testParagraphs } from "./paragraphs-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Signs times characters. */
const costOf = (text: string) => (text.match(/[*[\]]/g)?.length ?? 0) * text.length;

describe("inlineSections", () => {
  it("leaves prose whole, however long", () => {
    const prose = "Some **bold** words and [a link](https://example.com/a) in a sentence of usual length. "
      .repeat(200);
    assertEquals(inlineSections(prose), [prose]);
    const plain = "plain words ".repeat(100_000);
    assertEquals(inlineSections(plain), [plain]);
  });

  it("cuts at the last blank before the limit, not behind it", () => {
    const sections = inlineSections(`${"*".repeat(1000)} `.repeat(100));
    assertEquals(sections.filter((one) => !one.endsWith("* ")).length, 0);
    assertEquals(sections.filter((one) => costOf(one) > 3e7).length, 0);
  });

  for (const text of ["[a](", "*a* ", "**", "**\n", "😀*", "[".repeat(50) + " "]) {
    it(`cuts a text full of ${JSON.stringify(text.slice(0, 5))} in pieces that are the text, and cuts no character`, () => {
      const long = text.repeat(Math.ceil(100_000 / text.length));
      const sections = inlineSections(long);
      assertEquals([sections.length > 3, sections.join("") === long], [true, true]);
      assertEquals(sections.filter((one) => /[\ud800-\udbff]$/.test(one)), []);
      assertEquals(sections.filter((one) => costOf(one) > 3e7), []);
    });
  }
});

/** Each took minutes once: the time grew with the square of the length, or the memory did. */
const HOSTILE: Readonly<Record<string, string>> = {
  "links without an end": "[a](".repeat(50_000),
  "titles without an end": "[a](b (".repeat(28_000),
  "links side by side": "[a](b)".repeat(33_000),
  "comments without an end": "<!--".repeat(50_000),
  "instructions without an end": "<?".repeat(100_000),
  "angled addresses without an end": "<a:".repeat(66_000),
  "blanks in a tag": `<a${" ".repeat(200_000)}`,
  "blanks in a mention": `<at${" ".repeat(200_000)}x>`,
  "blanks in a label": `[a${" ".repeat(200_000)}b](https://x.com)`,
  "brackets behind an address": `http://a.b/${")".repeat(200_000)}`,
  "entities behind an address": `http://a.b/${"&a;".repeat(60_000)}`,
  "a long host": `http://${"a".repeat(200_000)}.b.c`,
  "signs that close nothing": "a* ".repeat(66_000),
  "signs of sizes that do not fit": "**a ".repeat(25_000) + "b*c".repeat(33_000),
  "a definition of many lines": `[a]: b "${"\nx".repeat(100_000)}`,
  "many lines in brackets": `[a${"\na".repeat(100_000)}`,
  "a warning for each link": Array.from({ length: 15_000 }, (_none, index) => `[a](x${index})`).join(" "),
  "an image in each word": Array.from({ length: 15_000 }, (_none, index) => `![](img_${index})`).join(" "),
  "a wide and tall table": `${"|a".repeat(30_000)}|\n${"|-".repeat(30_000)}|\n${"|b\n".repeat(30_000)}`,
  "a wide cell in a tall table": `|a|b|\n|-|-|\n|${"x".repeat(100_000)}|y|\n${"|c|d|\n".repeat(20_000)}`,
};

describe("Markdown of 200 kB that fits no rule is converted all the same", () => {
  for (const [name, text] of Object.entries(HOSTILE)) {
    it(name, async () => {
      for (const tables of name.includes("table") ? ["list", "md", "code"] as const : ["list"] as const) {
        const { blocks } = await markdownToPost(`${text}\n\nend`, { tables });
        const shown = JSON.stringify(blocks);
        assertStringIncludes(shown.slice(-100), "end");
        assertEquals(shown.length < 20 * text.length, true);
      }
    });
  }
});

describe("addresses as people type them", () => {
  testParagraphs([
    [
      "end before the sentence does",
      "(https://x.com/a_b) https://x.com/c. www.x.com/_d_, https://x.com/(e_f_)!",
      [
        "(https://x.com/a_b) https://x.com/c. www.x.com/_d_, https://x.com/(e_f_)!",
      ],
    ],
    [
      "with a query, a port, in a label",
      "https://x.com:8080/?a=_b_&c=_d_ [see https://x.com/_e_](https://y.com)",
      [
        "https://x.com:8080/?a=_b_&c=_d_ [see https://x.com/_e_](https://y.com)",
      ],
    ],
    ["keep signs around them", "**https://x.com/a** *b@x.com*", ["https://x.com/a b@x.com"]],
    ["lines end behind two blanks or a backslash", "a  \nb\\\nc   d", ["a\nb\nc   d"]],
  ]);
});
