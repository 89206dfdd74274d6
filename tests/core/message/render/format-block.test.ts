import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { formatBlock } from "../../../../core/message/render/format-block.ts";

describe("formatBlock", () => {
  it("puts each line between the tags", () => {
    assertEquals(formatBlock("todo", { task_id: "t1" }, ["a", "b"]), '<todo task_id="t1">\na\nb\n</todo>');
  });
  it("has its name as the body when there is no line", () => {
    assertEquals(formatBlock("vote", {}, []), "<vote>\nvote\n</vote>");
  });
});
