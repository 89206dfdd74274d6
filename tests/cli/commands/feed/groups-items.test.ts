import { objectAt } from "../../../../core/json/access.ts";
import { documentOf, ok, runLine } from "../../../support/run-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = ["+feed-group-list-item", "--feed-group-id", "ofg_1"];
const page = ok({ items: [{ feed_id: "oc_1" }], deleted_items: [], has_more: false });
const chats = ok({ items: [{ chat_id: "oc_1", name: "Alpha" }] });

describe("+feed-group-list-item", () => {
  const cases: readonly (readonly [options: readonly string[], items: readonly object[], calls: number])[] = [
    [[], [{ feed_id: "oc_1", chat_name: "Alpha" }], 2],
    [["--no-detail"], [{ feed_id: "oc_1" }], 1],
  ];
  for (const [options, items, calls] of cases) {
    it(`${options.length === 0 ? "adds the names of chats" : "adds nothing with --no-detail"}`, async () => {
      const result = await runLine([...LINE, ...options], [page, chats]);
      assertEquals([objectAt(documentOf(result), "data")?.["items"], result.seen.length], [items, calls]);
    });
  }
});
