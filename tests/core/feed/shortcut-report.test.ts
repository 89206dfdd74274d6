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
});
