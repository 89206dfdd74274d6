import { spelled } from "../../../cli/spelling.ts";
import {
  checkContent,
  inferMessageType,
  MESSAGE_TYPES,
  type MessageType,
} from "../../../core/compose/message-type.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const POST = { zh_cn: { content: [[{ tag: "text", text: "hi" }]] } };

describe("MESSAGE_TYPES", () => {
  it("are those of the service, system messages and stickers too", () =>
    assertEquals([...MESSAGE_TYPES].sort(), [
      "audio",
      "file",
      "image",
      "interactive",
      "media",
      "post",
      "share_chat",
      "share_user",
      "sticker",
      "system",
      "text",
    ]));
});

describe("inferMessageType", () => {
  const cases: readonly (readonly [name: string, content: JsonObject, type: MessageType | undefined])[] = [
    ["a text", { text: "hi" }, "text"],
    ["an empty text", { text: "" }, "text"],
    ["a post by its language", POST, "post"],
    ["a post by a language of any kind", { en_US: { content: [] } }, "post"],
    ["a wrapped post", { post: POST }, "post"],
    ["a post beside a text", { text: "x", ...POST }, "post"],
    ["no post where the language holds no list", { zh_cn: { content: "x" } }, undefined],
    ["no post where it is wrapped text", { post: "x" }, undefined],
    ["a card 2.0", { schema: "2.0", body: {} }, "interactive"],
    ["a card 1.0", { elements: [] }, "interactive"],
    ["a card with a head only", { header: {} }, "interactive"],
    ["a card in several languages", { i18n_elements: {} }, "interactive"],
    ["a template", { type: "template", data: { template_id: "AA" } }, "interactive"],
    ["a card entity", { type: "card", data: { card_id: "1" } }, "interactive"],
    ["a divider", { type: "divider", params: {} }, "system"],
    ["a video with its cover", { file_key: "file_1", image_key: "img_1" }, "media"],
    ["a file", { file_key: "file_1" }, "file"],
    ["an image", { image_key: "img_1" }, "image"],
    ["a chat's card", { chat_id: "oc_1" }, "share_chat"],
    ["a person's card", { user_id: "ou_1" }, "share_user"],
    ["nothing", {}, undefined],
    ["an unknown key", { hello: 1 }, undefined],
    ["an unknown kind", { type: "other" }, undefined],
    ["a key that every object has", { constructor: "x" }, undefined],
  ];
  for (const [name, content, type] of cases) {
    it(`reads ${name} as ${type ?? "nothing"}`, () => assertEquals(inferMessageType(content), type));
  }
});

describe("checkContent", () => {
  const good: readonly (readonly [type: MessageType, content: JsonObject])[] = [
    ["text", { text: "hi", more: 1 }],
    ["image", { image_key: "img_1" }],
    ["file", { file_key: "file_1" }],
    ["audio", { file_key: "file_1" }],
    ["media", { file_key: "file_1" }],
    ["media", { file_key: "file_1", image_key: "img_1" }],
    ["sticker", { file_key: "file_1" }],
    ["share_chat", { chat_id: "oc_1" }],
    ["share_user", { user_id: "ou_1" }],
    ["system", { type: "divider" }],
    ["interactive", {}],
    ["interactive", { schema: "2.0" }],
    ["interactive", { type: "template", data: { template_id: "AA" } }],
    ["interactive", { type: "card", data: { card_id: "7" } }],
    ["post", POST],
    ["post", { files: [{ key: "file_1" }] }],
    ["post", { zh_cn: { content: [] }, files: [] }],
  ];
  for (const [type, content] of good) {
    it(`lets ${type} ${JSON.stringify(content)} as it is`, () =>
      assertEquals(checkContent(type, content), content));
  }

  it("unwraps a post and keeps what stands beside it", () => {
    const files = [{ key: "file_1" }];
    assertEquals(checkContent("post", { post: POST, files }), { ...POST, files });
    assertEquals(checkContent("post", { post: { ...POST, files } }), { ...POST, files });
  });

  const bad: readonly (readonly [type: MessageType, content: JsonObject, told: string])[] = [
    ["text", {}, '"text"'],
    ["text", { text: "  " }, '"text"'],
    ["text", { text: 5 }, '"text"'],
    ["text", POST, '"text"'],
    ["image", { file_key: "file_1" }, '"image_key"'],
    ["file", {}, '"file_key"'],
    ["audio", {}, '"file_key"'],
    ["media", { image_key: "img_1" }, '"file_key"'],
    ["sticker", {}, '"file_key"'],
    ["share_chat", { user_id: "ou_1" }, '"chat_id"'],
    ["share_user", {}, '"user_id"'],
    ["system", {}, '"type"'],
    ["interactive", { type: "template" }, '"data.template_id"'],
    ["interactive", { type: "template", data: { template_id: "" } }, '"data.template_id"'],
    ["interactive", { type: "card", data: "x" }, '"data.card_id"'],
    ["post", {}, "no language"],
    ["post", { text: "hi" }, "no language"],
    ["post", { post: 5 }, "no language"],
    ["post", { zh_cn: { content: ["x"] } }, '"zh_cn.content"'],
    ["post", { zh_cn: { content: [["x"]] } }, '"zh_cn.content"'],
    ["post", { ...POST, en_us: { content: [{ tag: "text" }] } }, '"en_us.content"'],
  ];
  for (const [type, content, told] of bad) {
    it(`refuses ${type} ${JSON.stringify(content)} and says what is missing`, () => {
      const detail = detailOf(() => checkContent(type, content));
      assertEquals([detail.type, detail.subtype, detail.input], [
        "validation",
        "invalid_argument",
        "content",
      ]);
      assertStringIncludes(spelled(detail.message), told);
    });
  }
});
