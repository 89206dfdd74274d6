import { postContent } from "../../../../core/compose/markdown/markdown-post.ts";
import { markdownToPost } from "../../../../core/compose/markdown/markdown-to-post.ts";
import { rejectionOf } from "../../detail-of.ts";
import { image, paragraphsOf, testParagraphs } from "./paragraphs-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const warningsOf = async (markdown: string) =>
  (await markdownToPost(markdown, { tables: "list" })).warnings.map(({ key }) => key);

describe("markdownToPost: bold, italic, strike", () => {
  testParagraphs([
    ["the platform's signs stay", "**b** *i* ***both*** ~~s~~", ["**b** *i* ***both*** ~~s~~"]],
    ["underscores become stars", "__b__ _i_ ___both___ __a _b_ c__", [
      "**b** *i* ***both*** **a** ***b*** **c**",
    ]],
    ["a single tilde, the platform's underline, stays", "~u~ 5~6 ~7", ["~u~ 5~6 ~7"]],
    ["names and addresses keep their underscores", "snake_case_x __init__.py http://localhost/_a_/b", [
      "snake_case_x __init__.py http://localhost/_a_/b",
    ]],
    ["addresses known as such, too", "https://x.com/_a_/b www.x.com/_a_", [
      "https://x.com/_a_/b www.x.com/_a_",
    ]],
    ["stars that mark nothing stay", "2 * 3 * 4, **x", ["2 * 3 * 4, **x"]],
    ["bold ends before a link", "**[t](https://x.com)** **a [t](https://x.com) b**", [
      "[t](https://x.com) **a** [t](https://x.com) **b**",
    ]],
    ["and before code and bare addresses", "**a `b` https://x.com c**", ["**a** `b` https://x.com **c**"]],
    ["strike combines with nothing", "~~a **b**~~", ["~~a b~~"]],
    ["a change within a word is left out", "**bo*ld*er**", ["**bolder**"]],
    ["signs stay within a line", "**a\nb**", ["**a**\n**b**"]],
    ["dollar signs are text", "**total $$ and $& of it** ~~$1~~ *$` $' x*", [
      "**total $$ and $& of it** ~~$1~~ *$` $' x*",
    ]],
    ["between Chinese characters", "图**文**字", ["图**文**字"]],
    ["code stays as typed", "`` a ` **b** `` `_c_`", ["`` a ` **b** `` `_c_`"]],
  ]);
});

describe("markdownToPost: links", () => {
  testParagraphs([
    ["http and https", "[a](http://x.com) [b](HTTPS://X.com)", ["[a](http://x.com) [b](HTTPS://X.com)"]],
    ["bare and angled addresses", "https://x.com/a_b <https://y.com> a@x.com", [
      "https://x.com/a_b https://y.com a@x.com",
    ]],
    ["by definition", "[a][R] [r][] [r] [none]\n\n[r]: https://x.com", [
      "[a](https://x.com) [r](https://x.com) [r](https://x.com) [none]",
    ]],
    ["definitions that nobody uses are shown", "a\n\n[u]: https://x.com\n[u]: https://y.com", [
      "a",
      "[u]: https://x.com",
      "[u]: https://y.com",
    ]],
    ["brackets and blanks in the target", "[w](https://x.com/a_(b)) [v](<https://x.com/a b>)", [
      "[w](https://x.com/a_%28b%29) [v](https://x.com/a%20b)",
    ]],
    ["character references in the target", "[a](https://x.com/?a=1&amp;b=2)", [
      "[a](https://x.com/?a=1&b=2)",
    ]],
    ["no marks in the label", "[**a** `b`](https://x.com)", ["[a `b`](https://x.com)"]],
    ["without a label", "[](https://x.com)", ["https://x.com"]],
    ["other targets are text", "[a](./a.md) [b](javascript:x) [c](#d) [e]()", [
      "a (./a.md) b (javascript:x) c (#d) e",
    ]],
    ["nothing twice", "[a@x.com](mailto:a@x.com) [a.md](a.md)", ["a@x.com a.md"]],
    ["malformed addresses are text", "[a](https://) [b](http://x:y)", ["a (https://) b (http://x:y)"]],
    ["marks of a dropped link stay", "**[a](x)**", ["**a (x)**"]],
  ]);
  it("warns of dropped targets and titles, once each", async () => {
    assertEquals(await warningsOf("[a](b) [a](b) [c](ftp://d)"), ["link_dropped", "link_dropped"]);
    assertEquals(await warningsOf('[a](https://x.com "t")'), ["link_title_dropped"]);
    assertEquals(await warningsOf("[a](https://x.com) [x] https://y.com"), []);
  });
});

describe("markdownToPost: images", () => {
  testParagraphs([
    ["alone in their paragraph", "![a](img_v3_k) ![b](./x.png)", [image("img_v3_k"), image("img_key_1")]],
    ["text around them", "a **b ![i](img_1) c** d", ["a **b**", image("img_1"), "**c** d"]],
    ["by definition", "![a][i]\n\n[i]: https://x.com/i.png", [image("img_key_0")]],
    ["that are links", "[![build](https://x.com/b.svg)](https://ci.com)", [
      image("img_key_0"),
      "[build](https://ci.com)",
    ]],
    ["that can't be one are text", "![a](data:image/png;base64,AA) ![b]()", [
      "a (data:image/png;base64,AA) b",
    ]],
    ["in a later line of an item or quote", "- a\n  b ![i](img_1) c\n\n> d\n> ![j](img_2) e", [
      "- a\n    b ![i](img_1) c",
      "> d\n> ![j](img_2) e",
    ]],
    ["in code are code", "`![a](b.png)`", ["`![a](b.png)`"]],
  ]);
  it("shows each source once, with its kind", async () => {
    const text =
      "![a](./a.png) ![b](img_v2_x) ![c](./a.png) ![d](img_1.png) ![e](<C:\\a b.png>) ![f](http://x.com/f)";
    const { images, blocks } = await markdownToPost(text, { tables: "list" });
    assertEquals(images, [
      { kind: "path", source: "./a.png" },
      { kind: "key", source: "img_v2_x" },
      { kind: "path", source: "img_1.png" },
      { kind: "path", source: "C:\\a b.png" },
      { kind: "url", source: "http://x.com/f" },
    ]);
    assertEquals(blocks.map((block) => block.kind === "image" ? block.image : -1), [0, 1, 0, 2, 3, 4]);
  });
  it("warns of those that can't be shown", async () =>
    assertEquals(await warningsOf("![a](data:x)"), ["image_dropped"]));
});

describe("markdownToPost: mentions", () => {
  const at = (...ids: string[]) =>
    ids.flatMap((id, index) => [
      ...(index === 0 ? [] : [{ tag: "text", text: " " }]),
      { tag: "at", user_id: id },
    ]);
  testParagraphs([
    ["in all spellings, and again at the end", "<at id=ou_a/> <at open_id='ou_b'>Bo</at>, @ou_c 请@ou_a看", [
      '<at user_id="ou_a"></at> <at user_id="ou_b">Bo</at>, <at user_id="ou_c"></at> 请<at user_id="ou_a"></at>看',
      at("ou_a", "ou_b", "ou_c"),
    ]],
    ["alone on a line", "<at id=ou_a/>\n**b**", ['<at user_id="ou_a"></at>\n**b**', at("ou_a")]],
    ["out of bold", "**a <at id=ou_a>Ann</at> b**", [
      '**a** <at user_id="ou_a">Ann</at> **b**',
      at("ou_a"),
    ]],
    ["in lists, quotes, headings and tables", "- @ou_a\n\n> @ou_b\n\n#### @ou_c\n\n|x|\n|-|\n|@ou_d|", [
      '- <at user_id="ou_a"></at>',
      '> <at user_id="ou_b"></at>',
      '#### <at user_id="ou_c"></at>',
      '- **x**: <at user_id="ou_d"></at>',
      at("ou_a", "ou_b", "ou_c", "ou_d"),
    ]],
    ["everyone", '<at user_id="all"></at>', ['<at user_id="all"></at>', at("all")]],
    ["nobody by a plain @all", "@all", ["@all"]],
    ["not again where that is switched off", "@ou_a", ['<at user_id="ou_a"></at>'], {
      mentionParagraph: false,
    }],
    ["not in code, addresses and words", "`@ou_a` `<at id=ou_a>` a@ou_a https://x.com/@ou_a @Kim", [
      "`@ou_a` `<at id=ou_a>` a@ou_a https://x.com/@ou_a @Kim",
    ]],
    [
      "not in packages, paths and marked text",
      "@ou_a/kit x/@ou_a **b**@ou_a @ou_a.js [t](https://x.com/@ou_a)",
      [
        "@ou_a/kit x/@ou_a **b**@ou_a @ou_a.js [t](https://x.com/@ou_a)",
      ],
    ],
  ]);
  it("refuses what only cards know", async () => {
    const detail = await rejectionOf(() => paragraphsOf("a <at ids=ou_a,ou_b></at>"));
    assertEquals([detail.type, detail.subtype], ["validation", "invalid_argument"]);
  });
});

describe("markdownToPost: title", () => {
  const post = async (markdown: string, title?: string, headingAsTitle = false) => {
    const options = { tables: "list", headingAsTitle, ...(title === undefined ? {} : { title }) } as const;
    return postContent(await markdownToPost(markdown, options), []);
  };
  const body = (...lines: string[]) => lines.map((text) => [{ tag: "md", text }]);
  it("is the one given", async () =>
    assertEquals(await post("# A\n\nb", "T", true), { zh_cn: { title: "T", content: body("#### A", "b") } }));
  it("is the leading heading, without markup, where that is asked for", async () =>
    assertEquals(await post("# *A* `b` \\*\n\nb", undefined, true), {
      zh_cn: { title: "A b *", content: body("b") },
    }));
  it("is no other heading", async () =>
    assertEquals(await post("## A", undefined, true), { zh_cn: { content: body("##### A") } }));
  it("is none by itself", async () =>
    assertEquals(await post("# A"), { zh_cn: { content: body("#### A") } }));
});
