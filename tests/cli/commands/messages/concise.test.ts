import { conciseText, type ConciseView } from "../../../../cli/commands/messages/concise.ts";
import { messageOf } from "../../../support/message.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ravi = { id: "ou_77", id_type: "open_id", sender_type: "user", name: "Ravi" };
const meiLin = { id: "ou_90", id_type: "open_id", sender_type: "user", name: "Mei Lin" };
const build = { id: "cli_1", sender_type: "app", name: "Build", open_bot_id: "ou_b" };
const reactionBy = (emoji_type: string, operator_id: string) => ({
  emoji_type,
  operator: { operator_id, operator_type: "user" },
});

// A whole document of the concise format.
const view: ConciseView = {
  title: "Chat messages",
  id: "oc_31",
  sections: [{
    messages: [
      messageOf({
        message_id: "om_5a10",
        msg_type: "text",
        content: "please look at @Mei Lin's draft",
        sender: ravi,
        create_time: "2026-05-20 23:15",
        updated: true,
        thread_id: "omt_e1",
        chat_id: "oc_31",
        reactions: {
          counts: [{ reaction_type: "THUMBSUP", count: "3" }, { reaction_type: "OK", count: 1 }],
          details: [
            reactionBy("THUMBSUP", "ou_90"),
            reactionBy("THUMBSUP", "ou_5"),
            reactionBy("OK", "ou_77"),
          ],
        },
        thread_replies: [
          messageOf({
            message_id: "om_5a11",
            msg_type: "text",
            content: "done",
            sender: meiLin,
            create_time: "2026-05-20 23:20",
            thread_id: "omt_e1",
            root_id: "om_5a10",
          }),
          messageOf({ msg_type: "text", content: "thanks", sender: ravi, create_time: "2026-05-21 09:00" }),
        ],
        thread_has_more: true,
      }),
      messageOf({
        message_id: "om_5a12",
        msg_type: "image",
        content: "[Image: img_1]",
        sender: build,
        create_time: "2026-05-21 10:00",
        reply_to: "om_1",
      }),
    ],
  }],
};

const text = `# Chat messages oc_31

People: Ravi ou_77, Mei Lin ou_90, Build cli_1 app bot_open_id ou_b

## 2026-05-20

- 23:15 Ravi · om_5a10 · edited
  > please look at @Mei Lin's draft
  reactions: THUMBSUP x3 (Mei Lin, ou_5, …), OK x1 (Ravi)
  replies:
  - 23:20 Mei Lin
    > done
  - 2026-05-21 09:00 Ravi
    > thanks
  thread_has_more: true (thread replies incomplete)

## 2026-05-21

- 10:00 Build · om_5a12 · image · reply to om_1
  > [Image: img_1]
`;

describe("conciseText", () => {
  it("says who, which day and which chat once, and leaves out what goes without saying", () =>
    assertEquals(conciseText(view), text));

  it("repeats the root of a thread with none of its replies", () =>
    assertEquals(
      conciseText({
        title: "Thread messages",
        id: "omt_1",
        sections: [{ messages: [messageOf({ message_id: "om_2", root_id: "om_1", content: "x" })] }],
      }),
      "# Thread messages omt_1\n\n- unknown sender · om_2\n  > x\n",
    ));

  it("says that there are no messages, and what was not found", () =>
    assertEquals(
      conciseText({ title: "Messages", sections: [{ messages: [] }], missing: ["om_1", "om_2"] }),
      "# Messages\n\n[no messages]\n\nmissing_message_ids: om_1, om_2\n",
    ));

  it("heads groups with their escaped names and ids, and days below them", () =>
    assertEquals(
      conciseText({
        title: "Search results",
        sections: [
          {
            heading: "Dev *team*\n# x",
            id: "oc_1",
            messages: [messageOf({ content: "a", create_time: "2026-05-20 08:00" })],
          },
          { heading: "oc_2", id: "oc_2", messages: [messageOf({ content: "b" })] },
        ],
      }),
      `# Search results

## Dev \\*team\\* \\# x oc_1

### 2026-05-20

- 08:00 unknown sender
  > a

## oc_2

- unknown sender
  > b
`,
    ));

  it("adds the id wherever people have the same name", () => {
    const of = (id: string) => messageOf({ sender: { id, name: "Li" }, content: "x" });
    assertEquals(
      conciseText({ title: "Messages", sections: [{ messages: [of("ou_1"), of("ou_2")] }] }).split("\n")
        .slice(2, 7),
      ["People: Li ou_1, Li ou_2", "", "- Li ou_1", "  > x", "- Li ou_2"],
    );
  });

  it("takes the name that is known of somebody, also from mentions", () =>
    assertEquals(
      conciseText({
        title: "Messages",
        sections: [{
          messages: [
            messageOf({ sender: { id: "ou_1" }, content: "a" }),
            messageOf({
              sender: { id: "ou_1", name: "Later" },
              content: "b",
              mentions: [{ key: "@_user_1", id: "ou_9", name: "Reader" }],
              reactions: {
                counts: [{ reaction_type: "OK", count: 1 }],
                details: [{ reaction_type: { emoji_type: "OK" }, operator: { operator_id: "ou_9" } }],
              },
            }),
            messageOf({ sender: null, msg_type: "system", create_time: "odd time", content: "c" }),
          ],
        }],
      }),
      `# Messages

People: Later ou_1, Reader ou_9

- Later
  > a
- Later
  > b
  reactions: OK x1 (Reader)
- odd time · system
  > c
`,
    ));
});
