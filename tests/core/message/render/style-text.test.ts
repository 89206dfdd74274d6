import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { styleText } from "../../../../core/message/render/style-text.ts";

describe("styleText", () => {
  const cases: readonly (readonly [styles: readonly unknown[], text: string, styled: string])[] = [
    [[], "x", "x"],
    [["bold"], "x", "**x**"],
    [["italic"], "x", "*x*"],
    [["underline"], "x", "<u>x</u>"],
    [["lineThrough"], "x", "~~x~~"],
    [["lineThrough", "underline", "italic", "bold"], "x", "~~<u>***x***</u>~~"],
    [["bold", "bold", "blink", 7, null], "x", "**x**"],
    [["bold", "underline"], "", ""],
  ];
  for (const [styles, text, styled] of cases) {
    it(`makes "${styled}" of "${text}" in ${JSON.stringify(styles)}`, () => {
      assertEquals(styleText(text, styles), styled);
    });
  }
});
