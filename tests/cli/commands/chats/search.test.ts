import { objectAt, objectsAt } from "../../../../core/json/access.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { documentOf, ok, runLine } from "../../../support/run-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const hit = (id: string) => ({ meta_data: { chat_id: id, name: id } });
const warningsOf = (document: JsonObject) =>
  objectsAt(objectAt(document, "meta"), "warnings").map(({ key, detail }) => `${key}: ${detail}`);

describe("+chat-search", () => {
  const cases: readonly (readonly [name: string, page: JsonObject, warnings: readonly string[]])[] = [
    ["nothing where all is well", { items: [hit("oc_1")] }, []],
    ["of results without a chat", { items: [hit("oc_1"), {}, {}] }, [
      "chats_not_returned: 2 results came without a chat",
    ]],
    ["of what the service says", { items: [], notice: "try later" }, ["search_notice: try later"]],
  ];
  for (const [name, page, warnings] of cases) {
    it(`warns ${name}`, async () => {
      const result = await runLine(["+chat-search", "--query", "x"], [ok({ ...page, has_more: false })]);
      assertEquals(warningsOf(documentOf(result)), warnings);
    });
  }

  it("leaves out muted chats", async () => {
    const result = await runLine(["+chat-search", "--query", "x", "--exclude-muted"], [
      ok({ items: [hit("oc_1"), hit("oc_2")], has_more: false }),
      ok({ items: [{ chat_id: "oc_1", is_muted: true }, { chat_id: "oc_2", is_muted: false }] }),
    ]);
    const chats = objectsAt(objectAt(documentOf(result), "data"), "chats");
    assertEquals(chats.map((chat) => chat["chat_id"]), ["oc_2"]);
  });

  it("leaves out none of chats that one has not joined, and says why", async () => {
    const line = ["+chat-search", "--query", "x", "--exclude-muted", "--search-types", "public_not_joined"];
    const result = await runLine(line, [ok({ items: [hit("oc_1")], has_more: false })]);
    const filter = objectAt(objectAt(documentOf(result), "data"), "filter");
    assertEquals([result.seen.length, /have not joined/.test(JSON.stringify(filter))], [1, true]);
  });
});
