import {
  editMessage,
  listReadUsers,
  queryReadStatus,
  RECEIVER_TYPES,
  replyToMessage,
  sendMessage,
} from "../../../core/message/write-requests.ts";
import { isReadOnly, requestPath, requestQuery } from "../../../core/platform/request.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MESSAGE = { msgType: "text", content: { text: 'a "b" <c>' }, uuid: "key-1" };
const CONTENT = '{"text":"a \\"b\\" <c>"}';

describe("sendMessage", () => {
  for (const type of RECEIVER_TYPES) {
    it(`shows the kind ${type} of the receiver in the query, the receiver in the body`, () => {
      const request = sendMessage({ type, id: "id-1" }, MESSAGE);
      assertEquals(
        `${request.method} ${requestPath(request)}${requestQuery(request)}`,
        `POST /open-apis/im/v1/messages?receive_id_type=${type}`,
      );
      assertEquals(request.body, { receive_id: "id-1", msg_type: "text", content: CONTENT, uuid: "key-1" });
    });
  }

  it("keeps all digits of numbers in the content", () => {
    const content = { n: 9007199254740993n };
    const { body } = sendMessage({ type: "chat_id", id: "oc_1" }, { ...MESSAGE, content });
    assertEquals(JSON.stringify(body).includes("9007199254740993"), true);
  });
});

describe("replyToMessage", () => {
  it("speaks of threads only when asked to", () => {
    const plain = replyToMessage("om_1", false, MESSAGE);
    assertEquals(plain.body, { msg_type: "text", content: CONTENT, uuid: "key-1" });
    const threaded = replyToMessage("om_1", true, MESSAGE);
    assertEquals(threaded.body, { msg_type: "text", content: CONTENT, reply_in_thread: true, uuid: "key-1" });
  });

  it("has the id in the path, escaped, and no query", () => {
    const request = replyToMessage("om_a/b", false, MESSAGE);
    assertEquals(
      requestPath(request) + requestQuery(request),
      "/open-apis/im/v1/messages/om_a%2Fb/reply",
    );
  });
});

describe("writes under a key", () => {
  for (
    const request of [
      sendMessage({ type: "chat_id", id: "oc_1" }, MESSAGE),
      replyToMessage("om_1", false, MESSAGE),
    ]
  ) {
    it(`may be repeated, but are writes: ${request.path}`, () =>
      assertEquals([request.repeatable, request.isWrite, isReadOnly(request)], [true, true, false]));
  }
});

describe("editMessage", () => {
  it("always names the type, and has no key under which it could be repeated", () => {
    const request = editMessage("om_1", { msgType: "post", content: { zh_cn: { content: [] } } });
    assertEquals(`${request.method} ${requestPath(request)}`, "PUT /open-apis/im/v1/messages/om_1");
    assertEquals(request.body, { msg_type: "post", content: '{"zh_cn":{"content":[]}}' });
    assertEquals([request.repeatable, isReadOnly(request)], [false, false]);
  });
});

describe("questions about read receipts", () => {
  it("ask for several messages in a body, as a read", () => {
    const request = queryReadStatus(["om_1", "om_2"]);
    assertEquals(`${request.method} ${requestPath(request)}`, "POST /open-apis/im/v1/messages/read_status");
    assertEquals([request.body, isReadOnly(request)], [{ message_ids: ["om_1", "om_2"] }, true]);
  });

  it("ask for the readers of a message page by page", () => {
    const first = listReadUsers("om_1", { userIdType: "open_id", pageSize: 100, pageToken: undefined });
    assertEquals(
      requestPath(first) + requestQuery(first),
      "/open-apis/im/v1/messages/om_1/read_users?user_id_type=open_id&page_size=100",
    );
    const next = listReadUsers("om_1", { userIdType: "user_id", pageSize: 5, pageToken: "t=1" });
    assertEquals(requestQuery(next), "?user_id_type=user_id&page_size=5&page_token=t%3D1");
  });
});
