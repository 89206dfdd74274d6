import { METHODS } from "../../../core/api/catalogue/mod.ts";
import { recordsKey } from "../../../core/api/method.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("recordsKey", () => {
  it("names the list of every read that answers with one", () => {
    const keys = METHODS.flatMap((method) => {
      const key = recordsKey(method);
      return key === undefined || key === "items" ? [] : [[method.id, key]];
    });
    assertEquals(keys, [
      ["reactions.batch_query", "success_msg_reaction_details"],
      ["feed.groups.batch_query", "groups"],
    ]);
  });

  const records = ["chats.get", "messages.create", "chat.members.create", "chat.managers.add_managers"];
  for (const id of records) {
    it(`has no list for ${id}, which answers with one record`, () => {
      assertEquals(METHODS.filter((method) => method.id === id).map(recordsKey), [undefined]);
    });
  }
});
