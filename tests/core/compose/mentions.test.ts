import { spelled } from "../../../cli/spelling.ts";
import { normalizeContentMentions, normalizeMentions } from "../../../core/compose/mentions.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const at = "<at id=ou_x>hi</at>";
const normal = '<at user_id="ou_x">hi</at>';

const cases: readonly [name: string, type: string, content: JsonObject, expected: JsonObject][] = [
  ["the text of a text", "text", { text: at, other: at }, { text: normal, other: at }],
  ["a text that is none", "text", { text: 7 }, { text: 7 }],
  [
    "text and md elements of a post, in every language",
    "post",
    {
      zh_cn: { title: at, content: [[{ tag: "text", text: at }, { tag: "a", text: at, href: "h" }], 7] },
      en_us: { content: [[{ tag: "md", text: at }], [{ tag: "code_block", text: at }]] },
    },
    {
      zh_cn: { title: at, content: [[{ tag: "text", text: normal }, { tag: "a", text: at, href: "h" }], 7] },
      en_us: { content: [[{ tag: "md", text: normal }], [{ tag: "code_block", text: at }]] },
    },
  ],
  [
    "a post in the form of webhooks",
    "post",
    { post: { zh_cn: { content: [[{ tag: "md", text: at }]] } } },
    { post: { zh_cn: { content: [[{ tag: "md", text: normal }]] } } },
  ],
  ["other types", "image", { text: at, tag: "md" }, { text: at, tag: "md" }],
];

const cardTexts: readonly [name: string, text: string, expected: string][] = [
  ["the form of texts", 'x <at user_id="ou_x">Kim</at> y', "x <at id=ou_x></at> y"],
  ["closed by itself", "<at id='ou_x'/>", "<at id=ou_x></at>"],
  ["never closed", "<at id=ou_x>", "<at id=ou_x></at>"],
  ["a plain id", "hi @ou_x!", "hi <at id=ou_x></at>!"],
  ["its own form", "<at id=all></at>", "<at id=all></at>"],
  ["its own form with a name", "<at id=ou_x>Kim</at>", "<at id=ou_x>Kim</at>"],
  ["several ids", "<at ids=ou_a,ou_b></at>", "<at ids=ou_a,ou_b></at>"],
  ["an address", "<at email=a@x.com></at>", "<at email=a@x.com></at>"],
  ["everyone is not guessed", "@all", "@all"],
  ["code", "`@ou_x`", "`@ou_x`"],
];

describe("normalizeContentMentions", () => {
  for (const [name, type, content, expected] of cases) {
    it(name, () => assertEquals(normalizeContentMentions(type, content), expected));
  }
  for (const [name, text, expected] of cardTexts) {
    it(`cards: ${name}`, () => {
      const card = (content: string) => ({
        schema: "2.0",
        header: { title: { tag: "plain_text", content: text } },
        body: {
          elements: [{ tag: "markdown", content }, {
            tag: "div",
            text: { tag: "lark_md", content },
            big: 1n,
          }],
        },
      });
      assertEquals(normalizeContentMentions("interactive", card(text)), card(expected));
    });
  }
  it("refuses the forms of cards in a post", () => {
    const content = { zh_cn: { content: [[{ tag: "md", text: "<at ids=ou_a,ou_b></at>" }]] } };
    assertEquals(detailOf(() => normalizeContentMentions("post", content)).type, "validation");
  });
});

const changed: readonly [name: string, text: string, expected: string][] = [
  ["closed by itself, no quotes", "<at id=ou_k1/> done", '<at user_id="ou_k1"></at> done'],
  ["closed by itself, blank before it", '<at id="ou_k1" />x', '<at user_id="ou_k1"></at>x'],
  ["single quotes", "<at open_id='ou_k2'>Kim</at>", '<at user_id="ou_k2">Kim</at>'],
  ["double quotes", '<at id="ou_k2">Kim</at>', '<at user_id="ou_k2">Kim</at>'],
  ["quotes escaped for a shell", '<at id=\\"ou_k2\\">Kim</at>', '<at user_id="ou_k2">Kim</at>'],
  ["curly quotes", "<at id=“ou_k2”>Kim</at>", '<at user_id="ou_k2">Kim</at>'],
  ["union id", "<at union_id=on_1></at>", '<at user_id="on_1"></at>'],
  ["blanks around the sign", '<at user_id = "ou_k2" ></at>', '<at user_id="ou_k2"></at>'],
  ["never closed", "<at id=ou_k1> and more", '<at user_id="ou_k1"></at> and more'],
  ["capitals", "<AT ID=ou_k1>Kim</AT>", '<at user_id="ou_k1">Kim</at>'],
  [
    "several in a row",
    "<at id=ou_a/><at id=ou_b>B</at>",
    '<at user_id="ou_a"></at><at user_id="ou_b">B</at>',
  ],
  ["an id at the start", "@ou_k1 hi", '<at user_id="ou_k1"></at> hi'],
  ["an id between Chinese characters", "请@ou_k1看", '请<at user_id="ou_k1"></at>看'],
  ["an id before the end of a sentence", "(@ou_k1).", '(<at user_id="ou_k1"></at>).'],
  ["one person, but not everyone", "@all and @ou_k1", '@all and <at user_id="ou_k1"></at>'],
  [
    "beside a package and an address",
    "@ou_k1/kit k@ou_k1 @ou_k1",
    '@ou_k1/kit k@ou_k1 <at user_id="ou_k1"></at>',
  ],
  [
    "before marks of a sentence",
    "@ou_k1, @ou_k1. @ou_k1/",
    [
      '<at user_id="ou_k1"></at>,',
      '<at user_id="ou_k1"></at>.',
      '<at user_id="ou_k1"></at>/',
    ].join(" "),
  ],
  ["beside code", "`a` @ou_k1 `b`", '`a` <at user_id="ou_k1"></at> `b`'],
  ["behind a closed fence", "```\n@ou_a\n```\n@ou_b", '```\n@ou_a\n```\n<at user_id="ou_b"></at>'],
  [
    "behind a fence whose end is set in",
    "```\n@ou_a\n  ```\n@ou_b",
    '```\n@ou_a\n  ```\n<at user_id="ou_b"></at>',
  ],
  ["behind a backtick that opens nothing", "a ` b @ou_k1", 'a ` b <at user_id="ou_k1"></at>'],
  ["a code span ends with its paragraph", "a ` b\n\n@ou_k1 ` c", 'a ` b\n\n<at user_id="ou_k1"></at> ` c'],
];

const unchanged: readonly [name: string, text: string][] = [
  ["the form itself", '<at user_id="all"></at>'],
  ["the form with a name", 'x <at user_id="ou_k1">Kim</at> y'],
  ["code", "`<at id=ou_k3>`"],
  ["code with two backticks", "`` ` <at id=ou_k3> ` ``"],
  ["a fence", "```\n<at id=ou_k3/> @ou_k4\n```"],
  ["a fence of tildes", "~~~ sh\n@ou_k4\n```\n@ou_k4\n~~~"],
  ["a fence that is never closed", "```\n@ou_k4\n"],
  ["a shorter fence inside a longer one", "````\n```\n@ou_k4\n````"],
  ["a plain name", "@Kim @allison @alls"],
  ["everyone, written plainly", "@all hands, lunch"],
  ["an id in an address of mail", "kim@ou_k1 a.b-c@ou_k1 kim@ou_k1.com @ou_k1.com @ou_k1@x"],
  ["an id in a web address", "https://x.com/@ou_k1 https://x.com/u/@ou_k1/b ./@ou_k1 x.@ou_k1"],
  ["a package of that name", "npm i @ou_k1/kit @ou_k1-in @ou_k1.js @ou_k1_x -@ou_k1"],
  ["two signs", "@@ou_k1"],
  ["an id without a letter or digit", "@ou_ @ou_- @on_k1 ou_k1"],
  ["another tag", '<attr id="ou_k1"> <at> <at name="x">'],
  ["an id with a markup character", "<at id=ou&k1></at>"],
  ["an empty id", '<at id=""></at>'],
  ["no mention at all", "1 < 2 > 0\r\n"],
  ["nothing", ""],
];

describe("normalizeMentions", () => {
  for (const [name, text, expected] of changed) {
    it(`brings to the one form: ${name}`, () => assertEquals(normalizeMentions(text), expected));
  }
  for (const [name, text] of unchanged) {
    it(`leaves alone: ${name}`, () => assertEquals(normalizeMentions(text), text));
  }
  for (
    const [attribute, hint] of [["ids=ou_a,ou_b", "each by itself"], ["email=a@x.com", "open id"]] as const
  ) {
    it(`refuses what only cards know: ${attribute}`, () => {
      const detail = detailOf(() => normalizeMentions(`hi <at ${attribute}></at>`));
      assertEquals([detail.type, detail.subtype], ["validation", "invalid_argument"]);
      assertStringIncludes(spelled(detail.message), `<at ${attribute}>`);
      assertStringIncludes(spelled(detail.hint ?? ""), hint);
    });
    it(`but not in code: ${attribute}`, () =>
      assertEquals(normalizeMentions(`\`<at ${attribute}>\``), `\`<at ${attribute}>\``));
  }
});
