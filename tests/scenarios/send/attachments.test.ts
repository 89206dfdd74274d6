import { LINES, sentContents, sentMessage, writingWorld } from "../../support/composing.ts";
import { dataOf, errorOf, previewCalls } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const files = (...keys: string[]) => keys.map((key) => ({ key }));
const KNOWN = "file_v3_known";
const OTHER = "file_v3_other";
const POST = { zh_cn: { content: [[{ tag: "text", text: "x" }]] } };

describe("attachments of a post", () => {
  const cases: readonly (readonly [name: string, words: string[], content: object])[] = [
    ["beside Markdown", ["--markdown", "x", "--attachment", KNOWN], {
      zh_cn: { content: [[{ tag: "md", text: "x" }]] },
      files: files(KNOWN),
    }],
    ["beside a post as JSON", ["--content", JSON.stringify(POST), "--attachment", KNOWN], {
      ...POST,
      files: files(KNOWN),
    }],
    ["beside a wrapped post", ["--content", JSON.stringify({ post: POST }), "--attachment", KNOWN], {
      ...POST,
      files: files(KNOWN),
    }],
    ["beside a literal text", ["--text", "x", "--literal", "--attachment", KNOWN], {
      ...POST,
      files: files(KNOWN),
    }],
    ["alone", ["--attachment", KNOWN], { zh_cn: { content: [] }, files: files(KNOWN) }],
    ["alone, the type named", ["--attachment", KNOWN, "--msg-type", "post"], {
      zh_cn: { content: [] },
      files: files(KNOWN),
    }],
    ["separated by commas, with blanks", ["--attachment", ` ${OTHER} , ${KNOWN} `], {
      zh_cn: { content: [] },
      files: files(OTHER, KNOWN),
    }],
    ["given several times", ["--attachment", OTHER, "--attachment", KNOWN], {
      zh_cn: { content: [] },
      files: files(OTHER, KNOWN),
    }],
    ["each once, in the order given", [`--attachment=${OTHER},${KNOWN},${OTHER}`, "--attachment", KNOWN], {
      zh_cn: { content: [] },
      files: files(OTHER, KNOWN),
    }],
  ];
  for (const [name, words, content] of cases) {
    it(name, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        for (const [, line] of LINES) {
          const [call] = previewCalls(await run([...line, ...words, "--dry-run"]));
          assertEquals(call?.body?.["content"], JSON.stringify(content));
          dataOf(await run([...line, ...words]));
        }
        assertEquals(sentContents(platform), [content, content]);
        assertEquals(sentMessage(platform).type, "post");
      }));
  }
});

describe("attachments are refused where nothing can carry them", () => {
  const withFiles = { ...POST, files: files(OTHER) };
  const cases: readonly (readonly [name: string, words: string[], param: string])[] = [
    ["a text", ["--text", "x", "--attachment", KNOWN], "--attachment"],
    ["an image", ["--image", "img_v3_known", "--attachment", KNOWN], "--attachment"],
    ["a file", ["--file", OTHER, "--attachment", KNOWN], "--attachment"],
    ["a video", ["--video", "file_v3_clip", "--attachment", KNOWN], "--attachment"],
    ["a recording", ["--audio", "file_v3_voice", "--attachment", KNOWN], "--attachment"],
    [
      "another type",
      ["--content", JSON.stringify(POST), "--msg-type=text", "--attachment", KNOWN],
      "--attachment",
    ],
    ["another type alone", ["--msg-type=text", "--attachment", KNOWN], "--attachment"],
    ["a text as JSON", ["--content", '{"text":"x"}', "--attachment", KNOWN], "--attachment"],
    ["a card", ["--content", '{"schema":"2.0"}', "--attachment", KNOWN], "--attachment"],
    ["content with files", ["--content", JSON.stringify(withFiles), "--attachment", KNOWN], "--attachment"],
    [
      "a wrapped post with files",
      ["--content", JSON.stringify({ post: withFiles }), "--attachment", KNOWN],
      "--attachment",
    ],
    ["content with an empty list of files", [
      "--content",
      JSON.stringify({ ...POST, files: [] }),
      "--attachment",
      KNOWN,
    ], "--attachment"],
    ["an empty key", ["--markdown", "x", "--attachment", ""], "--attachment"],
    ["a blank key", ["--markdown", "x", "--attachment", " , "], "--attachment"],
    ["an image key", ["--markdown", "x", "--attachment", "img_v3_known"], "--attachment"],
    ["a path", ["--markdown", "x", "--attachment", "./report.pdf"], "--attachment"],
    ["a wrong key among good ones", ["--markdown", "x", "--attachment", `${KNOWN},x`], "--attachment"],
    [
      "two texts: the older rule is told",
      ["--text", "x", "--markdown", "y", "--attachment", KNOWN],
      "--markdown",
    ],
  ];
  for (const [name, words, param] of cases) {
    for (const mode of [[], ["--dry-run"]]) {
      it(`${name} ${mode.join("")}`, () =>
        inScene(writingWorld, async ({ run, platform }) => {
          for (const [, line] of LINES) {
            const error = errorOf(await run([...line, ...words, ...mode]), 2);
            assertEquals([error["type"], error["param"]], ["validation", param]);
            assertStringIncludes(String(error["message"]), param);
          }
          assertEquals(platform.log.length, 0);
        }));
    }
  }
});
