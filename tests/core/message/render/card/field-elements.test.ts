import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { cardBody, type ElementCase } from "./card-body.ts";

const text = (content: string) => ({ content });

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

const attachment = { images: { i1: { origin_key: "img_v3_1", token: "tok_1" }, i2: { token: "tok_2" } } };
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
    it(name, () => assertEquals(cardBody([element], { attachment }), expected));
  }
});
