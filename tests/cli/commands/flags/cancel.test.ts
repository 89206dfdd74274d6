import { flagCancel } from "../../../../cli/commands/flags/cancel.ts";
import { flagNeeds, type resolveLayer } from "../../../../cli/commands/flags/layer.ts";
import { documentOf, ok, runLine } from "../../../support/run-line.ts";
import { objectAt, objectsAt } from "../../../../core/json/access.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("+flag-cancel", () => {
  const needs: readonly (readonly [
    words: Partial<Parameters<typeof resolveLayer>[0]>,
    needs: ReturnType<typeof flagNeeds>,
  ])[] = [
    [{}, flagNeeds("helpful")],
    [{ flagType: "feed" }, flagNeeds("required")],
    [{ flagType: "message" }, flagNeeds("none")],
    [{ itemType: "default" }, flagNeeds("none")],
  ];
  for (const [words, expected] of needs) {
    it(`needs the scopes of what it calls: ${JSON.stringify(words)}`, () => {
      const values = { messageId: "om_1", itemType: undefined, flagType: undefined, ...words };
      assertEquals(flagCancel.scopesFor?.(values, "user"), expected);
    });
  }

  it("finds out the kind of a feed flag, and removes that one", async () => {
    const message = { message_id: "om_1", chat_id: "oc_1", msg_type: "text", body: { content: "{}" } };
    const result = await runLine(
      ["+flag-cancel", "--message-id", "om_1", "--flag-type", "feed"],
      [ok({ items: [message] }), ok({ chat_mode: "group" }), ok({})],
    );
    const layers = objectsAt(objectAt(documentOf(result), "data"), "results");
    assertEquals(layers.map((layer) => [layer["item_id"], layer["flag_type"], layer["status"]]), [
      ["om_1", "feed", "ok"],
    ]);
    assertEquals(JSON.parse(result.seen.at(-1)?.body ?? "{}"), {
      flag_items: [{ item_id: "om_1", item_type: "11", flag_type: "1" }],
    });
  });
});
