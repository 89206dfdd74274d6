import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JsonObject } from "../../../../core/json.ts";
import { formatPostElement } from "../../../../core/message/render/format-post-element.ts";
import { escapeBody } from "../../../../core/message/render/escape-body.ts";
import { mentionOf } from "./rendering-of.ts";

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
    ["unknown without text", { tag: "brand_new", content: "a" }, ""],
    ["without a tag", { text: "a" }, "a"],
  ];
  for (const [name, element, text] of cases) {
    it(name, () => assertEquals(formatPostElement(element, { mentions, escape: (text) => text }), text));
  }

  it("escapes what others wrote and no tag of its own", () => {
    const shown = (element: JsonObject) => formatPostElement(element, { mentions: [], escape: escapeBody });
    assertEquals(shown({ tag: "text", text: "<b>", style: ["underline"] }), "<u>&lt;b&gt;</u>");
    assertEquals(shown({ tag: "a", text: "<", href: "x?a&b" }), "[&lt;](x?a&amp;b)");
    assertEquals(
      shown({ tag: "at", user_id: "ou_1", user_name: "</at>" }),
      '<at user_id="ou_1">&lt;/at&gt;</at>',
    );
    assertEquals(shown({ tag: "img", image_key: "<" }), "![Image](&lt;)");
  });
});
