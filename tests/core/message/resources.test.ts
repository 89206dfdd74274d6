import type { JsonValue } from "../../../core/json/json.ts";
import { folderKeysOf, resourceRefsOf } from "../../../core/message/resources.ts";
import { type RawMessage, readMessage } from "../../../core/message/wire.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("folderKeysOf", () => {
  const post = (...files: readonly unknown[]) => ({ zh_cn: { content: [] }, files });
  const folder = (key: unknown) => ({ file_key: key, is_folder: true });

  const cases: readonly (readonly [name: string, type: string, content: unknown, keys: readonly string[]])[] =
    [
      ["a folder is its own", "folder", { file_key: "fld_1", file_name: "assets" }, ["fld_1"]],
      ["a folder without a key has none", "folder", { file_name: "assets" }, []],
      ["a blank key counts as none", "folder", { file_key: " " }, []],
      ["a key of another type counts as none", "folder", { file_key: 7 }, []],
      ["a post shows those among its attachments", "post", post({ file_key: "file_1" }, folder("fld_1")), [
        "fld_1",
      ]],
      ["a folder that is attached twice counts once", "post", post(folder("fld_1"), folder("fld_1")), [
        "fld_1",
      ]],
      ["only true makes a folder", "post", post({ file_key: "fld_1", is_folder: "true" }), []],
      ["odd attachments show nothing", "post", post(null, 7, [folder("fld_1")], folder(null)), []],
      ["attachments that are no list show nothing", "post", { files: folder("fld_1") }, []],
      ["a file is no folder", "file", { file_key: "fld_1" }, []],
      ["a bundle shows none", "merge_forward", { file_key: "fld_1" }, []],
      ["content that is a list shows none", "folder", [{ file_key: "fld_1" }], []],
    ];
  for (const [name, type, content, keys] of cases) {
    it(
      name,
      () => assertEquals(folderKeysOf({ msg_type: type, body: { content: JSON.stringify(content) } }), keys),
    );
  }

  for (const body of [{ content: "no JSON {" }, { content: "" }, { content: 7 }, null]) {
    it(`a body of ${JSON.stringify(body)} shows none`, () =>
      assertEquals(folderKeysOf(readMessage({ msg_type: "folder", body })), []));
  }
});

function message(type: string, content: unknown, id = "om_1"): RawMessage {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return { message_id: id, msg_type: type, body: { content: text } };
}

function img(key: JsonValue) {
  return { tag: "img", image_key: key };
}

function media(key: string, cover?: string) {
  return { tag: "media", file_key: key, image_key: cover };
}

/** What is found, as `type:key`. */
function found(...[raw, items]: Parameters<typeof resourceRefsOf>): readonly string[] {
  return resourceRefsOf(raw, items).map(({ type, key }) => `${type}:${key}`);
}

type Case = readonly [name: string, type: string, content: unknown, refs: readonly string[]];

function table(cases: readonly Case[]): void {
  for (const [name, type, content, refs] of cases) {
    it(name, () => assertEquals(found(message(type, content)), refs));
  }
}

describe("resourceRefsOf: single kinds", () => {
  table([
    ["finds a picture", "image", { image_key: "img_1" }, ["image:img_1"]],
    ["finds a file", "file", { file_key: "file_1", file_name: "a.pdf" }, ["file:file_1"]],
    ["finds a voice message", "audio", { file_key: "file_1", duration: 5 }, ["file:file_1"]],
    ["finds a video", "video", { file_key: "file_1" }, ["file:file_1"]],
    ["finds a video and its cover", "media", { file_key: "file_1", image_key: "img_1" }, [
      "file:file_1",
      "image:img_1",
    ]],
    ["finds a cover alone", "media", { image_key: "img_1" }, ["image:img_1"]],
    ["leaves stickers out", "sticker", { file_key: "file_1" }, []],
    ["leaves folders out", "folder", { file_key: "file_1" }, []],
    ["leaves cards out", "interactive", { elements: [[img("img_1")]] }, []],
    ["leaves text out", "text", { image_key: "img_1", file_key: "file_1" }, []],
    ["leaves unknown kinds out", "brand_new", { image_key: "img_1" }, []],
    ["keeps a hostile key for whoever names a file", "image", { image_key: "../x" }, ["image:../x"]],
    ["ignores a blank key", "image", { image_key: " " }, []],
    ["ignores a key that is no text", "file", { file_key: 5 }, []],
    ["ignores content that is not JSON", "image", "{oops", []],
    ["ignores empty content", "image", "", []],
    ["ignores content that is no object", "image", "null", []],
    ["ignores an array as content", "image", [{ image_key: "img_1" }], []],
  ]);

  it("names the message", () =>
    assertEquals(resourceRefsOf(message("image", { image_key: "img_1" }, "om_7")), [
      { message_id: "om_7", key: "img_1", type: "image" },
    ]));
  for (
    const odd of [{}, { msg_type: "image" }, { msg_type: "post", body: [] }, { msg_type: 5, body: null }]
  ) {
    it(`ignores ${JSON.stringify(odd)}`, () => assertEquals(resourceRefsOf(readMessage(odd)), []));
  }
});

describe("resourceRefsOf: posts", () => {
  const order = [[img("img_1"), { tag: "text", text: "t" }, media("file_1", "img_2")], [img("img_3")]];
  const inOrder = ["image:img_1", "file:file_1", "image:img_2", "image:img_3"];
  table([
    ["finds pictures and media in order", "post", { title: "", content: order }, inOrder],
    ["looks into the Chinese text", "post", { zh_cn: { content: order } }, inOrder],
    ["prefers zh_cn, then en_us, then ja_jp", "post", {
      ja_jp: { content: [[img("img_j")]] },
      en_us: { content: [[img("img_e")]] },
    }, ["image:img_e"]],
    ["else takes the first language by name", "post", {
      fr_fr: { content: [[img("img_f")]] },
      de_de: { content: [[img("img_d")]] },
    }, ["image:img_d"]],
    [
      "passes over a language that is no object",
      "post",
      { zh_cn: "x", en_us: { content: [[img("img_e")]] } },
      [
        "image:img_e",
      ],
    ],
    ["adds what only content_v2 holds", "post", {
      content: [[img("img_1")]],
      content_v2: [[img("img_1"), img("img_2")]],
    }, ["image:img_1", "image:img_2"]],
    ["looks into content_v2 alone", "post", { content_v2: [[img("img_1")]] }, ["image:img_1"]],
    [
      "looks into content_v2 of a language",
      "post",
      { zh_cn: { content: [], content_v2: [[img("img_1")]] } },
      [
        "image:img_1",
      ],
    ],
    ["takes elements outside a paragraph", "post", { content: [img("img_1")] }, ["image:img_1"]],
    ["adds attached files, folders not", "post", {
      zh_cn: { content: [[img("img_1")]] },
      files: [
        { file_key: "file_1", file_name: "a" },
        { file_key: "file_2", is_folder: true },
        { file_key: "file_3", is_folder: false },
      ],
    }, ["image:img_1", "file:file_1", "file:file_3"]],
    ["finds attached files without a text", "post", { files: [{ file_key: "file_1" }] }, ["file:file_1"]],
    ["takes each key once", "post", {
      content: [[img("img_1"), img("img_1")]],
      files: [{ file_key: "img_1" }],
    }, [
      "image:img_1",
    ]],
    ["ignores other elements", "post", {
      content: [[{ tag: "text", text: "![](img_1)" }, { tag: "text", image_key: "img_2" }, {
        image_key: "img_3",
      }]],
    }, []],
    ["finds pictures in Markdown", "post", {
      content: [[{ tag: "md", text: 'a ![](img_1)\n![x](img_v3_2-b "title") ![y]( <img_3> )' }]],
    }, ["image:img_1", "image:img_v3_2-b", "image:img_3"]],
    ["leaves addresses and code in Markdown out", "post", {
      content: [[{
        tag: "md",
        text: "![](https://x.test/a.png) `![](img_1)`\n```\n![](img_2)\n```\n[l](img_3)",
      }]],
    }, []],
    ["ignores Markdown without text", "post", { content: [[{ tag: "md" }, { tag: "md", text: 7 }]] }, []],
    ["ignores odd parts", "post", {
      content: [null, 5, "x", [null, 5, "x", [img("img_1")], img(["img_2"]), img("")], img("img_4")],
      files: [null, "x", {}, { file_key: null }],
    }, ["image:img_4"]],
    ["ignores odd texts", "post", { content: "x", content_v2: { tag: "img" }, files: {} }, []],
  ]);
});

describe("resourceRefsOf: forwarded bundles", () => {
  const bundle = message("merge_forward", "Merged and Forwarded Message", "om_top");
  const items = [
    bundle,
    message("image", { image_key: "img_1" }, "om_2"),
    message("merge_forward", "", "om_3"),
    { ...message("file", { file_key: "file_1" }, "om_4"), upper_message_id: "om_3" },
    message("image", { image_key: "img_1" }, "om_5"),
    message("sticker", { file_key: "file_2" }, "om_6"),
  ];
  it("names the bundle for what it holds at every depth, each key once", () =>
    assertEquals(resourceRefsOf(bundle, items), [
      { message_id: "om_top", key: "img_1", type: "image" },
      { message_id: "om_top", key: "file_1", type: "file" },
    ]));
  it("finds nothing when nothing was fetched", () => assertEquals(resourceRefsOf(bundle), []));
  it("does not look into items for other kinds", () =>
    assertEquals(found(message("image", { image_key: "img_9" }), items), ["image:img_9"]));
});
