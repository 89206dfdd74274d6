import { cutText } from "../../../cli/output/cut.ts";
import { displayWidth } from "../../../core/text/width.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("cutText", () => {
  const cases: readonly (readonly [what: string, text: string, columns: number, cut: string])[] = [
    ["what fits stays", "Release", 7, "Release"],
    ["the mark belongs to the width", "Release 2.4", 8, "Release…"],
    ["wide characters are whole", "客户支持", 6, "客户…"],
    ["an id is left out rather than cut", "see om_0d4f9b26a7c35e18 there", 15, "see…"],
    ["and the marks before it", '<file key="file_v3_00n1_1c6e94d2"/>', 20, "<file key…"],
    ["an id before the cut stays", "om_0d4f9b26 and more", 15, "om_0d4f9b26 an…"],
    ["an id just before the cut stays", "om_0d4f9b26 and more", 12, "om_0d4f9b26…"],
    ["a word is no id", "some_thing else", 9, "some_thi…"],
  ];
  for (const [what, text, columns, cut] of cases) {
    it(what, () => assertEquals(cutText(text, columns), cut));
  }
  it("no id is ever cut apart, and nothing is too wide", () => {
    const text = "look: img_v3_02n1_8b0d7f3c-52f1 (om_0d4f9b26a7c35e18940e6b1d72fc8a53), 好";
    for (let columns = 1; columns < 80; columns++) {
      const cut = cutText(text, columns);
      assert(displayWidth(cut) <= columns, cut);
      assert(
        !/[a-z]+_[\w-]*…/.test(
          cut.replace(/img_v3_02n1_8b0d7f3c-52f1|om_0d4f9b26a7c35e18940e6b1d72fc8a53/g, "#"),
        ),
        cut,
      );
    }
  });
});
