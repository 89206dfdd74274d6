import { splitContent } from "../../../core/compose/split-content.ts";
import { arrayAt, objectAt, stringAt } from "../../../core/json/access.ts";
import { isJsonObject, type JsonObject } from "../../../core/json/json.ts";
import { within } from "./parts.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const HEADER: JsonObject = { title: { tag: "plain_text", content: "Report" } };
const cardOf = (content: string): JsonObject => ({
  ...{ schema: "2.0", header: HEADER },
  body: { elements: [{ tag: "markdown", content }] },
});

/** The texts of the parts of a card; their numbers and headers must be right, and each must fit. */
function textsOf(content: string, bytes = 600): string[] {
  const parts = splitContent(cardOf(content), within(bytes));
  assert(parts !== undefined && parts.length > 1, "was not split");
  return parts.map((part, index) => {
    assert(within(bytes)(part));
    assertEquals(part["header"], HEADER);
    const [number, element, ...others] = arrayAt(objectAt(part, "body"), "elements");
    assertEquals([number, others], [{ tag: "markdown", content: `(${index + 1}/${parts.length})` }, []]);
    assert(isJsonObject(element));
    return stringAt(element, "content") ?? "";
  });
}

const lines = (line: (index: number) => string) =>
  Array.from({ length: 60 }, (_none, index) => line(index)).join("\n");

describe("splitContent of a card of Markdown", () => {
  it("leaves one that fits as it is", () => {
    const card = cardOf("short");
    assertEquals(splitContent(card, within(600)), [card]);
  });

  it("keeps a first line that is set in", () => {
    const texts = textsOf(`  first\n\n${lines((index) => `line ${index}`)}`);
    assertEquals(texts[0]?.split("\n")[0], "  first");
  });

  it("splits between paragraphs where they fit", () => {
    const paragraphs = Array.from({ length: 20 }, (_none, index) => `paragraph ${index}\nof two lines`);
    const texts = textsOf(paragraphs.join("\n\n\n"));
    assertEquals(texts.join("\n\n"), paragraphs.join("\n\n"));
    assertEquals(texts.every((text) => text.startsWith("paragraph") && text.endsWith("lines")), true);
  });

  for (
    const [name, open, close] of [
      ["closed", "```ts", "\n```"],
      ["of the other sign", "~~~~", "\n~~~~"],
      ["without an end", "```", ""],
    ] as const
  ) {
    it(`code ${name} stays code in each part`, () => {
      const code = lines((index) => index % 9 === 0 ? "" : `call(${index});`);
      const texts = textsOf(`${open}\n${code}${close}`);
      const pieces = texts.map((text) => text.split("\n"));
      assertEquals(new Set(pieces.map(([first]) => first)), new Set([open]));
      assertEquals(new Set(pieces.map((piece) => piece.at(-1))), new Set([open.replace("ts", "")]));
      assertEquals(pieces.flatMap((piece) => piece.slice(1, -1)).join("\n"), code);
    });
  }

  for (const [head, rule] of [["| a | b |", "| --- | :-: |"], ["a|b", "-|-"]] as const) {
    it(`a table under "${rule}" repeats its heading in each part`, () => {
      const texts = textsOf(`${head}\n${rule}\n${lines((index) => `|row ${index}|x|`)}`);
      for (const text of texts) assertEquals(text.split("\n").slice(0, 2), [head, rule]);
      const rows = texts.flatMap((text) => text.trimEnd().split("\n").slice(2));
      assertEquals(rows.join("\n"), lines((index) => `|row ${index}|x|`));
    });
  }

  it("items keep the paragraphs that belong to them", () => {
    const list = Array.from({ length: 20 }, (_none, index) => `- item ${index}\n\n  more of ${index}`);
    for (const text of textsOf(list.join("\n"))) {
      assertEquals(text.match(/item \d+/g)?.length, text.match(/more of \d+/g)?.length, text);
    }
  });

  it("cuts one long line between words", () => {
    const text = Array.from({ length: 200 }, (_none, index) => `word${index}`).join(" ");
    const found = textsOf(text).flatMap((part) => part.split(" ")).filter((word) => word !== "");
    assertEquals(found.join(" "), text);
  });
});
