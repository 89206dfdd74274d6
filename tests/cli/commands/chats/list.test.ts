import { objectAt, objectsAt } from "../../../../core/json/access.ts";
import { documentOf, ok, runLine } from "../../../support/run-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("+chat-list: direct chats", () => {
  const cases: readonly (readonly [as: string, types: string, notices: readonly string[]])[] = [
    ["bot", "group,p2p", ["bot_strip_p2p"]],
    ["bot", "group", []],
    ["user", "group,p2p", []],
  ];
  for (const [as, types, notices] of cases) {
    it(`are ${notices.length > 0 ? "left out, and that is said," : "no notice"} for ${types} as the ${as}`, async () => {
      const line = ["+chat-list", "--types", types, "--as", as];
      const result = await runLine(line, [ok({ items: [], has_more: false })]);
      const found = objectsAt(objectAt(documentOf(result), "data"), "notices").map(({ code }) =>
        String(code)
      );
      assertEquals(found, notices);
    });
  }
});
