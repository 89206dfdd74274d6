import type { JsonObject, JsonValue } from "../../../../core/json/json.ts";
import { escapeEntities } from "../../../../core/message/render/markup.ts";
import {
  formatParagraphs,
  formatPostElement,
  renderPost,
  styleText,
} from "../../../../core/message/render/post.ts";
import { mentionOf, testRenderer } from "./rendering-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("formatParagraphs", () => {
  it("joins the elements of each paragraph and passes over what is none", () => {
    const text = (text: string) => ({ tag: "text", text });
    const paragraphs = [[text("a"), 7, text("b"), null], "x", text("y"), [], [text("c")]];
    assertEquals(formatParagraphs(paragraphs, { mentions: [], escape: (text) => text }), [
      "ab",
      "y",
      "",
      "c",
    ]);
  });
});

describe("formatPostElement", () => {
  const mentions = [
    mentionOf("@_user_1", "Ana", "ou_5"),
    mentionOf("@_user_2", "Ro]bot", "cli_1"),
    mentionOf("@_user_3", "@_user_1", "ou_6"),
    mentionOf("@_user_4", "", "ou_7"),
  ];
  const style = ["bold"];
  const cases: readonly (readonly [name: string, element: JsonObject, text: string])[] = [
    ["text", { tag: "text", text: "a" }, "a"],
    ["text, styled", { tag: "text", text: "a", style: ["italic", "bold"] }, "***a***"],
    ["text with a mention", { tag: "text", text: "@_user_1 @_all" }, "@Ana @all"],
    ["text that is none", { tag: "text", text: 7, style }, ""],
    ["link", { tag: "a", text: "a[1]", href: "https://ex.test", style }, "**[a\\[1\\]](https://ex.test)**"],
    ["link without text", { tag: "a", href: "https://ex.test" }, "https://ex.test"],
    ["link without a target", { tag: "a", text: "a[1]" }, "a[1]"],
    ["link without anything", { tag: "a", style }, ""],
    [
      "link that mentions, its target left alone",
      { tag: "a", text: "@_user_2", href: "x/@_user_1" },
      "[@Ro\\]bot](x/@_user_1)",
    ],
    ["at by id", { tag: "at", user_id: "ou_5", user_name: "Ana" }, '<at user_id="ou_5">Ana</at>'],
    ["at by another id", { tag: "at", user_id: "cli_1", user_name: "Robot", style }, "**@Robot**"],
    ["at without a name", { tag: "at", user_id: "ou_5" }, "@ou_5"],
    ["at without an id", { tag: "at", user_name: "Ana" }, "@Ana"],
    ["at without anything", { tag: "at", style }, ""],
    ["at everyone", { tag: "at", user_id: "all", user_name: "All" }, '<at user_id="all"></at>'],
    ["at everyone by key", { tag: "at", user_id: "@_all", style }, '**<at user_id="all"></at>**'],
    ["at by key", { tag: "at", user_id: "@_user_1" }, '<at user_id="ou_5">Ana</at>'],
    [
      "at by key, the mention's name first",
      { tag: "at", user_id: "@_user_1", user_name: "Old" },
      '<at user_id="ou_5">Ana</at>',
    ],
    ["at by key of an app", { tag: "at", user_id: "@_user_2" }, "@Ro]bot"],
    [
      "at by key, a name that is a key",
      { tag: "at", user_id: "@_user_3" },
      '<at user_id="ou_6">@_user_1</at>',
    ],
    ["at by key, nameless mention", { tag: "at", user_id: "@_user_4" }, "@_user_4"],
    ["at by unknown key", { tag: "at", user_id: "@_user_9" }, "@_user_9"],
    ["at by unknown key with a name", { tag: "at", user_id: "@_user_9", user_name: "Zoe" }, "@Zoe"],
    ["picture", { tag: "img", image_key: "img_7" }, "![Image](img_7)"],
    ["picture without a key", { tag: "img" }, "[Image]"],
    ["video", { tag: "media", file_key: "file_1", image_key: "img_7" }, "[Media: file_1]"],
    ["video without a key", { tag: "media" }, "[Media]"],
    ["emotion, never styled", { tag: "emotion", emoji_type: "OK", style }, ":OK:"],
    ["emotion without a type", { tag: "emotion" }, ""],
    ["Markdown, never styled", { tag: "md", text: "# a[1]", style }, "# a[1]"],
    ["code", { tag: "code_block", language: "SQL", text: "select 1" }, "\n```SQL\nselect 1\n```\n"],
    ["code without a language", { tag: "code_block", text: "x" }, "\n```\nx\n```\n"],
    ["rule", { tag: "hr" }, "\n---\n"],
    ["unknown with text", { tag: "brand_new", text: "a", style }, "a"],
    ["unknown with its text under another name", { tag: "brand_new", content: "a @_user_1" }, "a @Ana"],
    ["unknown with a text node", { tag: "brand_new", text: { tag: "plain_text", content: "a" } }, "a"],
    ["unknown with parts", {
      tag: "brand_new",
      elements: [{ tag: "text", text: "a" }, [{ tag: "newer", label: "b" }, { tag: "at", user_id: "ou_5" }]],
    }, "ab@ou_5"],
    ["unknown with code and a rule in it", {
      tag: "brand_new",
      elements: [{ tag: "code_block", text: "x" }, { tag: "hr" }, { tag: "emotion", emoji_type: "OK" }],
    }, "\n```\nx\n```\n\n---\n:OK:"],
    ["unknown with a picture, a video and a link in it", {
      tag: "brand_new",
      elements: [
        { tag: "img", image_key: "img_7" },
        { tag: "media", file_key: "file_1" },
        { tag: "a", text: "x", href: "y" },
      ],
    }, "![Image](img_7)[Media: file_1][x](y)"],
    ["unknown without any text", { tag: "brand_new", id: "7", elements: [] }, ""],
    ["Markdown with a mention as a tag", {
      tag: "md",
      text: 'Hi <at user_id="@_user_2"></at>, <at user_id=\'@_user_1\'>x</at> and <at user_id="@_user_1"/>!',
    }, "Hi @Ro]bot, @Ana and @Ana!"],
    ["Markdown with a mention of everyone", { tag: "md", text: '<at user_id="@_all"></at>' }, "@all"],
    [
      "Markdown with a mention by id",
      { tag: "md", text: '<at user_id="ou_5">Ana</at>' },
      '<at user_id="ou_5">Ana</at>',
    ],
    [
      "Markdown with a mention that nobody explains",
      { tag: "md", text: '<at user_id="@_user_9"></at>' },
      '<at user_id="@_user_9"></at>',
    ],
    ["without a tag", { text: "a" }, "a"],
  ];
  for (const [name, element, text] of cases) {
    it(name, () => assertEquals(formatPostElement(element, { mentions, escape: (text) => text }), text));
  }

  it("escapes what others wrote and no tag of its own", () => {
    const shown = (element: JsonObject) =>
      formatPostElement(element, { mentions: [], escape: escapeEntities });
    assertEquals(shown({ tag: "text", text: "<b>", style: ["underline"] }), "<u>&lt;b&gt;</u>");
    assertEquals(shown({ tag: "a", text: "<", href: "x?a&b" }), "[&lt;](x?a&amp;b)");
    assertEquals(
      shown({ tag: "at", user_id: "ou_1", user_name: "</at>" }),
      '<at user_id="ou_1">&lt;/at&gt;</at>',
    );
    assertEquals(shown({ tag: "img", image_key: "<" }), "![Image](&lt;)");
  });
});

const body = (text: string) => [[{ tag: "text", text }]];
const nothing = "[Rich text message]";

describe("renderPost: which body", () => {
  testRenderer(renderPost, [
    ["title and paragraphs", { title: "T", content: [...body("a"), [], ...body("b")] }, "T\na\n\nb"],
    ["title alone", { title: "T" }, "T"],
    ["itself before its languages", { content: body("own"), zh_cn: { content: body("zh") } }, "own"],
    ["Chinese first", {
      ja_jp: { content: body("ja") },
      en_us: { content: body("en") },
      zh_cn: { content: body("zh") },
    }, "zh"],
    ["then English", { ja_jp: { content: body("ja") }, en_us: { content: body("en") } }, "en"],
    ["then Japanese", { fr_fr: { content: body("fr") }, ja_jp: { title: "ja" } }, "ja"],
    [
      "then the first by name",
      { zh_hk: { content: body("hk") }, fr_fr: { content: body("fr") }, a: 1 },
      "fr",
    ],
    ["none", { zh_cn: "x", a: [] }, nothing],
    ["nothing in it", { title: "", content: [[]] }, nothing],
    ["blanks only", { title: " ", content: body(" \n ") }, nothing],
    ["content of another type", { title: 7, content: "x" }, nothing],
    ["the newer content", { content: body("old"), content_v2: body("new") }, "new"],
    ["the newer content alone", { content_v2: body("new") }, "new"],
    ["the newer content of a language", { en_us: { content: body("old"), content_v2: body("new") } }, "new"],
    ["the older content where the newer is empty", { content: body("old"), content_v2: [] }, "old"],
    ["the older content where the newer is no array", { content: body("old"), content_v2: "new" }, "old"],
  ]);
});

describe("renderPost: mentions", () => {
  const mentions = [mentionOf("@_user_1", "Ana", "ou_5"), mentionOf("@_user_10", "x@_user_1", "ou_6")];
  testRenderer(renderPost, [
    ["in the title and the text", { title: "@_user_1", content: body("@_user_10") }, "@Ana\n@x@_user_1", {
      mentions,
    }],
    [
      "of an at element, whose name is not looked through",
      { content: [[{ tag: "at", user_id: "@_user_10" }, { tag: "text", text: " @_all" }]] },
      '<at user_id="ou_6">x@_user_1</at> @all',
      { mentions },
    ],
  ]);
});

describe("renderPost: attached files", () => {
  const files = [
    { file_key: "file_1", file_name: 'a "b"' },
    { file_key: "file_2", file_name: "" },
    { file_name: "no key" },
    7,
    { file_key: "file_3", file_name: "docs", is_folder: true },
    { file_key: "file_4", is_folder: true },
  ];
  const folders = new Map([["file_3", { items: [{ file_key: "file_9", name: "z" }], total: 1 }]]);
  testRenderer(renderPost, [
    [
      "one line each, after the text of a language",
      { zh_cn: { content: body("a ") }, files },
      'a\n<file key="file_1" name="a \\"b\\""/>\n<file key="file_2"/>\n<folder key="file_3" name="docs"/>\n' +
      '<folder key="file_4"/>',
    ],
    [
      "folders opened where their listing is known",
      { title: "T", files: files.slice(4) },
      'T\n<folder key="file_3" name="docs" child_count="1"><file key="file_9" name="z"/></folder>\n' +
      '<folder key="file_4"/>',
      { folders },
    ],
    ["files that are no array", { title: "T", files: { file_key: "file_1" } }, "T"],
  ]);
});

describe("styleText", () => {
  const cases: readonly (readonly [styles: readonly unknown[], text: string, styled: string])[] = [
    [[], "x", "x"],
    [["bold"], "x", "**x**"],
    [["italic"], "x", "*x*"],
    [["underline"], "x", "<u>x</u>"],
    [["lineThrough"], "x", "~~x~~"],
    [["lineThrough", "underline", "italic", "bold"], "x", "~~<u>***x***</u>~~"],
    [["bold", "bold", "blink", 7, null], "x", "**x**"],
    [["bold", "underline"], "", ""],
  ];
  for (const [styles, text, styled] of cases) {
    it(`makes "${styled}" of "${text}" in ${JSON.stringify(styles)}`, () => {
      assertEquals(styleText(text, styles), styled);
    });
  }
});

describe("hostile posts", () => {
  const options = { mentions: [], escape: (text: string) => text };
  const nest = (levels: number, wrap: (inner: JsonValue) => JsonObject, inner: JsonObject) => {
    let element = inner;
    for (let level = 0; level < levels; level++) element = wrap(element);
    return formatPostElement(element, options);
  };
  const wraps: readonly (readonly [name: string, levels: number, wrap: (inner: JsonValue) => JsonObject])[] =
    [
      ["elements", 20, (inner) => ({ tag: "x", elements: [inner] })],
      ["texts", 20, (inner) => ({ tag: "x", text: inner })],
      ["lists in elements", 10, (inner) => ({ tag: "x", elements: [[inner]] })],
    ];
  for (const [name, levels, wrap] of wraps) {
    it(`are shown to ${levels} levels of ${name}`, () => {
      const end = { tag: "x", label: "deep" };
      assertEquals([nest(levels - 1, wrap, end), nest(levels, wrap, end)], ["deep", ""]);
    });
  }

  for (const key of ["elements", "content", "text"]) {
    it(`an endless nest of unknown elements in ${key} ends`, () => {
      let element: JsonObject = { tag: "x", label: "deep" };
      for (let depth = 0; depth < 500; depth++) {
        element = { tag: "x", [key]: key === "text" ? element : [element] };
      }
      assertEquals(formatPostElement(element, { mentions: [], escape: (text) => text }), "");
    });
  }
});
