import { spelled } from "../../../cli/spelling.ts";
import { detectFeedLayer, previewDetection } from "../../../core/flag/layer.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { rejectionOf } from "../detail-of.ts";
import {
  type Answer,
  byPath,
  failure,
  fakeClient,
  INTERRUPT,
  items,
  ok,
  pathsOf,
} from "../enrich/fake-client.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MESSAGE = "/open-apis/im/v1/messages/:message_id";
const CHAT = "/open-apis/im/v1/chats/:chat_id";

/** Detects with these answers of the two look-ups. */
function start(message: Answer, chat: Answer = () => ok({ chat_mode: "group" })) {
  const client = fakeClient(byPath({ [MESSAGE]: message, [CHAT]: chat }));
  return { client, detect: () => detectFeedLayer(client, "om_1") };
}

const inChat = (chatId: JsonObject[string]) => () => items([{ message_id: "om_1", chat_id: chatId }]);
const HINT = "--flag-type feed --item-type thread";

describe("detectFeedLayer", () => {
  const modes = { topic: "thread", group: "msg_thread", p2p: "msg_thread" } as const;
  for (const [mode, itemType] of Object.entries(modes)) {
    it(`a ${mode} chat: ${itemType}, after two look-ups`, async () => {
      const { client, detect } = start(inChat("oc_1"), () => ok({ chat_mode: mode }));
      assertEquals(await detect(), { itemType, flagType: "feed" });
      assertEquals(pathsOf(client.calls), ["/open-apis/im/v1/messages/om_1", "/open-apis/im/v1/chats/oc_1"]);
    });
  }

  const unclear: readonly (readonly [name: string, message: Answer, kind: string, says: string])[] = [
    ["no such message", () => items([]), "api/not_found", "om_1"],
    ["an answer without data", () => ok(null), "api/not_found", "om_1"],
    ["a list of something else", () => ok({ items: [5] }), "internal/invalid_response", "data.items[0]"],
    ["a message that does not tell its chat", () => items([{}]), "internal/invalid_response", "chat"],
    ["a chat id that is no text", inChat(7), "internal/invalid_response", "chat"],
    ["a message outside a chat", inChat(""), "validation/failed_precondition", "in no chat"],
    ["a blank chat id", inChat("  "), "validation/failed_precondition", "in no chat"],
  ];
  for (const [name, message, kind, says] of unclear) {
    it(`${name}: ${kind}, no chat is asked for, and the hint says how to do without`, async () => {
      const { client, detect } = start(message);
      const detail = await rejectionOf(detect);
      assertEquals([`${detail.type}/${detail.subtype}`, client.calls.length], [kind, 1]);
      assertStringIncludes(spelled(detail.message), says);
      assertStringIncludes(spelled(detail.hint ?? ""), HINT);
    });
  }

  for (const data of [{}, { chat_mode: "" }, { chat_mode: null }, null]) {
    it(`a chat that shows ${JSON.stringify(data)} is not taken for an ordinary one`, async () => {
      const detail = await rejectionOf(start(inChat("oc_1"), () => ok(data)).detect);
      assertEquals(`${detail.type}/${detail.subtype}`, "internal/invalid_response");
      assertStringIncludes(spelled(detail.hint ?? ""), HINT);
    });
  }

  it("keeps the hint of a refusal before its own", async () => {
    const refused = failure("authorization", "missing_scope", "no", { hint: "log in again" });
    const detail = await rejectionOf(start(() => Promise.reject(refused)).detect);
    assertEquals([detail.type, detail.subtype], ["authorization", "missing_scope"]);
    assert(spelled(detail.hint ?? "").startsWith("log in again; or "));
  });

  it("leaves the person's interrupt alone", async () => {
    const detail = await rejectionOf(start(() => Promise.reject(INTERRUPT)).detect);
    assertEquals([detail.type, detail.hint], ["interrupted", undefined]);
  });
});

describe("previewDetection", () => {
  it("shows the two look-ups, the chat not yet known", () => {
    assertEquals(pathsOf(previewDetection("om_1")), [
      "/open-apis/im/v1/messages/om_1",
      "/open-apis/im/v1/chats/%3Cchat_id%3E",
    ]);
  });
});
