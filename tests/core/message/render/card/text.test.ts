import { cardBody, type ElementCase } from "./card-body.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

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

const say = (content: string, textStyle?: { attributes?: string[]; size?: string }) => ({
  tag: "text",
  property: { content, ...(textStyle && { textStyle }) },
});

const casesOfTextElements: readonly ElementCase[] = [
  ["text: its content", say("hello"), "hello"],
  ["plain_text: its content", { tag: "plain_text", content: "hello" }, "hello"],
  ["text: nothing where it is empty", say(""), ""],
  ["text: strikethrough", say("x", { attributes: ["strikethrough"] }), "~~x~~"],
  ["text: italic", say("x", { attributes: ["italic"] }), "*x*"],
  ["text: bold", say("x", { attributes: ["bold"] }), "**x**"],
  [
    "text: all styles, bold outermost whatever their order",
    say("x", { attributes: ["bold", "strikethrough", "italic"] }),
    "***~~x~~***",
  ],
  ["text: an unknown style changes nothing", say("x", { attributes: ["underline"] }), "x"],
  ["text: nothing is no styled text", say("", { attributes: ["bold"] }), ""],
  [
    "text: translations where there is no content",
    { tag: "text", property: { i18nContent: { en_us: "Hi" } } },
    "Hi",
  ],
  ["markdown: its content", { tag: "markdown", property: { content: "**b**" } }, "**b**"],
  [
    "markdown: its elements run together, before its content",
    { tag: "markdown", property: { elements: [say("a"), say("b")], content: "no" } },
    "ab",
  ],
  [
    "markdown: content where the elements show nothing",
    { tag: "markdown", property: { elements: [say("")], content: "yes" } },
    "yes",
  ],
  [
    "markdown: no fallback",
    { tag: "markdown", fallback: say("fallback"), property: { content: "yes" } },
    "yes",
  ],
  [
    "markdown_v1: its elements first",
    { tag: "markdown_v1", fallback: say("no"), property: { elements: [say("a"), say("b")] } },
    "ab",
  ],
  [
    "markdown_v1: the fallback before the content",
    { tag: "markdown_v1", fallback: say("fallback"), property: { content: "no" } },
    "fallback",
  ],
  ["markdown_v1: else its content", { tag: "markdown_v1", property: { content: "yes" } }, "yes"],
  [
    "div: text, fields and extra, one per line",
    {
      tag: "div",
      property: {
        text: say("Title"),
        fields: [{ text: say("Field 1") }, { text: say("Field 2") }],
        extra: say("Extra"),
      },
    },
    "Title\nField 1\nField 2\nExtra",
  ],
  [
    "div: a notation has its mark",
    { tag: "div", property: { text: say("n", { size: "notation" }) } },
    "📝 n",
  ],
  ["div: another size has none", { tag: "div", property: { text: say("n", { size: "heading" }) } }, "n"],
  [
    "div: an empty notation has none",
    { tag: "div", property: { text: say("", { size: "notation" }), extra: say("e") } },
    "e",
  ],
  ["div: a text without a tag", { tag: "div", property: { text: { content: "plain" } } }, "plain"],
  [
    "note: children in one line behind the mark",
    {
      tag: "note",
      property: {
        elements: [say("Tip"), {
          tag: "link",
          property: { content: "Doc", url: { url: "https://ex.test" } },
        }],
      },
    },
    "📝 Tip [Doc](https://ex.test)",
  ],
  ["note: nothing without children", { tag: "note", property: { elements: [] } }, ""],
  ["hr", { tag: "hr" }, "---"],
  ["br", { tag: "markdown", property: { elements: [say("a"), { tag: "br" }, say("b")] } }, "a\nb"],
  ["heading: level 1", { tag: "heading", property: { level: 1, content: "T" } }, "# T"],
  ["heading: level 6", { tag: "heading", property: { level: 6, content: "T" } }, "###### T"],
  ["heading: above 6 is 6", { tag: "heading", property: { level: 9, content: "T" } }, "###### T"],
  ["heading: below 1 is 1", { tag: "heading", property: { level: 0, content: "T" } }, "# T"],
  [
    "heading: elements",
    { tag: "heading", property: { level: 2, elements: [say("a"), say("b")] } },
    "## ab",
  ],
  ["blockquote: each line", { tag: "blockquote", property: { content: "a\n\nb" } }, "> a\n> \n> b"],
  ["blockquote: elements", { tag: "blockquote", property: { elements: [say("a"), say("b")] } }, "> ab"],
  ["blockquote: nothing where it is empty", { tag: "blockquote", property: { content: "" } }, ""],
  [
    "list: bullets, numbers and levels",
    {
      tag: "list",
      property: {
        items: [
          { level: 0, type: "ul", elements: [say("one"), say("!")] },
          { level: 1, type: "ol", order: 2, elements: [say("two")] },
          { level: 2, type: "ul", elements: [say("three")] },
        ],
      },
    },
    "- one!\n  2. two\n    - three",
  ],
  [
    "fallback_text: its text",
    { tag: "fallback_text", property: { text: { content: "f" }, elements: [say("no")] } },
    "f",
  ],
  [
    "fallback_text: else its elements",
    { tag: "fallback_text", property: { elements: [say("a"), say("b")] } },
    "ab",
  ],
];

describe("elements of words", () => {
  for (const [name, element, expected] of casesOfTextElements) {
    it(name, () => assertEquals(cardBody([element]), expected));
  }
});
