import { reportShortcuts } from "../../../core/feed/shortcut-report.ts";
import type { FailedShortcut } from "../../../core/feed/wire.ts";
import type { JsonValue } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const failure = (id: string, reason: string | number) => ({ shortcut: { feed_card_id: id }, reason });

describe("reportShortcuts", () => {
  const cases: readonly (readonly [
    name: string,
    failures: readonly FailedShortcut[],
    counts: readonly (JsonValue | undefined)[],
    labels: readonly unknown[],
    unmatched: number,
  ])[] = [
    ["no failures: all went well", [], [2, 2, 0], [], 0],
    ["one failed", [failure("oc_b", 2)], [2, 1, 1], ["invalid_item"], 0],
    [
      "a failure listed twice counts once",
      [failure("oc_b", 1), failure("oc_b", 1)],
      [2, 1, 1],
      ["no_permission", "no_permission"],
      0,
    ],
    [
      "a failure of another chat",
      [failure("oc_x", 5)],
      [2, 2, 0],
      ["internal_error"],
      1,
    ],
    ["an unknown reason", [failure("oc_a", "odd")], [2, 1, 1], ["unknown"], 0],
    ["failures that name no chat", [{}, { shortcut: null }], [2, 2, 0], [], 2],
  ];
  for (const [name, failures, counts, labels, unmatched] of cases) {
    it(name, () => {
      const { data, isComplete, rows } = reportShortcuts(["oc_a", "oc_b"], {}, failures);
      assertEquals([data["total"], data["success_count"], data["failure_count"]], counts);
      const failed = data["failed_shortcuts"];
      const reasons = Array.isArray(failed) ? failed.flatMap((one) => one?.["reason_label"] ?? []) : [];
      assertEquals(reasons, labels);
      const others = data["unmatched_failures"];
      assertEquals(Array.isArray(others) ? others.length : 0, unmatched);
      assertEquals([rows.length, isComplete], [2 + unmatched, labels.length + unmatched === 0]);
    });
  }

  it("has a row for each chat, then one for each failure that names none of them", () => {
    const { rows, failed, total } = reportShortcuts(["oc_a", "oc_b", "oc_c"], {}, [
      failure("oc_b", 1),
      { shortcut: { feed_card_id: "oc_c" } },
      failure("oc_x", "5"),
    ]);
    assertEquals(rows, [
      { feed_card_id: "oc_a", status: "ok" },
      { feed_card_id: "oc_b", status: "failed", reason_label: "no_permission" },
      { feed_card_id: "oc_c", status: "failed" },
      { feed_card_id: "oc_x", status: "failed", reason_label: "internal_error" },
    ]);
    assertEquals([failed, total], [["oc_b (no_permission)", "oc_c"], 3]);
  });

  it("keeps the answer, and adds what it counted", () => {
    const { data } = reportShortcuts(["oc_a", "oc_b"], { more: 1 }, [failure("oc_b", 2), failure("oc_x", 2)]);
    const failed = (id: string) => ({ ...failure(id, 2), reason_label: "invalid_item" });
    assertEquals(data, {
      more: 1,
      total: 2,
      success_count: 1,
      failure_count: 1,
      succeeded_shortcuts: [{ feed_card_id: "oc_a", type: 1 }],
      failed_shortcuts: [failed("oc_b"), failed("oc_x")],
      unmatched_failures: [failed("oc_x")],
    });
    assertEquals("unmatched_failures" in reportShortcuts([], {}, []).data, false);
  });

  const reasons = [
    "unknown",
    "no_permission",
    "invalid_item",
    "has_pending_delete",
    "type_not_support",
    "internal_error",
    "unknown",
  ];
  for (const [reason, label] of reasons.entries()) {
    it(`calls reason ${reason} ${label}`, () => {
      const { rows } = reportShortcuts(["oc_a"], {}, [failure("oc_a", reason)]);
      assertEquals(rows, [{ feed_card_id: "oc_a", status: "failed", reason_label: label }]);
    });
  }
});
