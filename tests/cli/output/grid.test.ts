import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { gridOf } from "../../../cli/output/grid.ts";

describe("gridOf", () => {
  it("has the columns of all rows in the order in which they are first seen", () =>
    assertEquals(gridOf([{ b: 1 }, { a: 2, b: 3 }, { c: { d: 4 } }]), {
      columns: ["b", "a", "c.d"],
      lines: [["1", "", ""], ["3", "2", ""], ["", "", "4"]],
    }));
  it("puts scalars under value, beside objects too", () =>
    assertEquals(gridOf(["x", { value: 1, w: 2 }]), {
      columns: ["value", "w"],
      lines: [["x", ""], ["1", "2"]],
    }));
  it("is empty without rows", () => assertEquals(gridOf([]), { columns: [], lines: [] }));
});
