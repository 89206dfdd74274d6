import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { describeWarnings } from "../../../cli/writing/describe-warnings.ts";

describe("describeWarnings", () => {
  it("says nothing without warnings", () => assertEquals(describeWarnings([]), {}));
  it("joins warnings to one remark", () =>
    assertEquals(describeWarnings([{ key: "a", detail: "one" }, { key: "b", detail: "two" }]), {
      description: "a: one; b: two",
    }));
});
