import { GROUP, LINES, SEND, sentContent, sentContents, writingWorld } from "../../support/composing.ts";
import { putFiles } from "../../support/files.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = [SEND, "--chat-id", GROUP];

/** Texts with mentions and how they arrive. */
const VECTORS: readonly (readonly [text: string, sent: string])[] = [
  ["<at id=ou_k1/> done", '<at user_id="ou_k1"></at> done'],
  ["<at open_id='ou_k2'>Kim</at>", '<at user_id="ou_k2">Kim</at>'],
  ['<at user_id="all"></at>', '<at user_id="all"></at>'],
  ["`<at id=ou_k3>`", "`<at id=ou_k3>`"],
  ["<at id=ou_x>hi</at>", '<at user_id="ou_x">hi</at>'],
  ['<at id="ou_x"/>', '<at user_id="ou_x"></at>'],
  ['<at id=\\"ou_x\\">Kim</at>', '<at user_id="ou_x">Kim</at>'],
  ["<at union_id=on_1></at>", '<at user_id="on_1"></at>'],
  ["<at id=ou_a/> and <at id=ou_b/>", '<at user_id="ou_a"></at> and <at user_id="ou_b"></at>'],
  ["```\n<at id=ou_k3/>\n```\n<at id=ou_k4/>", '```\n<at id=ou_k3/>\n```\n<at user_id="ou_k4"></at>'],
  ["@Kim and @all are names", "@Kim and @all are names"],
  ["a < b, c > d", "a < b, c > d"],
];

describe("mentions are brought to the form of the type before they become JSON", () => {
  for (const [text, sent] of VECTORS) {
    it(`text: ${text}`, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        for (const [, line] of LINES) dataOf(await run([...line, `--text=${text}`]));
        assertEquals(sentContents(platform), [{ text: sent }, { text: sent }]);
      }));

    it(`text as JSON: ${text}`, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        dataOf(await run([...LINE, "--content", JSON.stringify({ text })]));
        assertEquals(sentContent(platform), ["text", { text: sent }]);
      }));

    it(`post as JSON, text and md elements alone: ${text}`, () =>
      inScene(writingWorld, async ({ run, platform, directory }) => {
        const post = (shown: string, code: string) => ({
          zh_cn: {
            title: code,
            content: [
              [{ tag: "text", text: shown }, { tag: "a", text: code, href: "https://x.com" }],
              [{ tag: "md", text: shown }],
              [{ tag: "code_block", text: code }],
            ],
          },
        });
        await putFiles({ directory }, { "post.json": JSON.stringify(post(text, text)) });
        dataOf(await run([...LINE, "--content", "@post.json"]));
        assertEquals(sentContent(platform), ["post", post(sent, text)]);
      }));
  }
});

describe("mentions in Markdown stand in their place, and again in a paragraph of their own", () => {
  it("everyone is named once", () =>
    inScene(writingWorld, async ({ run, platform }) => {
      dataOf(
        await run([
          ...LINE,
          "--markdown",
          "**Hi** <at id=ou_ana/> and <at open_id='ou_me'>Me</at>, <at id=ou_ana/>",
        ]),
      );
      const shown =
        '**Hi** <at user_id="ou_ana"></at> and <at user_id="ou_me">Me</at>, <at user_id="ou_ana"></at>';
      const names = [{ tag: "at", user_id: "ou_ana" }, { tag: "text", text: " " }, {
        tag: "at",
        user_id: "ou_me",
      }];
      assertEquals(sentContent(platform), ["post", {
        zh_cn: { content: [[{ tag: "md", text: shown }], names] },
      }]);
    }));
  it("code stays as it is", () =>
    inScene(writingWorld, async ({ run, platform }) => {
      dataOf(await run([...LINE, "--markdown", "`<at id=ou_k3>`\n\n```\n<at id=ou_k3/>\n```"]));
      const content = [[{ tag: "md", text: "`<at id=ou_k3>`" }], [{
        tag: "code_block",
        text: "<at id=ou_k3/>",
      }]];
      assertEquals(sentContent(platform), ["post", { zh_cn: { content } }]);
    }));
});

describe("mentions of cards", () => {
  const card = (text: string) => ({
    schema: "2.0",
    body: {
      elements: [
        { tag: "markdown", content: text },
        { tag: "div", text: { tag: "lark_md", content: text } },
        { tag: "div", text: { tag: "plain_text", content: "<at id=ou_ana/>" } },
      ],
    },
  });
  const vectors: readonly (readonly [text: string, sent: string])[] = [
    ["<at id=ou_ana></at>", "<at id=ou_ana></at>"],
    ['<at user_id="ou_ana">Ana</at>', "<at id=ou_ana></at>"],
    ["<at id='ou_ana'/>", "<at id=ou_ana></at>"],
    ["<at ids=ou_ana,ou_me></at>", "<at ids=ou_ana,ou_me></at>"],
    ["<at email=ana@example.com></at>", "<at email=ana@example.com></at>"],
    ["<at id=all></at>", "<at id=all></at>"],
    ["`<at id='ou_ana'/>`", "`<at id='ou_ana'/>`"],
  ];
  for (const [text, sent] of vectors) {
    it(text, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        dataOf(await run([...LINE, "--content", JSON.stringify(card(text))]));
        assertEquals(sentContent(platform), ["interactive", card(sent)]);
      }));
  }
});

describe("forms that only cards know are refused elsewhere, with the flag and another way", () => {
  const post = (text: string) => JSON.stringify({ zh_cn: { content: [[{ tag: "md", text }]] } });
  for (const tag of ["<at ids=ou_a,ou_b></at>", "<at email=ana@example.com></at>"]) {
    const words: readonly (readonly [flag: string, value: string])[] = [
      ["--text", tag],
      ["--markdown", `see ${tag}`],
      ["--content", JSON.stringify({ text: tag })],
      ["--content", post(tag)],
    ];
    for (const [flag, value] of words) {
      for (const mode of [[], ["--dry-run"]]) {
        it([flag, value, ...mode].join(" "), () =>
          inScene(writingWorld, async ({ run, platform }) => {
            for (const [, line] of LINES) {
              const error = errorOf(await run([...line, flag, value, ...mode]), 2);
              assertEquals([error["type"], error["param"]], ["validation", flag]);
              assertStringIncludes(String(error["hint"]), "<at user_id=");
            }
            assertEquals(platform.log.length, 0);
          }));
      }
    }
  }
});

describe("content given as JSON stays JSON, whatever stands in it", () => {
  const hostile = [
    "<at id=ou_x>hi</at>",
    "<at id='ou_x'>",
    '<at id="ou_x">',
    '<at id=\\"ou_x\\">',
    "<at id=ou_x",
    "<at id=></at>",
    '<at id=" onclick="></at>',
    '"}, {"text":"',
    "\\",
    "\\u0022",
    "\u0000\u001f",
    "\ud800",
    "</at></at>",
    "<at id=ou_x/>".repeat(50),
    "`".repeat(99),
  ];
  for (const text of hostile) {
    it(JSON.stringify(text).slice(0, 60), () =>
      inScene(writingWorld, async ({ run, platform }) => {
        const contents = [
          { text, other: text },
          { zh_cn: { title: text, content: [[{ tag: "text", text }], [{ tag: "md", text }]] } },
          { schema: "2.0", body: { elements: [{ tag: "markdown", content: text }] } },
        ];
        for (const [index, content] of contents.entries()) {
          await run([...LINE, "--content", JSON.stringify(content), "--idempotency-key", String(index)]);
        }
        const sent = sentContents(platform).map((content) => Object.keys(content ?? {}));
        assertEquals(sent, contents.map((content) => Object.keys(content)));
      }));
  }
});
