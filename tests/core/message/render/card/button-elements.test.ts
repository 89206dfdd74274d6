import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { cardBody, type ElementCase } from "./card-body.ts";

const text = (content: string) => ({ content });
const openUrl = (url: string) => ({ type: "open_url", action: { url } });
const other = { type: "callback", action: { url: "https://no.test" } };
const a = { text: text("Ana"), value: "a" };
const b = { text: text("Bo"), value: "b" };
const attachment = {
  option_users: { ou_1: { content: "Kim" } },
  images: { i1: { origin_key: "img_v3_1", token: "tok_1" }, i2: { token: "tok_2" } },
};

const cases: readonly ElementCase[] = [
  ["button", { tag: "button", property: { text: text("Go") } }, "[Go]"],
  ["button: without a text", { tag: "button", property: {} }, "[Button]"],
  [
    "button: the first action that opens an address",
    {
      tag: "button",
      property: {
        text: text("Go [1]"),
        actions: [other, openUrl("https://a.test"), openUrl("https://b.test")],
      },
    },
    "[Go \\[1\\]](https://a.test)",
  ],
  [
    "button: disabled, whatever it would do",
    { tag: "button", property: { text: text("Go"), disabled: true, actions: [openUrl("https://a.test")] } },
    "[Go ✗]",
  ],
  [
    "button: disabled, with tips",
    { tag: "button", property: { text: text("Go"), disabled: true, disabledTips: text("Too late") } },
    '[Go ✗](tips:"Too late")',
  ],
  [
    "button: asks before it acts",
    {
      tag: "button",
      property: { text: text("Go"), confirm: { title: text("Sure?"), text: text("No way back") } },
    },
    '[Go](confirm:"Sure?: No way back")',
  ],
  [
    "button: asks before it opens an address",
    {
      tag: "button",
      property: { text: text("Go"), actions: [openUrl("https://a.test")], confirm: { title: text("Sure?") } },
    },
    '[Go](https://a.test)(confirm:"Sure?")',
  ],
  ...["actions", "action"].map((tag): ElementCase => [
    `${tag}: children in one line`,
    {
      tag,
      property: {
        actions: [{ tag: "button", property: { text: text("A") } }, { tag: "text", content: "b" }],
      },
    },
    "[A] b",
  ]),
  [
    "overflow: texts, values and links",
    {
      tag: "overflow",
      property: {
        options: [
          { text: text("Edit") },
          { text: text("Drop"), value: "d" },
          { text: text("Open"), value: "o", actions: [openUrl("https://a.test")] },
        ],
      },
    },
    "⋮ Edit, Drop(d), [Open](https://a.test)",
  ],
  ["select_static: none chosen", { tag: "select_static", property: { options: [a, b] } }, "{Ana / Bo ▼}"],
  [
    "select_static: initialOption",
    { tag: "select_static", property: { options: [a, b], initialOption: "b" } },
    "{Ana / ✓Bo}",
  ],
  [
    "select_static: initialIndex",
    { tag: "select_static", property: { options: [a, b], initialIndex: 0 } },
    "{✓Ana / Bo}",
  ],
  [
    "select_static: initialIndex beyond the options",
    { tag: "select_static", property: { options: [a, b], initialIndex: 2 } },
    "{Ana / Bo ▼}",
  ],
  [
    "select_static: without options, the placeholder",
    { tag: "select_static", property: { options: [], placeholder: text("Pick") } },
    "{Pick ▼}",
  ],
  ["select_static: without anything", { tag: "select_static", property: {} }, "{Please select ▼}"],
  [
    "select_person: names of the attachment, else values",
    {
      tag: "select_person",
      property: { options: [{ value: "ou_1" }, { value: "ou_2" }], initialOption: "ou_1" },
    },
    "{✓Kim / ou_2}",
  ],
  [
    "multi_select_static: selectedValues",
    { tag: "multi_select_static", property: { options: [a, b], selectedValues: ["a", "b"] } },
    "{✓Ana / ✓Bo}(multi)",
  ],
  [
    "multi_select_static: none chosen",
    { tag: "multi_select_static", property: { options: [a, b], selectedValues: [] } },
    "{Ana / Bo ▼}(multi)",
  ],
  [
    "multi_select_person: names of the attachment",
    { tag: "multi_select_person", property: { options: [{ value: "ou_1" }], selectedValues: ["ou_1"] } },
    "{✓Kim}(multi)",
  ],
  [
    "select_img: values, keys and the choice",
    {
      tag: "select_img",
      property: {
        options: [{ value: "v1", imageID: "i1" }, { value: "v2", imageID: "i2" }, { imageID: "i3" }, {
          value: "v4",
        }],
        selectedValues: ["v2"],
      },
    },
    "{🖼️ Image 1(v1)(img_key:img_v3_1) / ✓🖼️ Image 2(v2)(img_token:tok_2) / " +
    "🖼️ Image 3(img_key:i3) / 🖼️ Image 4(v4)}",
  ],
];

describe("buttons and choices", () => {
  for (const [name, element, expected] of cases) {
    it(name, () => assertEquals(cardBody([element], { attachment }), expected));
  }
});
