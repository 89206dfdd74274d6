import { threadFields, type ThreadReplies } from "../../../../core/enrich/stages/thread-replies.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { messageIdOf, type RawMessage } from "../../../../core/message/wire.ts";
import { messageOf } from "../../../support/message.ts";
import { textMessage } from "../fake-client.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("threadFields", () => {
  const complete = (reply: RawMessage) => messageOf({ message_id: messageIdOf(reply) });
  const cases: readonly (readonly [name: string, thread: Partial<ThreadReplies>, fields: JsonObject])[] = [
    ["no replies are no field", {}, {}],
    ["replies are messages", { replies: [textMessage("om_r")] }, {
      thread_replies: [messageOf({ message_id: "om_r" })],
    }],
    ["more than what is attached is marked", { hasMore: true }, { thread_has_more: true }],
    ["a failure is marked", { failed: true }, { thread_replies_error: true }],
  ];
  for (const [name, thread, fields] of cases) {
    it(name, () => {
      assertEquals(threadFields({ replies: [], hasMore: false, failed: false, ...thread }, complete), fields);
    });
  }
  it("a message without a thread has nothing", () => assertEquals(threadFields(undefined, complete), {}));
});
