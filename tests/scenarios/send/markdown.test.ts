import { demoChat } from "../../../fixtures/platform/mod.ts";
import {
  GROUP,
  LINES,
  SEND,
  sentContent,
  sentContents,
  sentMessage,
  writingWorld,
} from "../../support/composing.ts";
import { putFiles } from "../../support/files.ts";
import { pngImage } from "../../support/media.ts";
import { dataOf, errorOf, warningsOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = [SEND, "--chat-id", GROUP];

const md = (text: string) => [{ tag: "md", text }];
const code = (text: string, language?: string) => [{
  tag: "code_block",
  ...(language === undefined ? {} : { language }),
  text,
}];

/** One of everything, with CR LF, as an editor on Windows writes it. */
const EVERYTHING = [
  "# Release 2.1",
  "## Steps ##",
  "Under",
  "===",
  "",
  "First line",
  "second line with **bold**, __bold__, *italic*, _italic_, ***both***, ~~gone~~ and `# code`.",
  "",
  "",
  "",
  "**[notes](https://example.com/notes)** <https://example.com/a_b> [no](./local.md)",
  "",
  "- one",
  "  - inner",
  "- two",
  "",
  "3. three",
  "4. four",
  "",
  "> quoted",
  "> twice",
  "",
  "---",
  "",
  "```sh",
  "# not a heading",
  "",
  "",
  "![not](./an.png) <at id=ou_ana/>",
  "```",
  "",
  "~~~",
  "```",
  "~~~",
  "",
  "    indented",
  "",
  "| k | v |",
  "|---|---|",
  "| a | 1 |",
  "",
  "![known](img_v3_known) ![chart](./chart.png)",
  "",
  "中文 👩‍👩‍👧 <b>x</b> <at open_id='ou_ana'>Ana</at>",
].join("\r\n");

const paragraphs = (chart: string | undefined) => [
  md("#### Release 2.1"),
  md("##### Steps"),
  md("#### Under"),
  md(
    "First line\nsecond line with **bold**, **bold**, *italic*, *italic*, ***both***, ~~gone~~ and `# code`.",
  ),
  md("[notes](https://example.com/notes) https://example.com/a_b no (./local.md)"),
  md("- one\n    - inner\n- two"),
  md("3. three\n4. four"),
  md("> quoted\n> twice"),
  [{ tag: "hr" }],
  code("# not a heading\n\n\n![not](./an.png) <at id=ou_ana/>", "SHELL"),
  code("```"),
  code("indented"),
  md("- **k**: a; **v**: 1"),
  [{ tag: "img", image_key: "img_v3_known" }],
  [{ tag: "img", image_key: chart }],
  md('中文 👩‍👩‍👧 <b>x</b> <at user_id="ou_ana">Ana</at>'),
  [{ tag: "at", user_id: "ou_ana" }],
];

describe("every construct of Markdown arrives, one paragraph a block", () => {
  for (const [name, line] of LINES) {
    for (const way of ["the line", "a file", "standard input"]) {
      it(`${name} through ${way}`, () =>
        inScene(writingWorld, async ({ run, platform, directory }) => {
          await putFiles({ directory }, { "chart.png": pngImage(), "a.md": EVERYTHING });
          const value = way === "the line" ? EVERYTHING : way === "a file" ? "@./a.md" : "-";
          const result = await run([...line, "--markdown", value], { stdin: EVERYTHING });
          dataOf(result);
          const [chart] = platform.uploads;
          assertEquals(sentContent(platform), ["post", { zh_cn: { content: paragraphs(chart?.key) } }]);
          assertEquals(platform.uploads.length, 1);
          assertEquals(warningsOf(result).map((text) => text.split(": ")[1]), ["link_dropped"]);
        }));
    }
  }
});

describe("what the flags change", () => {
  const table = "| k | v |\n|---|--:|\n| a | 1 |";
  const cases: readonly (readonly [name: string, words: string[], content: unknown])[] = [
    ["--title", ["--markdown", "# A\n\nb", "--title", "T 标题"], {
      title: "T 标题",
      content: [md("#### A"), md("b")],
    }],
    ["no title by itself", ["--markdown", "# A"], { content: [md("#### A")] }],
    ["tables as lists", ["--markdown", table], { content: [md("- **k**: a; **v**: 1")] }],
    ["--tables list", ["--markdown", table, "--tables", "list"], { content: [md("- **k**: a; **v**: 1")] }],
    ["--tables md", ["--markdown", table, "--tables", "md"], {
      content: [md("| k | v |\n| --- | --: |\n| a | 1 |")],
    }],
    ["--tables code", ["--markdown", table, "--tables", "code"], { content: [code("k  v\n-  -\na  1")] }],
    ["--msg-type post", ["--markdown", "x", "--msg-type", "post"], { content: [md("x")] }],
  ];
  for (const [name, words, content] of cases) {
    it(name, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        for (const [, line] of LINES) dataOf(await run([...line, ...words]));
        assertEquals(sentContents(platform), [{ zh_cn: content }, { zh_cn: content }]);
        assertEquals(sentMessage(platform).type, "post");
      }));
  }
});

describe("images of Markdown", () => {
  it("the same file twice is uploaded once", () =>
    inScene(writingWorld, async ({ run, platform, directory }) => {
      await putFiles({ directory }, { "a.png": pngImage(), "b.png": pngImage({ width: 3, height: 3 }) });
      dataOf(await run([...LINE, "--markdown", "![1](./a.png)\n\n![2](./b.png)\n\n![3](./a.png)"]));
      const [a, b] = platform.uploads.map(({ key }) => key);
      const content = [a, b, a].map((key) => [{ tag: "img", image_key: key }]);
      assertEquals(sentContent(platform), ["post", { zh_cn: { content } }]);
      assertEquals(platform.uploads.length, 2);
    }));

  it("a file called img_1.png is a file, and img_v3_known without a file a key", () =>
    inScene(writingWorld, async ({ run, platform, directory }) => {
      await putFiles({ directory }, { "img_1.png": pngImage() });
      dataOf(await run([...LINE, "--markdown", "![1](img_1.png) ![2](img_v3_known)"]));
      const [upload] = platform.uploads;
      const content = [upload?.key, "img_v3_known"].map((key) => [{ tag: "img", image_key: key }]);
      assertEquals(sentContent(platform), ["post", { zh_cn: { content } }]);
    }));

  it("--skip-bad-images leaves out what cannot be fetched, with a warning", () =>
    inScene(writingWorld, async ({ run, platform, directory }) => {
      await putFiles({ directory }, { "a.png": pngImage() });
      const markdown = "![1](./a.png)\n\n![gone](../away.png)";
      const result = await run([...LINE, "--markdown", markdown, "--skip-bad-images"]);
      dataOf(result);
      const [upload] = platform.uploads;
      const content = [[{ tag: "img", image_key: upload?.key }], [{ tag: "text", text: "gone" }]];
      assertEquals(sentContent(platform), ["post", { zh_cn: { content } }]);
      assertEquals(warningsOf(result).map((text) => text.split(": ")[1]), ["image_skipped"]);
    }));
});

/** `--tables card`: Markdown as the one element of a card, whose own Markdown shows tables. */

const DEMO_CHAT = demoChat.chats[0]?.chatId ?? "";
const SEND_CARD = ["+messages-send", "--chat-id", DEMO_CHAT, "--tables", "card"];
const TABLE = "hello @ou_91fa4b62c7e85d30a6b9f2184cd7e305\n\n| a | b |\n| - | - |\n| 1 | 2 |\n";

describe("--tables card", () => {
  it("sends the Markdown as it is, in a card, with mentions in the card's form and the title as its header", () =>
    inScene(demoChat, async ({ run, platform }) => {
      dataOf(await run([...SEND_CARD, "--markdown", "-", "--title", "T"], { stdin: TABLE }));
      const [sent] = platform.sentMessages;
      assertEquals(sent?.type, "interactive");
      assertEquals(sent?.content, {
        schema: "2.0",
        header: { title: { tag: "plain_text", content: "T" } },
        body: {
          elements: [{
            tag: "markdown",
            content: TABLE.replace(/@(ou_\w+)/, "<at id=$1></at>"),
          }],
        },
      });
    }));

  for (
    const [name, more] of [
      ["images that would have to be uploaded", ["--markdown", "![x](a.png)"]],
      ["attachments", ["--markdown", "x", "--attachment", "file_v3_1"]],
    ] as const
  ) {
    it(`refuses ${name}`, () =>
      inScene(demoChat, async ({ run, platform }) => {
        assertEquals(errorOf(await run([...SEND_CARD, ...more]), 2)["param"], "--tables");
        assertEquals(platform.log.length, 0);
      }));
  }
});
