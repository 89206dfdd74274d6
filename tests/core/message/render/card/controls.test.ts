import { cardBody, type ElementCase } from "./card-body.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

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
  ["select_img: nothing without options", { tag: "select_img", property: { options: [] } }, ""],
  [
    "select_img: one option",
    { tag: "select_img", property: { options: [{ value: "v" }] } },
    "{🖼️ Image 1(v)}",
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

const inputs: readonly ElementCase[] = [
  ["input: empty", { tag: "input", property: {} }, "_____"],
  ["input: placeholder", { tag: "input", property: { placeholder: text("Type") } }, "Type_____"],
  [
    "input: the default before the placeholder, behind the label",
    { tag: "input", property: { label: text("Why"), defaultValue: "so", placeholder: text("Type") } },
    "Why: so___",
  ],
  [
    "input: label and placeholder",
    { tag: "input", property: { label: text("Why"), placeholder: text("Type") } },
    "Why: Type_____",
  ],
  [
    "input: several lines",
    {
      tag: "input",
      property: { label: text("Why"), placeholder: text("Type"), inputType: "multiline_text" },
    },
    "Why: Type...",
  ],
  [
    "input: several lines leave the label as it is",
    { tag: "input", property: { label: text("a_____b"), inputType: "multiline_text" } },
    "a_____b: ...",
  ],
  ["checker: checked", { tag: "checker", property: { checked: true, text: text("Done") } }, "[x] Done"],
  ["checker: unchecked", { tag: "checker", property: { text: text("Done") } }, "[ ] Done"],
];

const pickers = [
  ["date_picker", "initialDate", "📅"],
  ["picker_datetime", "initialDatetime", "📅"],
  ["picker_time", "initialTime", "🕐"],
].flatMap(([tag = "", key = "", sign = ""]): readonly ElementCase[] => [
  [`${tag}: Unix seconds`, { tag, property: { [key]: "1710500000" } }, `${sign} 2024-03-15T10:53:20Z`],
  [
    `${tag}: Unix milliseconds`,
    { tag, property: { [key]: "1710500000123" } },
    `${sign} 2024-03-15T10:53:20Z`,
  ],
  [
    `${tag}: Unix seconds as a number`,
    { tag, property: { [key]: 1710500000 } },
    `${sign} 2024-03-15T10:53:20Z`,
  ],
  [
    `${tag}: another value as it is`,
    { tag, property: { [key]: "2026-05-20 09:00" } },
    `${sign} 2026-05-20 09:00`,
  ],
  [
    `${tag}: a number that is no time`,
    { tag, property: { [key]: "9".repeat(30) } },
    `${sign} ${"9".repeat(30)}`,
  ],
  [`${tag}: placeholder`, { tag, property: { placeholder: text("When") } }, `${sign} When`],
  [`${tag}: nothing`, { tag, property: {} }, `${sign} Select`],
]);

const attachmentOfFieldElements = {
  images: { i1: { origin_key: "img_v3_1", token: "tok_1" }, i2: { token: "tok_2" } },
};
const media: readonly ElementCase[] = [
  ...["img", "image"].map((tag): ElementCase => [
    `${tag}: the title before the alternative text, and the key`,
    { tag, property: { imageID: "i1", title: text("Plan"), alt: text("no") } },
    "🖼️ Plan(img_key:img_v3_1)",
  ]),
  [
    "img: alternative text and token",
    { tag: "img", property: { imageID: "i2", alt: text("Alt") } },
    "🖼️ Alt(img_token:tok_2)",
  ],
  ["img: no id", { tag: "img", property: { alt: text("Alt") } }, "🖼️ Alt"],
  ["img: an empty id", { tag: "img", property: { imageID: "" } }, "🖼️ Image"],
  ["img: no name, no entry", { tag: "img", property: { imageID: "i3" } }, "🖼️ Image(img_key:i3)"],
  [
    "img_combination: keys, tokens, ids",
    {
      tag: "img_combination",
      property: { imgList: [{ imageID: "i1" }, { imageID: "i2" }, { imageID: "i3" }] },
    },
    "🖼️ 3 image(s)(keys:img_v3_1,tok_2,i3)",
  ],
  ["img_combination: without keys", { tag: "img_combination", property: { imgList: [{}] } }, "🖼️ 1 image(s)"],
  ["audio: fileID", { tag: "audio", property: { fileID: "f1", audioID: "no" } }, "🎵 Audio(key:f1)"],
  ["audio: audioID", { tag: "audio", property: { audioID: "a1" } }, "🎵 Audio(key:a1)"],
  ["audio: no key", { tag: "audio", property: {} }, "🎵 Audio"],
  ["video: fileID", { tag: "video", property: { fileID: "f1", videoID: "no" } }, "🎬 Video(key:f1)"],
  ["video: videoID", { tag: "video", property: { videoID: "v1" } }, "🎬 Video(key:v1)"],
];

describe("things to fill in, and media", () => {
  for (const [name, element, expected] of [...inputs, ...pickers, ...media]) {
    it(name, () => assertEquals(cardBody([element], { attachment: attachmentOfFieldElements }), expected));
  }
});
