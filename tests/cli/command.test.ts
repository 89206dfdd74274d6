import { describeWarnings } from "../../cli/command.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("describeWarnings", () => {
  it("says nothing without warnings", () => assertEquals(describeWarnings([]), {}));
  it("joins warnings to one remark", () =>
    assertEquals(describeWarnings([{ key: "a", detail: "one" }, { key: "b", detail: "two" }]), {
      description: "a: one; b: two",
    }));
});
