import { contentHtml } from "../../../../core/archive/site/content-html.ts";
import { visibleName } from "../../../../core/archive/site/html.ts";
import { markup } from "../../../../core/archive/site/html.ts";
import { languageOf, richText, textHtml } from "../../../../core/archive/site/text-html.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const html = (text: string) => markup`${richText(text)}`.text;
const link = (address: string, label = address) =>
  `<a href="${address}" rel="noopener noreferrer" target="_blank">${label}</a>`;

const texts: readonly (readonly [string, string])[] = [
  ["plain", "plain"],
  ["<script>x</script> & \"q\" 'a'", "&lt;script&gt;x&lt;/script&gt; &amp; &quot;q&quot; &#39;a&#39;"],
  ["see https://a.example/b, or", `see ${link("https://a.example/b")}, or`],
  ['https://a.example/"onclick="x', `${link("https://a.example/")}&quot;onclick=&quot;x`],
  ["javascript:alert(1)", "javascript:alert(1)"],
  ["[x](javascript:alert(1))", "[x](javascript:alert(1))"],
  ["[docs](https://a.example/b)", link("https://a.example/b", "docs")],
  ["[https://bank.example](https://evil.example)", `https://bank.example (${link("https://evil.example")})`],
  ["[bank.example](https://evil.example)", `bank.example (${link("https://evil.example")})`],
  ["https://a.example/\u202egpj", link("https://a.example/\u202egpj", "https://a.example/\\u{202e}gpj")],
  ["mailto:a@b.example", link("mailto:a@b.example")],
  ["a\n```ts\n<b>\n  x\n```\nb", 'a\n<pre tabindex="0">&lt;b&gt;\n  x</pre>b'],
  ["```\nopen", "```\nopen"],
  ["| a | b |\n| 1 | 2 |\nend", '<pre tabindex="0">| a | b |\n| 1 | 2 |</pre>end'],
  ["| alone |", "| alone |"],
];

describe("richText()", () => {
  for (const [text, expected] of texts) {
    it(`makes ${JSON.stringify(text)} safe and readable`, () => assertEquals(html(text), expected));
  }

  it("takes no more than its length, whatever others write", () => {
    for (
      const piece of [
        "[",
        "```a\n",
        "|x|\n",
        "https://a.example/))))))))))))))))))))))))))))))))b ",
        "[a](https://",
      ]
    ) {
      assert(html(piece.repeat(200_000)).length >= 200_000);
    }
  });
});

describe("contentHtml()", () => {
  const content = (msg_type: string, text: string, keys: readonly string[] = []) =>
    contentHtml({ msg_type, content: text }, keys).text.replace(/ dir="auto"/g, "");

  it("makes bold what is bold in posts, and in no other text", () => {
    assertEquals(content("post", "a **b <i>** **c"), '<div class="text">a <b>b &lt;i&gt;</b> **c</div>');
    assertEquals(content("text", "a **b**"), '<div class="text">a **b**</div>');
  });

  it("names who is mentioned in posts, and in no other text", () => {
    const text = 'hi <at user_id="ou_a">A\u202e <b</at> <at user_id="ou_a">Ana\u202e</at>';
    assertEquals(
      content("post", text),
      '<div class="text">hi &lt;at user_id=&quot;ou_a&quot;&gt;A\u202e &lt;b&lt;/at&gt; <span class="at">@Ana\\u{202e}</span></div>',
    );
    assert(content("text", text).includes("&lt;at user_id=&quot;ou_a&quot;&gt;Ana"));
  });

  it("shows a card with its titles, and what only looks like one as it is", () => {
    assertEquals(
      content("interactive", '<card title="Build" subtitle="<b>">\nall **passed**\n</card>'),
      '<div class="card"><p class="title">Build</p><p class="title">&lt;b&gt;</p><div class="text">all <b>passed</b></div></div>',
    );
    assertEquals(
      content("text", '<card title="x">\n</card>'),
      '<div class="text">&lt;card title=&quot;x&quot;&gt;\n&lt;/card&gt;</div>',
    );
    assertEquals(content("interactive", "<card open"), '<div class="text">&lt;card open</div>');
  });

  it("leaves out keys of pictures that stand beside the text, and no others", () =>
    assertEquals(
      content("post", "![Image](img_a) ![Image](img_b)", ["img_a"]),
      '<div class="text">[picture] ![Image](img_b)</div>',
    ));
});

describe("textHtml()", () => {
  it("shows the beginning of a very long text, and the rest on a click, losing nothing", () => {
    const text = `${"🦊".repeat(8_000)}end`;
    const shown = textHtml(text).text;
    assertEquals(shown.replace(/<summary>.*?<\/summary>|<[^>]*>|\n/g, ""), text);
    assert(shown.includes("<details>"));
  });

  it("names the language that decides about the font", () =>
    assertEquals(["请先清空", "テスト中", "한국어", "English"].map(languageOf), [
      "zh",
      "ja",
      "ko",
      undefined,
    ]));
});

describe("visibleName()", () => {
  it("shows what cannot be seen, and leaves an emoji whole", () => {
    assertEquals(visibleName("a\u202egpj.exe"), "a\\u{202e}gpj.exe");
    assertEquals(visibleName("Ana\u200b"), "Ana\\u{200b}");
    assertEquals(visibleName("👩‍👧 Ana"), "👩‍👧 Ana");
  });
});
