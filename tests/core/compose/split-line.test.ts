import { cutText, cutToken, joinTokens, lineTokens } from "../../../core/compose/split-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("lineTokens", () => {
  const rows: readonly (readonly [line: string, tokens: readonly string[]])[] = [
    ["ab  cd e", ["ab  ", "cd ", "e"]],
    ["  ab", ["  ", "ab"]],
    ['a <at user_id="ou_1">Kim Lee</at> b', ["a ", '<at user_id="ou_1">Kim Lee</at>', " ", "b"]],
    ["a https://x.com/(b)?c d", ["a ", "https://x.com/(b)?c", " ", "d"]],
    ["**a b** c", ["**a b**", " ", "c"]],
    ["[a b](https://x.com/c) d", ["[a b](https://x.com/c)", " ", "d"]],
    ["![a](img_1)", ["![a](img_1)"]],
    ["2 * 3 * 4 **x", ["2 ", "*", " ", "3 ", "*", " ", "4 ", "*", "*", "x"]],
    ["[a] [b (c)", ["[", "a] ", "[", "b ", "(c)"]],
    ["[a](b c)", ["[", "a](b ", "c)"]],
    ["\\*a\\*", ["\\*", "a", "\\*"]],
  ];
  for (const [line, tokens] of rows) {
    it(`of ${JSON.stringify(line)}`, () =>
      assertEquals(lineTokens(line).map(({ open, text, close }) => open + text + close), tokens));
  }
});

describe("joinTokens", () => {
  it("is the line again, of whole tokens and of pieces", () => {
    const line = `**${"word 很好 ".repeat(60)}end** \`${"code  ".repeat(60)}\` ${"x".repeat(400)}`;
    const tokens = lineTokens(line);
    assertEquals(joinTokens(tokens), line);
    assertEquals(joinTokens(tokens.flatMap(cutToken)), line);
  });

  it("keeps two bold words apart that stand side by side", () =>
    assertEquals(joinTokens(lineTokens("**a****b**").flatMap(cutToken)), "**a****b**"));

  it("signs each piece, and its signs touch its text", () => {
    const [first, second] = cutToken({
      open: "**",
      text: `${"a".repeat(90)} ${"b".repeat(40)}`,
      close: "**",
    });
    assertEquals([first, second].map((one) => joinTokens(one === undefined ? [] : [one])), [
      `**${"a".repeat(90)}** `,
      `**${"b".repeat(40)}**`,
    ]);
  });
});

describe("cutText", () => {
  it("leaves a short text whole and nothing of an empty one", () =>
    assertEquals([cutText("a".repeat(100)), cutText("")], [["a".repeat(100)], []]));

  it("cuts behind the last blank of the second half, else at the limit", () => {
    assertEquals(cutText(`${"a".repeat(60)} ${"b".repeat(60)}`), [`${"a".repeat(60)} `, "b".repeat(60)]);
    assertEquals(cutText(`a ${"b".repeat(120)}`).map(({ length }) => length), [100, 22]);
  });

  it("cuts behind the last sentence mark that no other mark follows", () => {
    const [first, ...more] = cutText(`${"字".repeat(60)}。${"字".repeat(38)}！」${"字".repeat(50)}`);
    assertEquals([first, more.length], [`${"字".repeat(60)}。`, 1]);
  });
});
