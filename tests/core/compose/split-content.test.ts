import { MAX_PARTS, splitContent } from "../../../core/compose/split-content.ts";
import { objectAt, stringAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { elementsOf, textsOf, within } from "./parts.ts";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const post = (...content: readonly (readonly JsonObject[])[]): JsonObject => ({ zh_cn: { content } });
const md = (text: string): JsonObject => post([{ tag: "md", text }]);
const mdTexts = (text: string, bytes: number) =>
  elementsOf(splitContent(md(text), within(bytes))).map(([element]) => stringAt(element, "text") ?? "");
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_none, index) => line(index)).join("\n");

describe("splitContent of a text", () => {
  it("leaves content that fits as it is", () => {
    const content = { text: "short" };
    assertStrictEquals(splitContent(content, within(100))?.[0], content);
  });

  it("splits between lines and loses nothing", () => {
    const text = lines(40, (index) => `line ${index}`) + "\n";
    const parts = splitContent({ text }, within(100));
    assertEquals(parts?.every(within(100)), true);
    const texts = textsOf(parts);
    assertEquals(texts.join(""), text);
    assertEquals(texts.every((one) => one.endsWith("\n")), true);
  });

  // One letter before them: a limit that counts in twos cuts one of them in two then.
  for (const sign of ["😀", "👨‍👩‍👧", "e\u0301", "好", "🇩🇪", "*️⃣"]) {
    for (const start of ["", "x", "xy"]) {
      it(`cuts no character of a line of ${sign} behind "${start}"`, () => {
        const text = start + sign.repeat(900);
        const texts = textsOf(splitContent({ text }, within(2500)));
        assertEquals(texts.join(""), text);
        assertEquals(texts.slice(1).every((one) => one.startsWith(sign)), true);
        assertEquals(texts.length > 1, true);
      });
    }
  }

  it("cuts a long line behind blanks", () => {
    const text = "word and ".repeat(200);
    const texts = textsOf(splitContent({ text }, within(300)));
    assertEquals([texts.join(""), texts.every((one) => one.endsWith(" "))], [text, true]);
  });

  it("keeps mentions and addresses whole", () => {
    const text = '<at user_id="ou_abcdefgh">Kim Lee</at>https://example.com/a/b?c=d '.repeat(40);
    const texts = textsOf(splitContent({ text }, within(250)));
    assertEquals(texts.join(""), text);
    for (const one of texts) {
      assertEquals(one.split("<at ").length, one.split("</at>").length, one);
      assertEquals(/^[^<h]|https?:\/\/\S*$/.test(one), false, one);
    }
  });

  it("gives up on more parts than it can number", () =>
    assertEquals(splitContent({ text: "x\n".repeat(MAX_PARTS * 60) }, within(60)), undefined));
});

describe("splitContent of a post", () => {
  it("splits between paragraphs; attachments go with the last part", () => {
    const paragraphs = Array.from({ length: 10 }, (_none, at) => [{ tag: "md", text: `paragraph ${at}` }]);
    const content = { zh_cn: { title: "T", content: paragraphs }, files: [{ key: "file_1" }] };
    const parts = splitContent(content, within(220)) ?? [];
    assertEquals(parts.every(within(220)), true);
    assertEquals(elementsOf(parts).flat(), paragraphs.flat());
    assertEquals(
      parts.map((part) => [part["files"] !== undefined, objectAt(part, "zh_cn")?.["title"]]),
      parts.map((_part, at) => [at === parts.length - 1, "T"]),
    );
  });

  it("splits a list between its items", () => {
    const text = lines(60, (index) => index % 3 === 0 ? `- item ${index}` : `    - inner ${index}`);
    const texts = mdTexts(text, 300);
    assertEquals(texts.join(""), text);
    assertEquals(texts.every((one) => one.startsWith("- item")), true);
  });

  it("splits an item with a long list of its own, which begins at the margin", () => {
    const text = `- item\n${lines(60, (index) => `    - inner ${index}`)}`;
    const texts = mdTexts(text, 300);
    assertEquals(texts.join("").replaceAll("    ", ""), text.replaceAll("    ", ""));
    assertEquals(texts.every((one) => /^- /.test(one)), true);
  });

  it("repeats the heading of a table", () => {
    const head = "| name | count |\n| --- | --: |\n";
    const rows = lines(60, (index) => `| n${index} | ${index} |`);
    const texts = mdTexts(head + rows, 300);
    assertEquals(texts.every((one) => one.startsWith(head)), true);
    assertEquals(texts.map((one) => one.slice(head.length)).join(""), rows);
  });

  it("continues a row that is too long by itself in further rows", () => {
    const head = "| a | b |\n| --- | --- |\n";
    const words = lines(60, (index) => `w${index}`).replaceAll("\n", " ");
    const texts = mdTexts(`${head}| x | ${words} |`, 300);
    const rows = texts.flatMap((one) => one.slice(head.length).trimEnd().split("\n"));
    assertEquals(rows.every((row) => /^\|[^|]*\|[^|]*\|$/.test(row)), true);
    assertEquals(rows.map((row) => row.replaceAll(/[| ]+/g, " ").trim()).join(" "), `x ${words}`);
  });

  it("quotes every part of a quote, and makes every part of a heading one", () => {
    const words = "word ".repeat(200).trim();
    for (const prefix of ["> ", "> > ", "#### "]) {
      const texts = mdTexts(prefix + words, 300);
      assertEquals(texts.every((one) => one.startsWith(prefix)), true);
      assertEquals(texts.map((one) => one.slice(prefix.length)).join(""), words);
    }
    const quote = lines(60, (index) => `> line ${index}`);
    const texts = mdTexts(quote, 300);
    assertEquals([texts.join(""), texts.every((one) => one.startsWith("> "))], [quote, true]);
  });

  it("makes code blocks of the parts of one, with its language, to the byte", () => {
    const text = lines(
      100,
      (index) => index % 9 === 8 ? "" : `    line_${index} = "${"x".repeat(index % 7 * 9)}"`,
    );
    for (const code of [text, "z".repeat(5000), "    " + "很".repeat(900)]) {
      const parts = elementsOf(
        splitContent(post([{ tag: "code_block", language: "GO", text: code }]), within(1500)),
      );
      const elements = parts.flat();
      assertEquals(elements.map((one) => one["text"]).join(""), code);
      assertEquals(
        new Set(elements.map(({ tag, language }) => `${tag} ${language}`)),
        new Set(["code_block GO"]),
      );
      assertEquals(parts.every((part) => part.length === 1), true);
    }
  });

  for (const sign of ["**", "*", "***", "~~", "`"]) {
    it(`signs every part of what is marked with ${sign}`, () => {
      const words = "word 很好 ".repeat(100).trim();
      const texts = mdTexts(sign + words + sign, 300);
      assertEquals(texts.map((one) => one.replaceAll(sign, "")).join(""), words);
      for (const one of texts) {
        const trimmed = one.trimEnd();
        assertEquals([trimmed.startsWith(sign), trimmed.endsWith(sign), one.split(sign).length], [
          true,
          true,
          3,
        ]);
      }
    });
  }

  it("keeps links whole, and cuts a label that is too long into links", () => {
    const link = "[label of it](https://example.com/a) ";
    const texts = mdTexts(link.repeat(30), 250);
    assertEquals(texts.join(""), link.repeat(30));
    assertEquals(texts.every((one) => one.startsWith("[label")), true);
    const long = mdTexts(`[${"word ".repeat(100)}end](https://x.com)`, 250);
    assertEquals(long.every((one) => /^\[[^\]]+\]\(https:\/\/x\.com\)\s*$/.test(one)), true);
  });

  it("splits a paragraph of many mentions between them", () => {
    const at = (index: number): JsonObject => ({ tag: "at", user_id: `ou_${index}` });
    const elements = Array.from({ length: 60 }, (_none, index) => at(index));
    assertEquals(elementsOf(splitContent(post(elements), within(400))).flat(), elements);
  });

  const impossible: readonly (readonly [name: string, content: JsonObject])[] = [
    ["an element without text", post([{ tag: "img", image_key: "x".repeat(500) }])],
    ["a card with further elements", {
      schema: "2.0",
      body: { elements: [{ tag: "markdown", content: "x".repeat(500) }, { tag: "hr" }] },
    }],
    ["a post in two languages", {
      zh_cn: { content: [[{ tag: "text", text: "x".repeat(200) }]] },
      en_us: { content: [[{ tag: "text", text: "x".repeat(200) }]] },
    }],
  ];
  for (const [name, content] of impossible) {
    it(`gives up on ${name}`, () => assertEquals(splitContent(content, within(200)), undefined));
  }
});
