import { memberRows, memberTotals } from "../../../core/chat/members.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("memberRows", () => {
  it("lists people, then bots, with the same first columns", () => {
    const rows = memberRows([{ member_id: "ou_1", name: "Ana", tenant_key: "t" }], [{ app_id: "cli_1" }, {}]);
    assertEquals(rows, [
      { type: "user", member_id: "ou_1", name: "Ana", app_id: "", tenant_key: "t" },
      { type: "bot", member_id: "", name: "", app_id: "cli_1", tenant_key: "" },
      { type: "bot", member_id: "", name: "", app_id: "", tenant_key: "" },
    ]);
    assertEquals(Object.keys(rows[0] ?? {}), ["type", "member_id", "name", "app_id", "tenant_key"]);
  });
});

describe("memberTotals", () => {
  const cases: readonly (readonly [data: JsonObject, totals: JsonObject])[] = [
    [{}, {}],
    [{ user_total: 0, bot_total: "2", other: 1 }, { user_total: 0, bot_total: "2" }],
    [{ user_total: null, bot_total: 3 }, { bot_total: 3 }],
  ];
  for (const [data, totals] of cases) {
    it(`of ${JSON.stringify(data)} are ${JSON.stringify(totals)}`, () =>
      assertEquals(memberTotals(data), totals));
  }
});
