import { ok, runLine } from "../../../support/run-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("+feed-group-list for people", () => {
  const cases:
    readonly (readonly [groups: readonly { group_id: string; name: string }[], lines: readonly string[]])[] =
      [
        [[], ["0 groups, 1 deleted", "complete: 1 page, 1 item"]],
        [[{ group_id: "ofg_1", name: "Work" }], [
          "Work  ofg_1",
          "1 group, 1 deleted",
          "complete: 1 page, 2 items",
        ]],
      ];
  for (const [groups, lines] of cases) {
    it(`is a table of ${groups.length} and the counts, without a blank line`, async () => {
      const page = ok({ groups, deleted_groups: [{ group_id: "ofg_9" }], has_more: false });
      const { stdout } = await runLine(["+feed-group-list", "--format", "pretty"], [page]);
      assertEquals(stdout.trimEnd().split("\n").map((line) => line.trimEnd()), lines);
    });
  }
});
