import { postContent, type TableFormat } from "../../../core/compose/markdown/markdown-post.ts";
import { markdownToPost } from "../../../core/compose/markdown/markdown-to-post.ts";
import { MAX_PARTS, splitContent } from "../../../core/compose/split-content.ts";
import { arrayAt, objectAt, stringAt } from "../../../core/json/access.ts";
import { isJsonObject, type JsonObject, stringifyJson } from "../../../core/json/json.ts";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const encoder = new TextEncoder();
const within = (bytes: number) => (content: JsonObject) =>
  encoder.encode(stringifyJson(content)).length <= bytes;

/** The texts of the parts without their numbers, which must be right. */
function textsOf(parts: readonly JsonObject[] | undefined): string[] {
  assert(parts !== undefined, "was not split");
  return parts.map((part, index) => {
    const number = `(${index + 1}/${parts.length}) `;
    const text = stringAt(part, "text") ?? "";
    assertEquals(text.slice(0, number.length), number);
    return text.slice(number.length);
  });
}

/** The elements of each part without its number, which must be right. */
function elementsOf(parts: readonly JsonObject[] | undefined): JsonObject[][] {
  assert(parts !== undefined, "was not split");
  return parts.map((part, index) => {
    const [number, ...paragraphs] = arrayAt(objectAt(part, "zh_cn"), "content");
    assertEquals(number, [{ tag: "text", text: `(${index + 1}/${parts.length})` }]);
    return paragraphs.flatMap((paragraph) => Array.isArray(paragraph) ? paragraph.filter(isJsonObject) : []);
  });
}

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

/** A post as its only part. */
function withNumber(content: JsonObject): JsonObject {
  const paragraphs = arrayAt(objectAt(content, "zh_cn"), "content");
  return { zh_cn: { content: [[{ tag: "text", text: "(1/1)" }], ...paragraphs] } };
}
