import { spelled } from "../../../cli/spelling.ts";
import { checkMessageSize, splitContent } from "../../../core/compose/message-size.ts";
import type { MessageType } from "../../../core/compose/message-type.ts";
import { arrayAt, objectAt, stringAt } from "../../../core/json/access.ts";
import { type JsonObject, stringifyJson } from "../../../core/json/json.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertExists, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A body of so many bytes as JSON. */
function bodyOf(bytes: number): { readonly a: string } {
  return { a: "x".repeat(bytes - '{"a":""}'.length) };
}

describe("checkMessageSize", () => {
  const limits: readonly (readonly [type: MessageType, limit: number])[] = [
    ["text", 150 * 1024],
    ["post", 30 * 1024],
    ["interactive", 30 * 1024],
  ];
  for (const [type, limit] of limits) {
    it(`takes a ${type} of ${limit} bytes, with a warning`, () => {
      const [warning, ...more] = checkMessageSize("text", type, bodyOf(limit));
      assertEquals([warning?.key, more], ["message_near_limit", []]);
      assertStringIncludes(spelled(warning?.detail ?? ""), `${limit} bytes`);
    });

    it(`refuses a ${type} of one byte more and names the input`, () => {
      const detail = detailOf(() => checkMessageSize("markdown", type, bodyOf(limit + 1)));
      assertEquals([detail.type, detail.input], ["validation", "markdown"]);
      assertStringIncludes(spelled(detail.message), String(limit));
    });

    it(`does not warn of a ${type} of nine tenths`, () =>
      assertEquals(checkMessageSize("text", type, bodyOf(limit * 0.9)), []));

    it(`warns of a ${type} above nine tenths`, () =>
      assertEquals(checkMessageSize("text", type, bodyOf(limit * 0.9 + 1)).length, 1));
  }

  it("counts bytes, not characters", () =>
    assertEquals(
      detailOf(() => checkMessageSize("text", "post", { a: "世".repeat(10_300) })).type,
      "validation",
    ));

  it("knows no limit of other types", () => assertEquals(checkMessageSize("file", "file", bodyOf(1e6)), []));
});

const within = (bytes: number) => (content: JsonObject) => stringifyJson(content).length <= bytes;

describe("splitContent", () => {
  it("leaves content that fits as it is", () => {
    const content = { text: "short" };
    assertStrictEquals(splitContent(content, within(100))?.[0], content);
  });

  it("splits a text between lines into numbered parts that fit, and loses nothing", () => {
    const text = Array.from({ length: 40 }, (_none, index) => `line ${index}\n`).join("");
    const parts = splitContent({ text }, within(100));
    assertExists(parts);
    assertEquals(parts.every(within(100)), true);
    const texts = parts.map((part) => stringAt(part, "text") ?? "");
    assertEquals(texts.map((one) => one.replace(/^\(\d+\/\d+\) /, "")).join(""), text);
    assertEquals(texts[0]?.startsWith(`(1/${parts.length}) line 0\n`), true);
    assertEquals(texts.at(-1)?.startsWith(`(${parts.length}/${parts.length}) `), true);
  });

  it("splits a line that is too long by itself, but no character", () => {
    const text = "😀".repeat(2500);
    const parts = splitContent({ text }, within(2500)) ?? [];
    const joined = parts.map((part) => (stringAt(part, "text") ?? "").replace(/^\(\d+\/\d+\) /, "")).join("");
    assertEquals([parts.length, joined], [3, text]);
  });

  it("splits a post between paragraphs; attachments go with the last part", () => {
    const paragraphs = Array.from(
      { length: 10 },
      (_none, index) => [{ tag: "md", text: `paragraph ${index}` }],
    );
    const content = { zh_cn: { title: "T", content: paragraphs }, files: [{ key: "file_1" }] };
    const parts = splitContent(content, within(220)) ?? [];
    assertEquals(parts.every(within(220)), true);
    const all = parts.flatMap((part) => arrayAt(objectAt(part, "zh_cn"), "content").slice(1));
    assertEquals(all, paragraphs);
    assertEquals(
      parts.map((part) => part["files"] !== undefined),
      parts.map((_part, at) => at === parts.length - 1),
    );
    assertEquals(arrayAt(objectAt(parts[0], "zh_cn"), "content")[0], [{
      tag: "text",
      text: `(1/${parts.length})`,
    }]);
  });

  const impossible: readonly (readonly [name: string, content: JsonObject])[] = [
    ["a paragraph that is too long by itself", {
      zh_cn: { content: [[{ tag: "md", text: "x".repeat(500) }]] },
    }],
    ["a card", { schema: "2.0", body: { elements: [{ tag: "markdown", content: "x".repeat(500) }] } }],
    ["a post in two languages", {
      zh_cn: { content: [[{ tag: "text", text: "x".repeat(200) }]] },
      en_us: { content: [[{ tag: "text", text: "x".repeat(200) }]] },
    }],
  ];
  for (const [name, content] of impossible) {
    it(`gives up on ${name}`, () => assertEquals(splitContent(content, within(200)), undefined));
  }
});
