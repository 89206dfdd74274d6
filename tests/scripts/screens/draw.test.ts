import { drawScreen } from "../../../scripts/screens/draw.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Place and text of the parts of a picture, a list a row. */
function partsOf(text: string, columns = 80): readonly (readonly string[])[] {
  const picture = drawScreen(text, { columns, theme: "dark", title: "a < b" });
  return picture.split("\n").filter((line) => line.includes("<text")).map((line) =>
    [...line.matchAll(/<tspan x="(\d+)"([^>]*)>([^<]*)/g)].map(([, x, look, part]) => `${x}${look} ${part}`)
  );
}

describe("drawScreen", () => {
  it("places each wide character in its column", () =>
    assertEquals(partsOf("世界a&b"), [["16 世", "32 界", "48 a&amp;b"]]));
  it("continues a line that is too long in the next row", () =>
    assertEquals(partsOf("abcdef", 4), [["16 abcd"], ["16 ef"]]));
  it("draws looks and their ends", () =>
    assertEquals(partsOf("\u001b[1mab\u001b[0mc\n\u001b[31md"), [
      ['16 font-weight="bold" ab', "32 c"],
      ['16 fill="#f28b82" d'],
    ]));
});
