import { MAX_CHATS, queryChats, queryDirectChats } from "../../../core/chat/requests.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("requests that look up chats", () => {
  it("asks for up to 50 chats by id", () => {
    assertEquals(MAX_CHATS, 50);
    assertEquals(queryChats(["oc_1", "oc_2"]), {
      method: "POST",
      path: "/open-apis/im/v1/chats/batch_query",
      params: { user_id_type: "open_id" },
      body: { chat_ids: ["oc_1", "oc_2"] },
      repeatable: true,
    });
  });

  it("asks for the direct chats with people", () => {
    assertEquals(queryDirectChats(["ou_1"]), {
      method: "POST",
      path: "/open-apis/im/v1/chat_p2p/batch_query",
      params: { chatter_id_type: "open_id" },
      body: { chatter_ids: ["ou_1"] },
      repeatable: true,
    });
  });
});
