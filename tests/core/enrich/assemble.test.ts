import { assembleMessages, type AssemblyContext } from "../../../core/enrich/assemble.ts";
import type { StageResults } from "../../../core/enrich/run-stages.ts";
import type { ChatContext } from "../../../core/enrich/stages/chat-context.ts";
import type { ThreadReplies } from "../../../core/enrich/stages/thread-replies.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { failure, textMessage } from "./fake-client.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function findings(parts: Partial<StageResults> = {}): StageResults {
  return {
    messages: [textMessage("om_1", { chat_id: "oc_1" })],
    bundles: new Map(),
    folders: new Map(),
    reactions: new Map(),
    resources: new Map(),
    ...parts,
  };
}

function assembled(parts: Partial<StageResults>, more: Partial<AssemblyContext> = {}): readonly JsonObject[] {
  return assembleMessages(findings(parts), {
    nameOf: (id) => id === "ou_1" ? "Mei Lin" : undefined,
    linkHost: "applink.feishu.cn",
    threads: new Map(),
    replies: findings({ messages: [] }),
    chats: new Map(),
    ...more,
  });
}

/** The fields of the first object that `keys` name. */
function fieldsOf(objects: readonly JsonObject[], keys: readonly string[]): Record<string, unknown> {
  const first = objects[0] ?? {};
  return Object.fromEntries(keys.filter((key) => key in first).map((key) => [key, first[key]]));
}

describe("assemble, chats", () => {
  const cases: readonly (readonly [name: string, chat: Partial<ChatContext>, fields: JsonObject])[] = [
    ["a group has mode and name", { mode: "group", name: "Plans" }, {
      chat_type: "group",
      chat_name: "Plans",
    }],
    ["a topic chat is told as such", { mode: "topic", name: "Plans" }, {
      chat_type: "topic",
      chat_name: "Plans",
    }],
    ["a group without a name has its mode", { mode: "group" }, { chat_type: "group" }],
    ["a direct chat has its partner, not its name", { mode: "p2p", name: "x", partner: "ou_9" }, {
      chat_type: "p2p",
      chat_partner: { open_id: "ou_9" },
    }],
    ["a partner has a name where it is known", { mode: "p2p", partner: "ou_1" }, {
      chat_type: "p2p",
      chat_partner: { open_id: "ou_1", name: "Mei Lin" },
    }],
    ["a direct chat without a partner has its mode", { mode: "p2p" }, { chat_type: "p2p" }],
    ["a group has no partner", { mode: "group", partner: "ou_1" }, { chat_type: "group" }],
    ["a chat without a mode has its name", { name: "Plans" }, { chat_name: "Plans" }],
  ];
  for (const [name, chat, fields] of cases) {
    it(name, () => {
      const context = { mode: undefined, name: undefined, partner: undefined, ...chat };
      const objects = assembled({}, { chats: new Map([["oc_1", context]]) });
      assertEquals(fieldsOf(objects, ["chat_type", "chat_name", "chat_partner"]), fields);
    });
  }

  it("an unknown chat has nothing", () => {
    assertEquals(fieldsOf(assembled({}), ["chat_type", "chat_name", "chat_partner"]), {});
  });
});

describe("assemble, threads", () => {
  const keys = ["thread_replies", "thread_has_more", "thread_replies_error"];
  const cases: readonly (readonly [name: string, thread: Partial<ThreadReplies>, fields: JsonObject])[] = [
    ["no replies are no field", {}, {}],
    ["more than nothing is flagged", { hasMore: true }, { thread_has_more: true }],
    ["a failure is flagged", { failed: true }, { thread_replies_error: true }],
  ];
  for (const [name, thread, fields] of cases) {
    it(name, () => {
      const threads = new Map([["om_1", { replies: [], hasMore: false, failed: false, ...thread }]]);
      assertEquals(fieldsOf(assembled({}, { threads }), keys), fields);
    });
  }

  it("replies are message objects with what was found out about them", () => {
    const reply = textMessage("om_r");
    const [object] = assembled({}, {
      threads: new Map([["om_1", { replies: [reply], hasMore: true, failed: false }]]),
      replies: findings({
        messages: [reply],
        reactions: new Map([["om_r", "error"]]),
        resources: new Map([[reply, [{ key: "img_1" }]]]),
      }),
    });
    assertEquals([object?.["thread_has_more"], object?.["thread_replies"]], [true, [{
      message_id: "om_r",
      msg_type: "text",
      content: "text of om_r",
      sender: null,
      create_time: "then",
      deleted: false,
      updated: false,
      reactions_error: true,
      resources: [{ key: "img_1" }],
    }]]);
  });
});

describe("assemble, bundles", () => {
  const bundle = textMessage("om_1", {
    msg_type: "merge_forward",
    body: { content: "Merged and Forwarded" },
  });

  it("tells why one could not be fetched", () => {
    const bundles = new Map([["om_1", failure("api", "not_found", "it is gone", { code: 230110 })]]);
    assertEquals(
      assembled({ messages: [bundle], bundles })[0]?.["content"],
      "[Merged forward: fetch failed: it is gone]",
    );
  });

  it("is closed where nobody asked", () => {
    assertEquals(assembled({ messages: [bundle] })[0]?.["content"], "[Merged forward]");
  });

  it("is empty where it holds nothing", () => {
    assertEquals(
      assembled({ messages: [bundle], bundles: new Map([["om_1", []]]) })[0]?.["content"],
      "<forwarded_messages/>",
    );
  });
});

describe("assemble, folders", () => {
  it("are shown with what lies in them", () => {
    const folder = textMessage("om_1", {
      msg_type: "folder",
      body: { content: '{"file_key":"fld_1","file_name":"assets"}' },
    });
    const folders = new Map([["fld_1", { items: [{ file_key: "file_c1", name: "a.pdf" }], total: 1 }]]);
    assertEquals(
      assembled({ messages: [folder], folders })[0]?.["content"],
      '<folder key="fld_1" name="assets" child_count="1"><file key="file_c1" name="a.pdf"/></folder>',
    );
  });
});
