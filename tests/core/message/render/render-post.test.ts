import { describe } from "@std/testing/bdd";
import { renderPost } from "../../../../core/message/render/render-post.ts";
import { mentionOf, testRenderer } from "./rendering-of.ts";

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
