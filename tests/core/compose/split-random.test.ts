import { postContent, type TableFormat } from "../../../core/compose/markdown/markdown-post.ts";
import { markdownToPost } from "../../../core/compose/markdown/markdown-to-post.ts";
import { splitContent } from "../../../core/compose/split-content.ts";
import { arrayAt, objectAt, stringAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { elementsOf, textsOf, within } from "./parts.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Whole numbers that follow from a seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/** A document of every kind of block, some of them long; every word in it is there once. */
function randomDocument(random: (below: number) => number): { text: string; words: readonly string[] } {
  const words: string[] = [];
  const word = () => {
    const one = `${["w", "词", "😀", "é"][random(4)]}${words.length}z`;
    words.push(one);
    return one;
  };
  const phrase = (most: number) =>
    Array.from({ length: 1 + random(most) }, () => {
      const one = word();
      switch (random(8)) {
        case 0:
          return `**${one} ${word()}**`;
        case 1:
          return `*${one}*`;
        case 2:
          return `~~${one}~~`;
        case 3:
          return `[${one}](https://x.com/a)`;
        case 4:
          return `\`${one}\``;
        default:
          return one;
      }
    }).join(random(5) === 0 ? "，" : " ");
  const some = (make: (index: number) => string) =>
    Array.from({ length: 1 + random(12) }, (_, at) => make(at));
  const block = () => {
    const length = random(4) === 0 ? 60 : 6;
    switch (random(8)) {
      case 0:
        return `## ${phrase(length)}`;
      case 1:
        return some(() => `${random(3) === 0 ? "  " : ""}- ${phrase(length)}`).join("\n");
      case 2:
        return some((at) => `${at + 1}. ${phrase(length)}`).join("\n");
      case 3:
        return some(() => `> ${phrase(length)}`).join("\n");
      case 4:
        return ["```js", ...some(() => `  ${Array.from({ length }, word).join(" ")}`), "```"].join("\n");
      case 5:
        return ["|a|b|", "|-|-|", ...some(() => `|${phrase(3)}|${phrase(length)}|`)].join("\n");
      default:
        return some(() => phrase(length)).join("\n");
    }
  };
  return { text: some(block).join("\n\n"), words };
}

describe("splitContent of random documents", () => {
  for (const tables of ["list", "md", "code"] satisfies readonly TableFormat[]) {
    it(`has every word once and in order in parts that fit (tables as ${tables})`, async () => {
      for (let seed = 1; seed <= 60; seed++) {
        const { text, words } = randomDocument(randomNumbers(seed * 7919));
        const whole = postContent(await markdownToPost(text, { tables }), []);
        const limit = 500 + seed * 20;
        const parts = splitContent(whole, within(limit)) ?? [];
        assertEquals([parts.length > 0, parts.every(within(limit))], [true, true], `seed ${seed}`);
        const elements = parts.length === 1
          ? elementsOf([withNumber(whole)]).flat()
          : elementsOf(parts).flat();
        const found = elements.map((one) => stringAt(one, "text") ?? "").join("\n").match(
          /(?:w|词|😀|é)\d+z/gu,
        );
        assertEquals(found, words, `seed ${seed}`);
        for (const element of elements) {
          const one = stringAt(element, "text") ?? "";
          assertEquals(/^\s*\n|^ {4}/.test(one) && element["tag"] === "md", false, one);
          if (element["tag"] !== "md") continue;
          for (const line of one.split("\n")) {
            const bare = line.replaceAll(/`[^`]*`/g, "");
            assertEquals([bare.split("**").length % 2, bare.split("~~").length % 2], [1, 1], line);
          }
        }
      }
    });
  }
});

/** Chinese sentences without blanks, with names in Latin letters, emoji and marks of every kind. */
function randomSentences(random: (below: number) => number): string {
  const pieces = [
    "这是一个很长的句子",
    "没有空格",
    "𠮷野家",
    "👨‍👩‍👧",
    "の「終わり」",
    "한국어",
    "（注）",
    "“好。”",
    "……",
    "é",
  ];
  const marks = ["。", "，", "、", "！？", "；", "：", "", "\u3000"];
  return Array.from(
    { length: 400 },
    (_, at) =>
      `item-${String(at).padStart(5, "0")}${pieces[random(10)]}${pieces[random(10)]}${marks[random(8)]}`,
  ).join("");
}

describe("splitContent of sentences without blanks", () => {
  const kinds: readonly (readonly [name: string, whole: (text: string) => JsonObject])[] = [
    ["a text", (text) => ({ text })],
    ["Markdown", (text) => ({ zh_cn: { content: [[{ tag: "md", text }]] } })],
    ["bold Markdown", (text) => ({ zh_cn: { content: [[{ tag: "md", text: `**${text}**` }]] } })],
    ["code", (text) => ({ zh_cn: { content: [[{ tag: "code_block", text }]] } })],
  ];
  for (const [name, whole] of kinds) {
    it(`${name}: nothing is lost or changed, and no word is cut`, () => {
      for (let seed = 1; seed <= 60; seed++) {
        const text = randomSentences(randomNumbers(seed * 7919));
        const parts = splitContent(whole(text), within(500 + seed * 20)) ?? [];
        const pieces = name === "a text"
          ? textsOf(parts)
          : elementsOf(parts).map((elements) =>
            elements.map((one) => stringAt(one, "text") ?? "").join("").replaceAll("**", "")
          );
        assertEquals([parts.length > 1, pieces.join("")], [true, text], `seed ${seed}`);
        for (const piece of pieces) {
          assertEquals(/^(?:(?:tem|em|m)?-)?\d/.test(piece), false, piece.slice(0, 20));
          assertEquals(/item-\d{0,4}$/.test(piece), false, piece.slice(-20));
        }
      }
    });
  }
});

/** A post as its only part. */
function withNumber(content: JsonObject): JsonObject {
  const paragraphs = arrayAt(objectAt(content, "zh_cn"), "content");
  return { zh_cn: { content: [[{ tag: "text", text: "(1/1)" }], ...paragraphs] } };
}
