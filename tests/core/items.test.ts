import { Failure } from "../../core/failure.ts";
import { createItems } from "../../core/items.ts";
import { plainText } from "../../core/text/phrase.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NAMES = {
  one: "file",
  many: "files",
  keys: { notTried: "file_not_tried", incomplete: "files_incomplete" },
};
const REFUSED = new Failure({ type: "api", subtype: "not_found", message: "it is gone" });
const LATER = new Failure({ type: "network", subtype: "timeout", message: "no answer" });

/** What is said about items, in lines. */
const said = (items: ReturnType<typeof createItems>) =>
  items.warnings().map(({ key, detail }) => `${key}: ${plainText(detail)}`);

describe("work on many items", () => {
  it("goes on after a failure, and ends with the numbers", () => {
    const items = createItems(NAMES, { failFast: false });
    items.done();
    items.failed("b", REFUSED);
    assertEquals(items.isStopped(), false);
    items.failed("c", LATER);
    assertEquals(items.counts(), { done: 1, failed: 2, notTried: 0 });
    assertEquals(items.failure(), undefined);
    assertEquals(said(items), ["files_incomplete: 2 of 3 files failed"]);
  });

  it("stops at the first failure if it is to, and names what was not tried", () => {
    const items = createItems(NAMES, { failFast: true });
    items.done();
    assertEquals([items.isStopped(), items.failure()], [false, undefined]);
    items.failed("b", REFUSED);
    assertEquals(items.isStopped(), true);
    // It was under way.
    items.failed("c", LATER);
    items.notTried("d");
    items.notTried("e");
    const { type, subtype, message } = items.failure()?.detail ?? {};
    assertEquals([type, subtype], ["api", "partial_failure"]);
    assertEquals(
      plainText(message ?? ""),
      "stopped at the first failure: b: it is gone; 2 of 5 files failed, 2 were not tried",
    );
    assertEquals(said(items), [
      "file_not_tried: d, e: not tried after the first failure",
      "files_incomplete: 2 of 5 files failed, 2 were not tried",
    ]);
  });

  it("says nothing where nothing failed", () => {
    for (const failFast of [true, false]) {
      const items = createItems(NAMES, { failFast });
      items.done();
      assertEquals([items.failure(), said(items)], [undefined, []]);
    }
  });

  it("counts one as one", () => {
    const items = createItems(NAMES, { failFast: true });
    items.failed("a", REFUSED);
    items.notTried("b");
    assertEquals(said(items).at(-1), "files_incomplete: 1 of 2 files failed, 1 was not tried");
  });
});
