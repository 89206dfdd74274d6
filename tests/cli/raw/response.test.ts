import { spelled } from "../../../cli/spelling.ts";
import { failedItems } from "../../../cli/raw/response.ts";
import type { Method } from "../../../core/api/method.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { objectAt } from "../../../core/json/access.ts";
import { documentOf, ok, runLine } from "../../support/run-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const READ: Method = {
  id: "things.find",
  summary: "Find things",
  http: "POST",
  path: "/open-apis/im/v1/things",
  exposure: "extra",
  identities: ["user"],
  scopes: ["im:thing"],
  risk: "read",
  failed: ["bad", "worse"],
};

const told = (data: JsonObject) => failedItems({ ...READ, risk: "write" }, data).failure?.detail.message;

describe("items that a successful answer calls failed", () => {
  const cases: readonly (readonly [name: string, data: JsonObject, message: string | undefined])[] = [
    ["none", { bad: [], worse: null }, undefined],
    ["lists of another name", { good: ["a"] }, undefined],
    ["ids", { bad: ["a", "b"] }, "only partly done: bad names 2: a, b"],
    ["two lists", { worse: ["c"], bad: ["a"] }, "only partly done: bad names 1: a; worse names 1: c"],
    ["an id in an object", { bad: [{ n: 1, message_id: "om_1" }] }, "only partly done: bad names 1: om_1"],
    ["an id deeper inside", { bad: [{ item: { feed_id: "oc_1" } }] }, "only partly done: bad names 1: oc_1"],
    ["a reason", { bad: [{ id: "a", fail_reason: "no" }] }, "only partly done: bad names 1: a (no)"],
    ["a code", { bad: [{ id: "a", error_code: 7 }] }, "only partly done: bad names 1: a (7)"],
    ["no id at all", { bad: [{ n: 1 }, 5, null] }, 'only partly done: bad names 3: {"n":1}, 5, null'],
    ["a large id", { bad: [9007199254740993n] }, "only partly done: bad names 1: 9007199254740993"],
  ];
  for (const [name, data, message] of cases) it(name, () => assertEquals(told(data), message));

  it("long ids and long lists are cut", () => {
    const message = told({ bad: Array(500).fill("x".repeat(5000)) }) ?? "";
    assertEquals([message.length < 2000, spelled(message).endsWith("…, and 490 more")], [true, true]);
  });

  it("are warnings where the method only reads", () => {
    const { failure, warnings } = failedItems(READ, { bad: ["a"] });
    assertEquals([failure, warnings], [undefined, [{ key: "items_failed", detail: "bad names 1: a" }]]);
  });
});

describe("several pages", () => {
  it("are one list that says how far it was read", async () => {
    const result = await runLine(["chats", "list", "--page-all", "--page-delay", "0"], [
      ok({ items: [{ chat_id: "oc_1" }], has_more: true, page_token: "t" }),
      ok({ items: [{ chat_id: "oc_2" }], has_more: false }),
    ]);
    const document = documentOf(result);
    assertEquals(objectAt(document, "data")?.["items"], [{ chat_id: "oc_1" }, { chat_id: "oc_2" }]);
    assertEquals(objectAt(objectAt(document, "meta"), "pagination"), { complete: true, pages: 2, items: 2 });
  });
});
