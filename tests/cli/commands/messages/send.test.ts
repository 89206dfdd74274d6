import { spellDetail, spelled } from "../../../../cli/spelling.ts";
import { receiverOf, targetOptions } from "../../../../cli/commands/messages/send.ts";
import type { OptionValues } from "../../../../cli/options/option.ts";
import type { Receiver } from "../../../../core/message/write-requests.ts";
import { detailOf } from "../../../core/detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Target = OptionValues<typeof targetOptions>;
const NOTHING: Target = { chatId: undefined, userId: undefined, receiveIdType: undefined };
const receiver = (parts: Partial<Target>) => receiverOf({ ...NOTHING, ...parts });

describe("receiverOf", () => {
  const good: readonly (readonly [parts: Partial<Target>, Receiver["type"], id: string])[] = [
    [{ chatId: "oc_1" }, "chat_id", "oc_1"],
    [{ chatId: "oc_1", receiveIdType: "chat_id" }, "chat_id", "oc_1"],
    [{ userId: "ou_1" }, "open_id", "ou_1"],
    [{ userId: " ou_1\n" }, "open_id", "ou_1"],
    [{ userId: "on_1" }, "union_id", "on_1"],
    [{ userId: "kim@example.com" }, "email", "kim@example.com"],
    [{ userId: "4d7a3c", receiveIdType: "user_id" }, "user_id", "4d7a3c"],
    [{ userId: "ou_1", receiveIdType: "user_id" }, "user_id", "ou_1"],
  ];
  for (const [parts, type, id] of good) {
    it(`sends ${JSON.stringify(parts)} to ${type}`, () => assertEquals(receiver(parts), { type, id }));
  }

  const bad: readonly (readonly [parts: Partial<Target>, param: string, told: string])[] = [
    [{}, "--chat-id", "missing"],
    [{ receiveIdType: "open_id" }, "--chat-id", "missing"],
    [{ chatId: "oc_1", userId: "ou_1" }, "--user-id", "exclude each other"],
    [{ chatId: "oc_1", receiveIdType: "open_id" }, "--receive-id-type", "names a chat"],
    [{ userId: "oc_1", receiveIdType: "chat_id" }, "--receive-id-type", "names a person"],
    [{ userId: "" }, "--user-id", '""'],
    [{ userId: " ", receiveIdType: "user_id" }, "--user-id", '" "'],
    [{ userId: "kim" }, "--user-id", '"kim"'],
    [{ userId: "oc_1" }, "--user-id", '"oc_1"'],
    [{ userId: "ou_" }, "--user-id", '"ou_"'],
    [{ userId: "ou_a/b" }, "--user-id", '"ou_a/b"'],
    [{ userId: "kim@example" }, "--user-id", '"kim@example"'],
    [{ userId: "a b", receiveIdType: "user_id" }, "--user-id", '"a b"'],
    [{ userId: "a\u200bb", receiveIdType: "user_id" }, "--user-id", "--user-id"],
  ];
  for (const [parts, param, told] of bad) {
    it(`refuses ${JSON.stringify(parts)}`, () => {
      const detail = detailOf(() => receiver(parts));
      assertEquals([detail.type, spellDetail(detail).param], ["validation", param]);
      assertStringIncludes(spelled(detail.message), told);
    });
  }
});

describe("targetFlags", () => {
  it("send to the chat of a link, not to the link", () =>
    assertEquals(
      targetOptions.chatId.read(["https://applink.feishu.cn/client/chat/open?openChatId=oc_1"], "--chat-id"),
      "oc_1",
    ));
});
