import { sectionsByChat } from "../../../../../cli/commands/messages/chat-sections.ts";
import type { Message } from "../../../../../core/message/message.ts";
import { messageOf } from "../../../../support/message.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("sectionsByChat", () => {
  it("makes one section a chat, in order of appearance", () => {
    const first = messageOf({ chat_id: "oc_1", message_id: "om_1" });
    const second = messageOf({ chat_id: "oc_2", chat_name: "Release" });
    const third = messageOf({ chat_id: "oc_1", message_id: "om_3" });
    assertEquals(sectionsByChat([first, second, third]), [
      { heading: "oc_1", id: "oc_1", messages: [first, third] },
      { heading: "Release", id: "oc_2", messages: [second] },
    ]);
  });

  const headings: readonly (readonly [name: string, message: Partial<Message>, heading: string])[] = [
    ["the name", { chat_id: "oc_1", chat_name: "Team", chat_type: "group" }, "Team"],
    ["the other person", { chat_type: "p2p", chat_partner: { open_id: "ou_1", name: "Bo" } }, "P2P Bo"],
    ["P2P", { chat_id: "oc_1", chat_type: "p2p" }, "P2P"],
    ["the id when the name is blank", { chat_id: "oc_1", chat_name: " ", chat_type: "group" }, "oc_1"],
    ["a word when not even the id is known", { message_id: "om_1" }, "unknown chat"],
  ];
  for (const [name, message, heading] of headings) {
    it(`heads a chat with ${name}`, () =>
      assertEquals(sectionsByChat([messageOf(message)])[0]?.heading, heading));
  }

  it("shows no chat id where there is none", () =>
    assertEquals(sectionsByChat([messageOf({})])[0]?.id, undefined));
  it("has no sections without messages", () => assertEquals(sectionsByChat([]), []));
});
