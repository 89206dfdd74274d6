import { withoutRemarks } from "../../../cli/output/remarks.ts";
import { Failure } from "../../../core/failure.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const REMARK = { key: "original_name_missing", detail: "x" };
const WARNING = { key: "thread_replies_limit", detail: "50 of 60" };

describe("withoutRemarks", () => {
  it("keeps what says that something is missing", () =>
    assertEquals(withoutRemarks({ data: {}, warnings: [REMARK, WARNING] }).warnings, [WARNING]));

  it("keeps all where the command failed in part", () => {
    const failure = new Failure({ type: "api", subtype: "unknown", message: "refused" });
    assertEquals(withoutRemarks({ data: {}, failure, warnings: [REMARK] }).warnings, [REMARK]);
  });
});
