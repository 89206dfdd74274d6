import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JsonValue } from "../../../core/json.ts";
import { type SyncRelation, syncRelationOf } from "../../../core/message/sync-relation.ts";

describe("syncRelationOf", () => {
  const cases: readonly (readonly [name: string, info: JsonValue, relation: SyncRelation])[] = [
    [
      "names reply and thread on the copy in the chat",
      { type: 1, related_message_id: "om_2", thread_id: "omt_1" },
      { synced_from_thread_reply: "om_2", synced_from_thread: "omt_1" },
    ],
    [
      "leaves the thread out where it is not told",
      { type: 1, related_message_id: "om_2", thread_id: " " },
      { synced_from_thread_reply: "om_2" },
    ],
    [
      "names the copy on the reply in the thread, without the thread",
      { type: 2, related_message_id: "om_1", thread_id: "omt_1" },
      { synced_to_chat_message: "om_1" },
    ],
    ["ignores other types", { type: 3, related_message_id: "om_1" }, {}],
    ["ignores a missing type", { related_message_id: "om_1" }, {}],
    ["ignores a type that is no number", { type: "1", related_message_id: "om_1" }, {}],
    ["ignores a blank related id", { type: 1, related_message_id: " ", thread_id: "omt_1" }, {}],
    ["ignores a related id that is no text", { type: 2, related_message_id: 5 }, {}],
    ["ignores null", null, {}],
    ["ignores an array", [{ type: 1, related_message_id: "om_2" }], {}],
    ["ignores text", '{"type":1}', {}],
  ];
  for (const [name, info, relation] of cases) {
    it(name, () => assertEquals(syncRelationOf({ message_id: "om_0", sync_to_chat_info: info }), relation));
  }
  it("is empty without the field", () => assertEquals(syncRelationOf({}), {}));
});
