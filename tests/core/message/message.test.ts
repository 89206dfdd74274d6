import type { JsonObject, JsonValue } from "../../../core/json/json.ts";
import {
  type AddedFields,
  type MessageEnrichment,
  type SyncRelation,
  syncRelationOf,
  toMessage,
} from "../../../core/message/message.ts";
import { readMessage } from "../../../core/message/wire.ts";
import { messageOf } from "../../support/message.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FACTS: MessageEnrichment = {
  content: "rendered",
  nameOf: (id) => id === "ou_1" ? "Mei Lin" : undefined,
  linkHost: "applink.feishu.cn",
};
const IMAGE = { message_id: "om_1", key: "img_1", type: "image" } as const;
/** Times that are no times are printed as they are, in every time zone. */
const RAW: JsonObject = { message_id: "om_1", msg_type: "text", create_time: "then" };

function object(more: JsonObject = {}, added: AddedFields = {}): JsonObject {
  return toMessage(readMessage({ ...RAW, ...more }), { ...FACTS, added });
}

describe("toMessage", () => {
  it("has the fields of the contract in their order, whatever the order of the stages", () => {
    const full = object({
      sender: { id: "ou_1" },
      updated: true,
      update_time: "later",
      thread_id: "omt_1",
      mentions: [{ key: "@_user_1", id: "ou_2", name: "Ravi" }],
      thread_message_position: "0",
      message_position: "418",
      chat_id: "oc_1",
      sync_to_chat_info: { type: 1, related_message_id: "om_2", thread_id: "omt_1" },
    }, {
      brand_new: 1,
      chat_type: "group",
      chat_name: "Plans",
      chat_partner: { open_id: "ou_2" },
      thread_replies: [messageOf({})],
      thread_has_more: true,
      thread_replies_error: true,
      resources: [IMAGE],
      reactions: { counts: [] },
    });
    assertEquals(Object.keys(full), [
      "message_id",
      "msg_type",
      "content",
      "sender",
      "create_time",
      "deleted",
      "updated",
      "update_time",
      "thread_id",
      "mentions",
      "chat_id",
      "message_position",
      "thread_message_position",
      "message_app_link",
      "reactions",
      "thread_replies",
      "thread_has_more",
      "thread_replies_error",
      "resources",
      "chat_type",
      "chat_name",
      "chat_partner",
      "brand_new",
      "synced_from_thread_reply",
      "synced_from_thread",
    ]);
  });

  it("has reply_to in the place of thread_id, and reactions_error in that of reactions", () => {
    const keys = Object.keys(object(
      { parent_id: "om_0", mentions: [{ key: "@_user_1" }], chat_id: "oc_1" },
      { resources: [IMAGE], reactions_error: true },
    ));
    assertEquals(keys.slice(6), [
      "updated",
      "reply_to",
      "mentions",
      "chat_id",
      "reactions_error",
      "resources",
    ]);
  });

  it("of a bare message has what is always there", () => {
    assertEquals(object(), {
      message_id: "om_1",
      msg_type: "text",
      content: "rendered",
      sender: null,
      create_time: "then",
      deleted: false,
      updated: false,
    });
  });

  it("of nothing is empty but whole", () => {
    assertEquals(toMessage({}, FACTS), {
      message_id: "",
      msg_type: "",
      content: "rendered",
      sender: null,
      create_time: "",
      deleted: false,
      updated: false,
    });
  });

  /** Fields of the message, and what becomes of some fields of the object (`undefined`: absent). */
  const cases:
    readonly (readonly [name: string, raw: JsonObject, fields: Record<string, JsonValue | undefined>])[] = [
      ["update_time of an edited message", { updated: true, update_time: "later" }, { update_time: "later" }],
      ["no update_time without an edit", { updated: false, update_time: "then" }, { update_time: undefined }],
      ["no update_time where updated is missing", { update_time: "then" }, { update_time: undefined }],
      ["only true is an edit", { updated: "true", update_time: "then" }, {
        updated: false,
        update_time: undefined,
      }],
      ["no blank update_time", { updated: true, update_time: " " }, {
        updated: true,
        update_time: undefined,
      }],
      ["no update_time of null", { updated: true, update_time: null }, { update_time: undefined }],
      ["deleted is shown", { deleted: true }, { deleted: true }],
      ["only true is deleted", { deleted: 1 }, { deleted: false }],
      ["reply_to of a plain reply", { parent_id: "om_0" }, { reply_to: "om_0", thread_id: undefined }],
      ["no reply_to in a thread", { parent_id: "om_0", thread_id: "omt_1" }, {
        reply_to: undefined,
        thread_id: "omt_1",
      }],
      ["no empty ids", { parent_id: "", thread_id: "" }, { reply_to: undefined, thread_id: undefined }],
      ["no empty mentions", { mentions: [] }, { mentions: undefined }],
      ["mentions by text or object", {
        mentions: [
          { key: "@_user_1", id: "ou_2", id_type: "open_id", name: "Ravi", tenant_key: "t" },
          { key: "@_user_2", id: { open_id: "ou_3", union_id: "on_3" }, name: "Mei" },
          { key: "@_all", id: 7 },
        ],
      }, {
        mentions: [
          { key: "@_user_1", id: "ou_2", name: "Ravi" },
          { key: "@_user_2", id: "ou_3", name: "Mei" },
          { key: "@_all", id: "", name: "" },
        ],
      }],
      ["places as they are", { message_position: 418, thread_message_position: 9007199254740993n }, {
        message_position: 418,
        thread_message_position: 9007199254740993n,
      }],
      ["no place of another type", { chat_id: 31, message_position: {}, thread_message_position: null }, {
        chat_id: undefined,
        message_position: undefined,
        thread_message_position: undefined,
      }],
      ["the link that came along", { message_app_link: " https://x.test/ " }, {
        message_app_link: "https://x.test/",
      }],
      ["the link to the place in the chat", { chat_id: "oc_1", message_position: "4" }, {
        message_app_link: "https://applink.feishu.cn/client/chat/open?openChatId=oc_1&position=4",
      }],
      ["the copy in the chat", { sync_to_chat_info: { type: 2, related_message_id: "om_2" } }, {
        synced_to_chat_message: "om_2",
        sync_to_chat_info: undefined,
      }],
      ["no other field of the service", { body: {}, root_id: "om_0", upper_message_id: "om_0" }, {
        body: undefined,
        root_id: undefined,
        upper_message_id: undefined,
      }],
    ];
  for (const [name, raw, fields] of cases) {
    it(name, () => {
      const whole = object(raw);
      assertEquals(Object.fromEntries(Object.keys(fields).map((key) => [key, whole[key]])), fields);
      for (const [key, value] of Object.entries(fields)) assertEquals(key in whole, value !== undefined, key);
    });
  }
});

describe("toMessage, sender", () => {
  const cases: readonly (readonly [name: string, sender: JsonValue, expected: JsonValue])[] = [
    ["is passed on with its name", { id: "ou_1", id_type: "open_id", tenant_key: "t" }, {
      id: "ou_1",
      id_type: "open_id",
      tenant_key: "t",
      name: "Mei Lin",
    }],
    ["without a known name keeps its id alone", { id: "ou_9" }, { id: "ou_9" }],
    ["has its sender_name as name, and no sender_name", {
      id: "ou_1",
      sender_name: "Mei Lin (HR)",
      sender_i18n_names: { en_us: "Mei" },
      open_bot_id: "ou_b",
    }, { id: "ou_1", sender_i18n_names: { en_us: "Mei" }, open_bot_id: "ou_b", name: "Mei Lin (HR)" }],
    ["with a blank sender_name has the known name", { id: "ou_1", sender_name: " " }, {
      id: "ou_1",
      name: "Mei Lin",
    }],
    ["loses a sender_name of another type", { id: "ou_9", sender_name: 7 }, { id: "ou_9" }],
    ["keeps a name of its own that nobody knows better", { id: "ou_9", name: "Old" }, {
      id: "ou_9",
      name: "Old",
    }],
    ["gets the known name in place of its own", { id: "ou_1", name: "Old" }, { id: "ou_1", name: "Mei Lin" }],
    ["of a system message stays empty", {}, {}],
    ["that is null is null", null, null],
    ["that is no object is null", "ou_1", null],
    ["that is a list is null", [{ id: "ou_1" }], null],
  ];
  for (const [name, sender, expected] of cases) {
    it(name, () => assertEquals(object({ sender })["sender"], expected));
  }

  it("leaves the raw message as it was", () => {
    const sender = { id: "ou_1", sender_name: "Mei" };
    object({ sender });
    assertEquals(sender, { id: "ou_1", sender_name: "Mei" });
  });
});

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
    it(name, () => {
      assertEquals(syncRelationOf(readMessage({ message_id: "om_0", sync_to_chat_info: info })), relation);
    });
  }
  it("is empty without the field", () => assertEquals(syncRelationOf({}), {}));
});
