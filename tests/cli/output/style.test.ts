import { lineText } from "../../../cli/output/style.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = [{ text: "09:06", style: "dim" } as const, "  Leo ", { text: "hi" }];

describe("lineText", () => {
  it("has the same words without color", () =>
    assertEquals(lineText(LINE, { isColored: false }), "09:06  Leo hi"));
  it("adds color to pieces only", () =>
    assertEquals(lineText(LINE, { isColored: true }), "\u001b[2m09:06\u001b[0m  Leo hi"));
  it("takes out what others put in, and adds nothing to blanks", () =>
    assertEquals(
      lineText([{ text: "a\u001b[31m\nb", style: "red" }, { text: " ", style: "red" }], { isColored: true }),
      "\u001b[31ma b\u001b[0m ",
    ));
});
