import { createWarnings } from "../../core/warning.ts";
import { idRange } from "./enrich/fake-client.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Note = readonly [key: string, cause: string, subject?: string];

function linesFor(notes: readonly Note[]): readonly string[] {
  const notices = createWarnings();
  for (const [key, cause, subject] of notes) notices.add(key, cause, subject);
  return notices.list().map(({ key, detail }) => `${key}: ${detail}`);
}

describe("createNotices", () => {
  const cases: readonly (readonly [name: string, notes: readonly Note[], lines: readonly string[]])[] = [
    ["has nothing to tell at first", [], []],
    ["tells a cause without a subject alone", [["k", "down"]], ["k: down"]],
    ["tells a cause without a subject once", [["k", "down"], ["k", "down"]], ["k: down"]],
    ["names the subject before the cause", [["k", "down", "om_1"]], ["k: om_1: down"]],
    [
      "joins the subjects of one cause",
      [["k", "down", "om_1"], ["k", "down", "om_2"]],
      ["k: om_1, om_2: down"],
    ],
    [
      "has a line for each cause and key, in order of first occurrence",
      [["k", "down", "a"], ["k", "no", "b"], ["l", "down", "c"], ["k", "down", "d"]],
      ["k: a, d: down", "k: b: no", "l: c: down"],
    ],
    [
      "names 20 subjects",
      idRange("om_", 20).map((id): Note => ["k", "down", id]),
      [`k: ${idRange("om_", 20).join(", ")}: down`],
    ],
    [
      "counts the subjects beyond 20",
      idRange("om_", 23).map((id): Note => ["k", "down", id]),
      [`k: ${idRange("om_", 20).join(", ")} and 3 more: down`],
    ],
    [
      "words partial failures of reactions with their number",
      [["reactions_partial_failed", "no_permission", "om_1"], [
        "reactions_partial_failed",
        "no_permission",
        "om_2",
      ]],
      ["reactions_partial_failed: 2 message(s) failed (om_1, om_2): no_permission"],
    ],
    [
      "counts all partial failures and names 20",
      idRange("om_", 21).map((id): Note => ["reactions_partial_failed", "invalid", id]),
      [
        `reactions_partial_failed: 21 message(s) failed (${
          idRange("om_", 20).join(", ")
        } and 1 more): invalid`,
      ],
    ],
    [
      "does not mix up keys and causes that join to the same text",
      [["a", "b c"], ["a b", "c"]],
      ["a: b c", "a b: c"],
    ],
  ];
  for (const [name, notes, lines] of cases) it(name, () => assertEquals(linesFor(notes), lines));
});
