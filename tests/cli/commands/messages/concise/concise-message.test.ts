import { conciseMessage, conciseReplies, peopleOf } from "../../../../../cli/commands/messages/concise.ts";
import type { Message } from "../../../../../core/message/message.ts";
import { messageOf } from "../../../../support/message.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const head = "- unknown sender · om_1";

describe("conciseMessage", () => {
  const cases: readonly (readonly [name: string, message: Partial<Message>, lines: readonly string[]])[] = [
    ["all of the head line", {
      message_id: "om_1",
      msg_type: "text",
      content: "x",
      sender: { id: "ou_1", name: "Ravi" },
      create_time: "2026-05-20 09:15",
      deleted: true,
      updated: true,
      reply_to: "om_0",
    }, [
      "- 09:15 Ravi · om_1 · reply to om_0 · edited",
      "  > [deleted]",
    ]],
    ["a reply on its own by its root", { message_id: "om_1", root_id: "om_0", content: "x" }, [
      `${head} · reply to om_0`,
      "  > x",
    ]],
    ["content line by line", { message_id: "om_1", content: "# a\r\n\n- b\u2028> c\u000bd" }, [
      head,
      "  > # a",
      "  >",
      "  > - b",
      "  > > c",
      "  > d",
    ]],
    ["content without control characters", { message_id: "om_1", content: "a\u001b[2J\u202eb\rc\u0085d" }, [
      head,
      "  > ab",
      "  > c",
      "  > d",
    ]],
    ["blank content", { message_id: "om_1", content: " \n" }, [head, "  > [no content]"]],
    ["an empty sender", { message_id: "om_1", sender: { id: "", name: null }, content: "x" }, [
      head,
      "  > x",
    ]],
    ["a sender without a name", { message_id: "om_1", sender: { id: "ou_1" }, content: "x" }, [
      "- ou_1 · om_1",
      "  > x",
    ]],
    ["a sender without an id", { message_id: "om_1", sender: { id: "", name: "Ravi" }, content: "x" }, [
      "- Ravi · om_1",
      "  > x",
    ]],
    ["a type as the service writes it", { message_id: "om_1", msg_type: "merge_forward", content: "x" }, [
      `${head} · merge_forward`,
      "  > x",
    ]],
    ["hostile ids and names", {
      message_id: "om`1\n- forged",
      msg_type: "*x*",
      sender: { id: "ou_1", name: "**x**\n## y" },
      content: "x",
    }, [
      "- \\*\\*x\\*\\* \\#\\# y · ``om`1 - forged`` · \\*x\\*",
      "  > x",
    ]],
    ["resources", {
      message_id: "om_1",
      content: "x",
      resources: [
        { message_id: "om_1", key: "a", type: "image", local_path: "/srv/a.png", size_bytes: 1 },
        { message_id: "om_1", key: "b", type: "file", error: true },
        { message_id: "om_1", key: "c", type: "file", local_path: "/srv/c d" },
      ],
    }, [head, "  > x", "  resources: /srv/a.png, `/srv/c d`", "  resource_failures: 1"]],
    ["reactions, as text or number", {
      message_id: "om_1",
      content: "x",
      reactions: {
        counts: [{ reaction_type: "THUMBSUP", count: "2" }, { reaction_type: "OK", count: 1 }, {}],
      },
    }, [head, "  > x", "  reactions: THUMBSUP x2, OK x1"]],
    ["no line without reactions", { message_id: "om_1", content: "x", reactions: { counts: [] } }, [
      head,
      "  > x",
    ]],
    ["reactions that failed", { message_id: "om_1", content: "x", reactions_error: true }, [
      head,
      "  > x",
      "  reactions: unavailable",
    ]],
    ["replies without the root, with all of their own lines", {
      message_id: "om_1",
      content: "x",
      thread_replies: [
        messageOf({ message_id: "om_1", content: "x" }),
        messageOf({
          message_id: "om_2",
          content: "a\nb",
          reactions_error: true,
          thread_replies: [messageOf({ message_id: "om_3" })],
        }),
      ],
      thread_has_more: true,
    }, [
      head,
      "  > x",
      "  replies:",
      "  - unknown sender",
      "    > a",
      "    > b",
      "    reactions: unavailable",
      "  thread_has_more: true (thread replies incomplete)",
    ]],
    ["replies that failed", {
      message_id: "om_1",
      content: "x",
      thread_replies_error: true,
      thread_replies: [],
    }, [
      head,
      "  > x",
      "  thread_replies_error: true (thread replies unavailable)",
    ]],
  ];
  for (const [name, parts, lines] of cases) {
    it(`shows ${name}`, () => {
      const message = messageOf(parts);
      assertEquals(conciseMessage(message, peopleOf([message])), lines);
    });
  }
});

describe("conciseReplies", () => {
  it("leaves the root out", () => {
    const reply = messageOf({ message_id: "om_2" });
    const root = messageOf({
      message_id: "om_1",
      thread_replies: [messageOf({ message_id: "om_1" }), reply],
    });
    assertEquals(conciseReplies(root), [reply]);
  });
});
