import { spelled } from "../../../cli/spelling.ts";
import { reusedKeyWarning } from "../../../core/compose/repeated-key.ts";
import { type JsonObject, stringifyJson } from "../../../core/json/json.ts";
import { sendMessage } from "../../../core/message/write-requests.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const sent = (msgType: string, content: JsonObject) =>
  sendMessage({ type: "chat_id", id: "oc_1" }, { msgType, content, uuid: "k" });
const returned = (type: string, content: JsonObject, more: JsonObject = {}): JsonObject => ({
  message_id: "om_1",
  chat_id: "oc_1",
  msg_type: type,
  body: { content: stringifyJson(content) },
  ...more,
});
const md = (text: string) => ({ zh_cn: { content: [[{ tag: "md", text }]] } });
const plain = (...elements: JsonObject[]) => ({ title: "", content: [elements] });

describe("reusedKeyWarning", () => {
  const rows: readonly (readonly [
    name: string,
    type: string,
    content: JsonObject,
    data: JsonObject,
    isOther: boolean,
  ])[] = [
    ["the same text", "text", { text: "a b" }, returned("text", { text: "a b" }), false],
    ["blanks that went", "text", { text: " a  b\r\n" }, returned("text", { text: "a b" }), false],
    [
      "mentions as the service keeps them",
      "text",
      { text: 'a <at user_id="ou_1">Kim Lee</at> b' },
      returned("text", { text: "a @_user_1 b" }),
      false,
    ],
    [
      "everyone",
      "text",
      { text: '<at user_id="all"></at> a' },
      returned("text", { text: "@_all a" }),
      false,
    ],
    ["another text", "text", { text: "a b" }, returned("text", { text: "a" }), true],
    ["another sign", "text", { text: "👍" }, returned("text", { text: "🎉" }), true],
    ["another type", "post", md("a"), returned("text", { text: "a" }), true],
    [
      "a reply",
      "text",
      { text: "a" },
      returned("text", { text: "a" }, { parent_id: "om_9", root_id: "om_9" }),
      true,
    ],
    ["another chat", "text", { text: "a" }, returned("text", { text: "a" }, { chat_id: "oc_2" }), true],
    [
      "a post in the service's elements",
      "post",
      md("**a** [b](https://x.com/c) [SMILE] @x"),
      returned(
        "post",
        plain({ tag: "text", text: "a " }, { tag: "a", text: "b", href: "https://x.com/c" }, {
          tag: "emotion",
          emoji_type: "SMILE",
        }, { tag: "text", text: "@x" }),
      ),
      false,
    ],
    [
      "a post with names that the service adds",
      "post",
      md('<at user_id="ou_1"></at> a'),
      returned(
        "post",
        plain({ tag: "at", user_id: "@_user_1", user_name: "Kim" }, { tag: "text", text: " a" }),
      ),
      false,
    ],
    [
      "a post with a word more",
      "post",
      md("a b"),
      returned("post", plain({ tag: "text", text: "a" })),
      true,
    ],
    [
      "a post with a word less",
      "post",
      md("a"),
      returned("post", plain({ tag: "text", text: "a b" })),
      true,
    ],
    [
      "a card, which the service rewrites",
      "interactive",
      { elements: [] },
      returned("interactive", { title: "x" }),
      false,
    ],
    [
      "a file, uploaded again",
      "file",
      { file_key: "file_2" },
      returned("file", { file_key: "file_1" }),
      false,
    ],
    ["a response without anything", "text", { text: "a" }, {}, false],
    ["a response that is no JSON inside", "text", { text: "a" }, {
      message_id: "om_1",
      body: { content: "x" },
    }, false],
  ];
  for (const [name, type, content, data, isOther] of rows) {
    it(`${name}: ${isOther ? "another message" : "the message"}`, () => {
      const warning = reusedKeyWarning(sent(type, content), data, "k");
      assertEquals(warning?.key, isOther ? "idempotency_key_reused" : undefined);
      if (warning !== undefined) {
        assertStringIncludes(spelled(warning.detail), "--idempotency-key k was used before for");
      }
    });
  }

  it("names the message, where the service does", () => {
    const text = (data: JsonObject) =>
      spelled(reusedKeyWarning(sent("text", { text: "a" }), data, "k")?.detail ?? "");
    assertStringIncludes(text(returned("text", { text: "b" })), "the message om_1");
    assertStringIncludes(text(returned("text", { text: "b" }, { message_id: "" })), "another message");
  });
});
