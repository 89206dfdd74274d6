import { reportShortcuts } from "../../../core/feed/shortcut-report.ts";
import type { JsonObject, JsonValue } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const failure = (id: string, reason: JsonValue) => ({ shortcut: { feed_card_id: id }, reason });

describe("shortcutLedger", () => {
  const cases: readonly (readonly [
    name: string,
    answer: JsonObject | undefined,
    counts: readonly (JsonValue | undefined)[],
    labels: readonly unknown[],
    unmatched: number,
  ])[] = [
    ["no data: all went well", undefined, [2, 2, 0], [], 0],
    ["no failures: all went well", { failed_shortcuts: [] }, [2, 2, 0], [], 0],
    ["one failed", { failed_shortcuts: [failure("oc_b", 2)] }, [2, 1, 1], ["invalid_item"], 0],
    [
      "a failure told twice counts once",
      { failed_shortcuts: [failure("oc_b", 1), failure("oc_b", 1)] },
      [2, 1, 1],
      ["no_permission", "no_permission"],
      0,
    ],
    [
      "a failure of another chat",
      { failed_shortcuts: [failure("oc_x", 5)] },
      [2, 2, 0],
      ["internal_error"],
      1,
    ],
    ["an unknown reason", { failed_shortcuts: [failure("oc_a", "odd")] }, [2, 1, 1], ["unknown"], 0],
    ["entries of odd shape", { failed_shortcuts: [null, 3, {}] }, [2, 2, 0], [], 3],
  ];
  for (const [name, answer, counts, labels, unmatched] of cases) {
    it(name, () => {
      const { data, isComplete, rows } = reportShortcuts(["oc_a", "oc_b"], answer);
      assertEquals([data["total"], data["success_count"], data["failure_count"]], counts);
      const failed = data["failed_shortcuts"];
      const told = Array.isArray(failed) ? failed.flatMap((one) => one?.["reason_label"] ?? []) : [];
      assertEquals(told, labels);
      const others = data["unmatched_failures"];
      assertEquals(Array.isArray(others) ? others.length : 0, unmatched);
      assertEquals([rows.length, isComplete], [2 + unmatched, labels.length + unmatched === 0]);
    });
  }
});
