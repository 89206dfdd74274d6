import { renderContent, renderMessage } from "../../../../core/message/render/render.ts";
import { readMessage } from "../../../../core/message/wire.ts";
import type { Bundle, RenderInput } from "../../../../core/message/render/renderer.ts";
import { localTimeWithOffset } from "./local-time.ts";
import { mentionOf, renderingOf } from "./rendering-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const types = [
  ..."text post image file folder audio media video sticker interactive share_chat share_user location".split(
    " ",
  ),
  ..."share_calendar_event calendar general_calendar video_chat system todo vote hongbao brand_new".split(
    " ",
  ),
];

describe("renderContent: common rules", () => {
  for (const type of types) {
    it(`nothing stays nothing: ${type}`, () => assertEquals(renderContent(renderingOf(type, "")), ""));
  }
  const bundle: Bundle = {
    id: "om_1",
    items: [{ message_id: "om_2", sender: { id: "ou_1" }, body: { content: '{"text":"hi"}' } }],
    nameOf: () => "Bo",
  };
  const failure = { failure: "no permission" };
  const cases: readonly (readonly [name: string, rendering: RenderInput, text: string])[] = [
    [
      "a bundle is expanded without any content",
      renderingOf("merge_forward", "", { bundle }),
      "<forwarded_messages>\n[unknown] Bo:\n    hi\n</forwarded_messages>",
    ],
    [
      "a bundle that was not fetched, without any content",
      renderingOf("merge_forward", ""),
      "[Merged forward]",
    ],
    [
      "a bundle that could not be fetched",
      renderingOf("merge_forward", "x", { bundle: failure }),
      "[Merged forward: fetch failed: no permission]",
    ],
    [
      "a recalled message without its content",
      renderingOf("text", "This message was recalled", { deleted: true }),
      "[recalled]",
    ],
    [
      "a recalled message of an unknown type",
      renderingOf("brand_new", "gone", { deleted: true }),
      "[recalled]",
    ],
    ["a recalled card", renderingOf("interactive", "gone", { deleted: true }), "[recalled]"],
    ["a recalled message with its content", renderingOf("text", '{"text":"hi"}', { deleted: true }), "hi"],
    ["a recalled message without any content", renderingOf("text", "", { deleted: true }), ""],
    [
      "a recalled bundle that could not be fetched",
      renderingOf("merge_forward", "gone", { deleted: true, bundle: failure }),
      "[recalled]",
    ],
    [
      "a recalled bundle whose messages are there",
      renderingOf("merge_forward", "gone", { deleted: true, bundle: { ...bundle, items: [] } }),
      "<forwarded_messages/>",
    ],
    ["a type called like a member of every object", renderingOf("constructor", '{"a":1}'), "[constructor]"],
    ["a type called __proto__", renderingOf("__proto__", '{"a":1}'), "[__proto__]"],
    [
      "content nested without end",
      renderingOf("post", `{"content":${"[".repeat(200_000)}`),
      "[Invalid rich text JSON]",
    ],
    [
      "a renderer that fails",
      renderingOf("merge_forward", "", {
        bundle: {
          ...bundle,
          items: [{ sender: { id: "ou_1" } }],
          nameOf: () => {
            throw new Error("no names");
          },
        },
      }),
      "[merge_forward]",
    ],
  ];
  for (const [name, rendering, text] of cases) it(name, () => assertEquals(renderContent(rendering), text));
});

describe("renderContent: content that is not a JSON object", () => {
  const kinds: Readonly<Record<string, string>> = {
    text: "[Invalid text JSON]",
    post: "[Invalid rich text JSON]",
    image: "[Invalid image JSON]",
    file: "[Invalid file JSON]",
    folder: "[Invalid folder JSON]",
    audio: "[Invalid audio JSON]",
    media: "[Invalid video JSON]",
    video: "[Invalid video JSON]",
    sticker: "[Sticker]",
    interactive: "[interactive card]",
    share_chat: "[Invalid chat card JSON]",
    share_user: "[Invalid user card JSON]",
    location: "[Invalid location JSON]",
    merge_forward: "[Merged forward]",
    share_calendar_event: "[Invalid calendar JSON]",
    calendar: "[Invalid calendar JSON]",
    general_calendar: "[Invalid calendar JSON]",
    video_chat: "[Video call]",
    system: "[Invalid system message JSON]",
    todo: "[Invalid todo JSON]",
    vote: "[Invalid vote JSON]",
    hongbao: "[Invalid hongbao JSON]",
    brand_new: "[brand_new]",
  };
  for (const [type, text] of Object.entries(kinds)) {
    for (const content of ["{oops", "[]", "null", "7"]) {
      it(`${type}: ${content}`, () => assertEquals(renderContent(renderingOf(type, content)), text));
    }
  }
});

describe("renderContent: odd values", () => {
  const odd = [null, true, 7, -1, 1e308, "", " ", "\u0000", [], [[]], [null], {}, { a: {} }, [{ tag: 7 }]];
  const keys = [
    ..."text title content content_v2 files image_key file_key file_name duration chat_id user_id name".split(
      " ",
    ),
    ..."summary start_time end_time template from_user divider_text due_time topic options status".split(" "),
    ..."json_card json_attachment header body elements create_message_ids zh_cn".split(" "),
  ];
  for (const type of [...types, "merge_forward"]) {
    it(`text comes out of whatever is in ${type}`, () => {
      for (const value of odd) {
        const content = JSON.stringify(Object.fromEntries(keys.map((key) => [key, value])));
        const text = renderContent(
          renderingOf(type, content, { mentions: [mentionOf("", ""), mentionOf("(", ")")] }),
        );
        assertEquals(typeof text, "string");
        // The answer of the last resort is that of unknown types only.
        assertEquals(text === `[${type}]`, type === "brand_new", `${content} gives ${text}`);
      }
    });
  }
});

describe("renderContent: a bundle with everything", () => {
  const noon = 1779242400000;
  const at = (ms: number) => `[${localTimeWithOffset(noon + ms)}]`;
  const item = (id: string, ms: number, type: string, content: unknown, more = {}) => ({
    message_id: id,
    upper_message_id: "om_1",
    msg_type: type,
    create_time: String(noon + ms),
    sender: { id: "ou_1" },
    body: { content: JSON.stringify(content) },
    ...more,
  });

  it("renders each message by its own type, with its own mentions, folders closed", () => {
    const items = [
      item("a", 1000, "text", { text: "@_user_1" }, {
        mentions: [{ key: "@_user_1", id: "ou_2", name: "Ana" }],
      }),
      item("b", 2000, "text", { text: "@_user_1" }, {
        mentions: [{ key: "@_user_1", id: "ou_3", name: "Bo" }],
      }),
      item("c", 3000, "folder", { file_key: "file_1" }),
      item("d", 4000, "merge_forward", "x"),
      item("e", 5000, "image", { image_key: "img_1" }, { upper_message_id: "d" }),
      item("f", 6000, "brand_new", {}),
      { ...item("g", 7000, "text", {}), deleted: true, body: { content: "recalled" } },
    ];
    const folders = new Map([["file_1", { items: [{ file_key: "file_2" }], total: 1 }]]);
    const bundle: Bundle = { id: "om_1", items, nameOf: () => "Ravi" };
    const mentions = [mentionOf("@_user_1", "Outer")];
    assertEquals(
      renderContent(renderingOf("merge_forward", "x", { bundle, folders, mentions })),
      [
        "<forwarded_messages>",
        `${at(1000)} Ravi:`,
        "    @Ana",
        `${at(2000)} Ravi:`,
        "    @Bo",
        `${at(3000)} Ravi:`,
        '    <folder key="file_1"/>',
        `${at(4000)} Ravi:`,
        "    <forwarded_messages>",
        `    ${at(5000)} Ravi:`,
        "        [Image: img_1]",
        "    </forwarded_messages>",
        `${at(6000)} Ravi:`,
        "    [brand_new]",
        `${at(7000)} Ravi:`,
        "    [recalled]",
        "</forwarded_messages>",
      ].join("\n"),
    );
  });
});

describe("renderMessage", () => {
  const received = (deleted: boolean, content: string) =>
    renderMessage(readMessage({ message_id: "om_1", msg_type: "text", deleted, body: { content } }));

  it("renders a message as received", () => assertEquals(received(false, '{"text":"hi"}'), "hi"));

  it("says that a message was recalled, where its content went with it", () => {
    const gone = "This message was recalled";
    assertEquals([received(true, gone), received(false, gone) === "[recalled]"], ["[recalled]", false]);
  });
});
