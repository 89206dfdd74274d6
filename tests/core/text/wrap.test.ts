import { wrapText } from "../../../core/text/wrap.ts";
import { displayWidth } from "../../../core/text/width.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const URL = "https://example.com/notes/2.4/very/long/address";
const ID = "om_0d4f9b26a7c35e18940e6b1d72fc8a53";
const PATH = "/home/mia/.config/im/config.json";

describe("wrapText", () => {
  const cases: readonly (readonly [name: string, text: string, columns: number, lines: readonly string[]])[] =
    [
      ["breaks at blanks", "one two three", 7, ["one two", "three"]],
      ["keeps what fits", "one two", 7, ["one two"]],
      ["keeps line breaks and empty lines", "a\n\nb", 7, ["a", "", "b"]],
      ["keeps blanks at the beginning of a line", "    code that goes on", 12, ["    code", "that goes on"]],
      ["breaks words that are longer than a line", "abcdefgh i", 3, ["abc", "def", "gh", "i"]],
      ["breaks between wide characters", "请先清空缓存", 5, ["请先", "清空", "缓存"]],
      ["begins no line with a closing mark", "请先清空，缓存", 8, ["请先清", "空，缓存"]],
      ["breaks between narrow and wide ones", "混合words测试", 9, ["混合words", "测试"]],
      ["keeps addresses whole", `see ${URL} now`, 12, ["see", URL, "now"]],
      ["keeps ids whole", `(${ID}).`, 12, [`(${ID}).`]],
      ["keeps paths whole", `in ${PATH}.`, 12, ["in", `${PATH}.`]],
      ["takes an emoji of several characters as one", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3, ["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]],
    ];
  for (const [name, text, columns, lines] of cases) {
    it(name, () => assertEquals(wrapText(text, columns), lines));
  }

  it("loses nothing, and no line is too wide", () => {
    const text = "Der Zug 13:05 — 下一班火车在十三点零五分 🚆 fährt ab; 誰か「見」た？ ".repeat(5);
    for (let columns = 8; columns < 60; columns++) {
      const lines = wrapText(text, columns);
      assertEquals(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
      assert(lines.every((line) => displayWidth(line) <= columns), lines.join("\n"));
    }
  });
});
