import { chatId, chatIds, receiverId, userIds } from "../../../cli/options/ids.ts";
import { listOf } from "../../../cli/options/list.ts";
import {
  givenNames,
  hasNames,
  isOpenIdPlaceholder,
  placeholders,
  replaceNames,
} from "../../../cli/options/names.ts";
import { optional, text } from "../../../cli/options/option.ts";
import { readOptions } from "../../../cli/options/read.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const set = {
  chatId: optional(chatId("c")),
  chats: listOf(chatIds("c")),
  users: listOf(userIds("u")),
  userId: optional(receiverId("u", "receiveIdType")),
  receiveIdType: optional(text("t", "t")),
  title: optional(text("t", "t")),
};
const read = (texts: Readonly<Record<string, readonly string[]>>) => readOptions(set, { texts, names: {} });

describe("names among values", () => {
  it("are found in single values and in lists, with what they name", () => {
    const values = read({
      chatId: ["Release"],
      chats: ["oc_1,Ops"],
      users: ["李雷", "ou_1, Ana"],
      title: ["x"],
    });
    assertEquals(givenNames(set, values), [
      { key: "chatId", type: "chat", name: "Release" },
      { key: "chats", type: "chat", name: "Ops" },
      { key: "users", type: "user", name: "李雷" },
      { key: "users", type: "user", name: "Ana" },
    ]);
    assertEquals(
      replaceNames(set, values, ({ name }) => `id of ${name}`),
      {
        ...read({ title: ["x"] }),
        chatId: "id of Release",
        chats: ["oc_1", "id of Ops"],
        users: ["id of 李雷", "ou_1", "id of Ana"],
      },
    );
  });

  it("are none among ids, addresses and links", () => {
    const values = read({
      chatId: ["oc_1"],
      users: ["ou_1"],
      userId: ["ana@example.com"],
      title: ["Release"],
    });
    assertEquals([hasNames(set, values), givenNames(set, values)], [false, []]);
  });

  it("are themselves again where another option says that they are ids of another kind", () => {
    const values = read({ userId: [" ana "], receiveIdType: ["user_id"] });
    assertEquals(givenNames(set, values), []);
    assertEquals(replaceNames(set, values, () => "wrong")["userId"], " ana ");
  });

  it("that begin with the mark themselves stay whole", () => {
    const values = read({ chatId: ["name:x"] });
    assertEquals(givenNames(set, values).map(({ name }) => name), ["name:x"]);
  });
});

describe("placeholders", () => {
  it("are numbered by type, the same name having the same one", () => {
    const values = read({ chatId: ["A"], chats: ["B,A"], users: ["A,B"] });
    const names = givenNames(set, values);
    assertEquals(names.map(placeholders(names)), [
      "<chat_id>",
      "<chat_id_2>",
      "<chat_id>",
      "<open_id>",
      "<open_id_2>",
    ]);
  });

  it("of people are known as open ids", () => {
    assertEquals(["<open_id>", "<open_id_12>", "<chat_id>", "ou_1"].map(isOpenIdPlaceholder), [
      true,
      true,
      false,
      false,
    ]);
  });
});
