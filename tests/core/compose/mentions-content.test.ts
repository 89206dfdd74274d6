import { describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { normalizeContentMentions } from "../../../core/compose/mentions-content.ts";
import type { JsonObject } from "../../../core/json.ts";
import { detailOf } from "../detail-of.ts";

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
