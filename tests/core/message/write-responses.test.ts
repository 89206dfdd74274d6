import {
  readEditedMessage,
  readReader,
  readReadStatus,
  readWrittenMessage,
} from "../../../core/message/write-responses.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NOTHING = {
  messageId: undefined,
  chatId: undefined,
  createdMs: undefined,
  updatedMs: undefined,
  isUpdated: false,
  passedOn: {},
};

describe("readWrittenMessage", () => {
  it("reads what is used and passes on what is printed as it is", () =>
    assertEquals(
      readWrittenMessage({
        message_id: "om_1",
        chat_id: "oc_1",
        create_time: "1779238800000",
        update_time: 1779238801,
        updated: true,
        msg_type: "text",
        thread_id: "",
        root_id: "om_0",
        mentions: [{ key: "@_user_1", id: "ou_1" }],
        body: { content: "{}" },
      }),
      {
        messageId: "om_1",
        chatId: "oc_1",
        createdMs: 1779238800000,
        updatedMs: 1779238801000,
        isUpdated: true,
        passedOn: { msg_type: "text", root_id: "om_0", mentions: [{ key: "@_user_1", id: "ou_1" }] },
      },
    ));

  it("never fails: what is missing or of another type counts as absent", () => {
    assertEquals(readWrittenMessage({}), NOTHING);
    assertEquals(
      readWrittenMessage({
        message_id: 1,
        chat_id: " ",
        create_time: {},
        update_time: null,
        updated: "true",
      }),
      NOTHING,
    );
  });
});

describe("readEditedMessage", () => {
  it("reads the data, or the message in it", () => {
    assertEquals(readEditedMessage({ message_id: "om_1" }).messageId, "om_1");
    assertEquals(readEditedMessage({ message: { message_id: "om_2" } }).messageId, "om_2");
  });
});

describe("readReadStatus", () => {
  it("reads receipts in the order of the service, and invalid ids", () => {
    const items = [{ message_id: "om_1", is_read: true, x: 1 }, { message_id: "om_2" }, { is_read: true }];
    const status = readReadStatus({ code: 0, data: { items, invalid_message_ids: ["om_3"] } });
    assertEquals(status.receipts, [
      { messageId: "om_1", isRead: true, record: { message_id: "om_1", is_read: true, x: 1 } },
      { messageId: "om_2", isRead: false, record: { message_id: "om_2" } },
    ]);
    assertEquals(status.invalidIds, ["om_3"]);
  });

  it("takes no lists for empty ones", () => {
    const { receipts, invalidIds } = readReadStatus({ code: 0 });
    assertEquals([receipts, invalidIds], [[], []]);
  });

  for (const data of [{ items: {} }, { items: ["om_1"] }, { invalid_message_ids: "om_1" }]) {
    it(`refuses ${JSON.stringify(data)}`, () =>
      assertEquals(detailOf(() => readReadStatus({ code: 0, data })).subtype, "invalid_response"));
  }
});

describe("readReader", () => {
  it("reads id and time", () =>
    assertEquals(readReader({ user_id: "ou_1", timestamp: "1779238800" }), {
      userId: "ou_1",
      readMs: 1779238800000,
    }));

  it("takes what is missing for absent", () =>
    assertEquals(readReader({}), { userId: "", readMs: undefined }));
});
