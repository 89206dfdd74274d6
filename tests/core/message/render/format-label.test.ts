import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { formatLabel } from "../../../../core/message/render/format-label.ts";

describe("formatLabel", () => {
  it("tells the value", () => assertEquals(formatLabel("Image", "img_7"), "[Image: img_7]"));
  it("stands alone without a value", () => assertEquals(formatLabel("Image", undefined), "[Image]"));
});
