import type { JsonValue } from "../../../../../core/json/json.ts";
import { renderCard } from "../../../../../core/message/render/card/card.ts";
import type { Mention } from "../../../../../core/message/wire.ts";
import { cardBody } from "./card-body.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function rendered(content: string, mentions: readonly Mention[] = []): string {
  return renderCard({ type: "interactive", content, mentions, deleted: false });
}

const raw = (card: JsonValue) => JSON.stringify({ json_card: JSON.stringify(card) });
const say = (content: string) => ({ tag: "text", property: { content } });

describe("the envelope of a card", () => {
  const cases: readonly (readonly [name: string, content: string, expected: string])[] = [
    [
      "the worked example",
      String
        .raw`{"json_card":"{\"header\":{\"title\":{\"content\":\"Deploy\"}},\"body\":{\"elements\":[{\"tag\":\"text\",\"property\":{\"content\":\"ok\"}}]}}"}`,
      '<card title="Deploy">\nok\n</card>',
    ],
    ["content that is not JSON", "{oops", "[interactive card]"],
    ["content that is no object", "[1]", "[interactive card]"],
    ["a card that is not JSON", '{"json_card":"{oops"}', "<card>\n[Unable to parse card content]\n</card>"],
    ["a card that is empty text", '{"json_card":""}', "<card>\n[Unable to parse card content]\n</card>"],
    ["a card without title and body", raw({}), "<card>\n</card>"],
    [
      "a card that is an object, not text",
      '{"json_card":{"body":{"elements":[{"tag":"hr"}]}}}',
      "<card>\n---\n</card>",
    ],
    [
      "title and subtitle, escaped",
      raw({ header: { title: { content: 'a "b"\n' }, subtitle: { content: "c\\d" } } }),
      '<card title="a \\"b\\"\\n" subtitle="c\\\\d">\n</card>',
    ],
    ["a subtitle alone", raw({ header: { subtitle: { content: "S" } } }), '<card subtitle="S">\n</card>'],
    [
      "title and subtitle of the header's property come first",
      raw({
        header: {
          property: { title: { property: { content: "T" } }, subtitle: { content: "S" } },
          title: { content: "no" },
        },
      }),
      '<card title="T" subtitle="S">\n</card>',
    ],
    [
      "the header's tags stand in a line of their own",
      raw({
        header: {
          title: { content: "T" },
          textTagList: [{ tag: "text_tag", property: { text: { content: "New" } } }, {
            tag: "text_tag",
            property: { text: { content: "Hot" } },
          }],
        },
        body: { elements: [say("a"), say(""), say("b")] },
      }),
      '<card title="T">\n「New」 「Hot」\na\nb\n</card>',
    ],
    [
      "elements of the body's property come first",
      raw({ body: { property: { elements: [say("yes")] }, elements: [say("no")] } }),
      "<card>\nyes\n</card>",
    ],
    [
      "elements of the body where the property has none",
      raw({ body: { property: { elements: [] }, elements: [say("yes")] } }),
      "<card>\nyes\n</card>",
    ],
    ["a body alone", raw({ body: { elements: [say("a")] } }), "<card>\na\n</card>"],
  ];
  for (const [name, content, expected] of cases) {
    it(name, () => assertEquals(rendered(content), expected));
  }
});

describe("a list of a card", () => {
  it("keeps all digits of a number", () => {
    const item = '{"type":"ol","order":9007199254740993,"elements":[{"tag":"plain_text","content":"x"}]}';
    const content = JSON.stringify({ json_card: `{"body":{"elements":[{"tag":"list","items":[${item}]}]}}` });
    assertEquals(rendered(content), "<card>\n9007199254740993. x\n</card>");
  });
});

describe("the text of a text node", () => {
  const cases: readonly (readonly [name: string, node: JsonValue, expected: string])[] = [
    ["a string", "x", "x"],
    ["its content", { content: "x" }, "x"],
    ["of its property", { content: "no", property: { content: "x" } }, "x"],
    ["Chinese first", { i18nContent: { ja_jp: "j", en_us: "e", zh_cn: "z" }, content: "no" }, "z"],
    ["then English", { i18nContent: { zh_cn: "", en_us: "e", ja_jp: "j" }, content: "no" }, "e"],
    ["then Japanese", { i18nContent: { ja_jp: "j" }, content: "no" }, "j"],
    ["content where no translation is filled", { i18nContent: { zh_cn: "" }, content: "x" }, "x"],
    [
      "its elements run together",
      { elements: ["a", { content: "b" }, { tag: "plain_text", content: "c" }] },
      "abc",
    ],
    [
      "elements of other kinds are kept",
      { elements: [{ tag: "emoji", key: "OK" }, { content: "b" }] },
      "👌b",
    ],
    ["its text", { text: "x" }, "x"],
    ["content that is no string does not count", { content: 5, text: "x" }, "x"],
  ];
  for (const [name, node, expected] of cases) {
    it(
      name,
      () => assertEquals(cardBody([{ tag: "text_tag", property: { text: node } }]), `「${expected}」`),
    );
  }
});

describe("a card without json_card", () => {
  const cases: readonly (readonly [name: string, content: JsonValue, expected: string])[] = [
    [
      "title and texts of all kinds",
      {
        header: { title: { content: "T" } },
        elements: [
          { tag: "markdown", content: "m" },
          { tag: "div", text: { content: "d" }, fields: [{ text: { content: "f" } }] },
          { tag: "plain_text", content: "p" },
          { tag: "lark_md", text: { content: "l1" }, content: "l2" },
          { tag: "column_set", columns: [{ elements: [{ tag: "markdown", content: "c" }] }] },
          { tag: "note", elements: [{ tag: "plain_text", content: "n" }] },
          { tag: "hr" },
        ],
      },
      "**T**\nm\nd\nf\np\nl1\nl2\nc\nn",
    ],
    ["elements of the body", { body: { elements: [{ tag: "markdown", content: "m" }] } }, "m"],
    ["nothing", {}, "[interactive card]"],
    ["nothing to show", { elements: [{ tag: "hr" }, "x", 1, null] }, "[interactive card]"],
    [
      "the simplified form, like a post",
      {
        title: "T for @_user_1",
        elements: [
          [{ tag: "text", text: "a " }, { tag: "a", text: "b", href: "https://ex.test" }],
          [{ tag: "at", user_id: "@_user_1" }, { tag: "text", text: "!" }],
        ],
      },
      'T for @Ana\na [b](https://ex.test)\n<at user_id="ou_ana">Ana</at>!',
    ],
  ];
  for (const [name, content, expected] of cases) {
    it(name, () => {
      const mentions = [{ key: "@_user_1", id: "ou_ana", name: "Ana" }];
      assertEquals(rendered(JSON.stringify(content), mentions), expected);
    });
  }
});

describe("cards as their senders write them", () => {
  const v1 = {
    header: { title: { tag: "plain_text", content: "T", i18n: { zh_cn: "题", en_us: "Title" } } },
    i18n_elements: {
      en_us: [{ tag: "markdown", content: "hello" }],
      zh_cn: [{ tag: "markdown", content: "你好" }, {
        tag: "div",
        text: { tag: "lark_md", content: "**x**" },
      }],
    },
  };
  const v2 = {
    schema: "2.0",
    header: { title: { tag: "plain_text", content: "T" } },
    body: { elements: [{ tag: "markdown", content: "hello" }, { tag: "hr" }] },
  };
  const buttons = {
    elements: [{ tag: "action", actions: [{ tag: "button", text: { tag: "plain_text", content: "Go" } }] }],
  };
  const cases: readonly (readonly [name: string, content: JsonValue, expected: string])[] = [
    ["i18n_elements", v1, "**题**\n你好\n**x**"],
    ["i18n of a title alone", {
      header: { title: { content: "T", i18n: { en_us: "Title" } } },
      elements: [],
    }, "**Title**"],
    ["i18n_content of a title", {
      header: { title: { content: "T", i18n_content: { en_us: "Title" } } },
      elements: [],
    }, "**Title**"],
    ["i18n_elements in one other language", {
      i18n_elements: { de_de: [{ tag: "markdown", content: "Tag" }] },
    }, "Tag"],
    ["i18n_elements beside an empty list", { elements: [], ...v1 }, "**题**\n你好\n**x**"],
    ["i18n_header", { i18n_header: { en_us: { title: { content: "T" } } }, elements: [] }, "**T**"],
    ["user_dsl as text", { user_dsl: JSON.stringify(v2) }, '<card title="T">\nhello\n---\n</card>'],
    ["user_dsl as an object", { user_dsl: v2 }, '<card title="T">\nhello\n---\n</card>'],
    [
      "user_dsl of the older form",
      { user_dsl: { elements: v2.body.elements } },
      "<card>\nhello\n---\n</card>",
    ],
    ["user_dsl in languages", { user_dsl: JSON.stringify(v1) }, '<card title="题">\n你好\n**x**\n</card>'],
    ["json_card in languages", { json_card: JSON.stringify(v1) }, '<card title="题">\n你好\n**x**\n</card>'],
    ["user_dsl with buttons", { user_dsl: buttons }, "<card>\n[Go]\n</card>"],
    [
      "languages of the body",
      { user_dsl: { body: { i18n_elements: v1.i18n_elements } } },
      "<card>\n你好\n**x**\n</card>",
    ],
    ["user_dsl that is no JSON", { user_dsl: "{oops" }, "<card>\n[Unable to parse card content]\n</card>"],
    ["i18n_elements that are none", { i18n_elements: "x" }, "[interactive card]"],
  ];
  for (const [name, content, expected] of cases) {
    it(name, () => assertEquals(rendered(JSON.stringify(content)), expected));
  }
});
