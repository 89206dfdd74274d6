import { objectAt } from "../../../../core/json/access.ts";
import { documentOf, ok, runLine } from "../../../support/run-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("+feed-shortcut-list", () => {
  it("adds to each shortcut what is known of its chat", async () => {
    const shortcuts = ["oc_1", "oc_2"].map((id) => ({ feed_card_id: id, type: 1 }));
    const detail = { chat_id: "oc_1", name: "Alpha" };
    const result = await runLine(["+feed-shortcut-list"], [
      ok({ shortcuts, has_more: false }),
      ok({ items: [detail] }),
    ]);
    assertEquals(objectAt(documentOf(result), "data")?.["shortcuts"], [
      { ...shortcuts[0], detail },
      { ...shortcuts[1] },
    ]);
  });
});
