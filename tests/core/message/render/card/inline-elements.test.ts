import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { cardBody, type ElementCase } from "./card-body.ts";

const text = (content: string) => ({ content });
const link = (content: string, url?: string) => ({
  tag: "link",
  property: { content, ...(url && { url: { url } }) },
});

const cases: readonly ElementCase[] = [
  ...Object.entries({
    OK: "👌",
    THUMBSUP: "👍",
    SMILE: "😊",
    HEART: "❤️",
    CLAP: "👏",
    FIRE: "🔥",
    PARTY: "🎉",
    THINK: "🤔",
    WAVE: ":WAVE:",
    constructor: ":constructor:",
  }).map(([key, sign]): ElementCase => [`emoji: ${key}`, { tag: "emoji", property: { key } }, sign]),
  ["link", link("Doc", "https://ex.test"), "[Doc](https://ex.test)"],
  ["link: brackets do not end its text", link("a[1]", "https://ex.test"), "[a\\[1\\]](https://ex.test)"],
  ["link: without a text", link("", "https://ex.test"), "[Link](https://ex.test)"],
  ["link: without an address", link("Doc"), "Doc"],
  ["text_tag", { tag: "text_tag", property: { text: text("New") } }, "「New」"],
  ["text_tag: nothing where it is empty", { tag: "text_tag", property: { text: text("") } }, ""],
  ["number_tag", { tag: "number_tag", property: { text: text("42") } }, "42"],
  [
    "number_tag: with an address",
    { tag: "number_tag", property: { text: text("42"), url: { url: "https://ex.test/42" } } },
    "[42](https://ex.test/42)",
  ],
  [
    "local_datetime: milliseconds as text, in UTC",
    { tag: "local_datetime", property: { milliseconds: "1710500000000", fallbackText: "no" } },
    "2024-03-15T10:53:20Z",
  ],
  [
    "local_datetime: milliseconds as a number",
    { tag: "local_datetime", property: { milliseconds: 1710500000999 } },
    "2024-03-15T10:53:20Z",
  ],
  [
    "local_datetime: the fallback where there are none",
    { tag: "local_datetime", property: { fallbackText: "noon" } },
    "noon",
  ],
  [
    "local_datetime: the fallback where they are no time",
    { tag: "local_datetime", property: { milliseconds: "9".repeat(30), fallbackText: "noon" } },
    "noon",
  ],
  [
    "code_block: the parts of all lines",
    {
      tag: "code_block",
      property: {
        language: "go",
        contents: [
          { contents: [{ content: "a := " }, { content: "1\n" }] },
          { contents: [{ content: "b := 2\n" }] },
        ],
      },
    },
    "```go\na := 1\nb := 2\n```",
  ],
  [
    "code_block: without a language",
    { tag: "code_block", property: { contents: [{ contents: [{ content: "x" }] }] } },
    "```plaintext\nx```",
  ],
  ["code_span", { tag: "code_span", property: { content: "x := 1" } }, "`x := 1`"],
];

describe("elements inside a line, and code", () => {
  for (const [name, element, expected] of cases) {
    it(name, () => assertEquals(cardBody([element]), expected));
  }
});
