import { conciseText, type ConciseView } from "../../../../cli/commands/messages/concise.ts";
import { messageOf } from "../../../support/message.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ravi = { id: "ou_77", id_type: "open_id", sender_type: "user", name: "Ravi" };
const meiLin = { id: "ou_90", id_type: "open_id", sender_type: "user", name: "Mei Lin" };

// A whole document of the concise format.
const view: ConciseView = {
  title: "Chat messages",
  sections: [{
    facts: [["chat_id", "oc_31"]],
    messages: [{
      message_id: "om_5a10",
      msg_type: "text",
      content: "please look at @Mei Lin's draft",
      sender: ravi,
      create_time: "2026-05-20 09:15",
      deleted: false,
      updated: true,
      thread_id: "omt_e1",
      chat_id: "oc_31",
      reactions: { counts: [{ reaction_type: "THUMBSUP", count: "2" }] },
      thread_replies: [{
        message_id: "om_5a11",
        msg_type: "text",
        content: "done",
        sender: meiLin,
        create_time: "2026-05-20 09:20",
        deleted: false,
        updated: false,
        thread_id: "omt_e1",
      }],
      thread_has_more: true,
    }],
  }],
  hasMore: true,
  nextToken: "tok2",
};

const text = `# Chat messages

- chat_id: \`oc_31\`

## Participants

- Ravi (\`ou_77\`, user)
- Mei Lin (\`ou_90\`, user)

## Messages

- \`2026-05-20 09:15\` · **Ravi** (\`ou_77\`) · \`text\` · message_id: \`om_5a10\` · thread_id: \`omt_e1\` · edited
  > please look at @Mei Lin's draft
  reactions: \`THUMBSUP x2\`
  replies:
  - **Reply** · \`2026-05-20 09:20\` · **Mei Lin** (\`ou_90\`) · \`text\` · message_id: \`om_5a11\` · thread_id: \`omt_e1\`
    > done
  thread_has_more: true (thread replies incomplete)

## Summary

- messages: 1
- thread_replies: 1
- threads: 1
- chats: 1
- has_more: true
- next_token: \`tok2\`
`;

/** The lines under a heading, up to the next one. */
function part(of: ConciseView, heading: string): readonly string[] {
  const lines = conciseText(of).split("\n");
  const from = lines.indexOf(heading) + 1;
  const to = lines.findIndex((line, at) => at >= from && line.startsWith("## "));
  return lines.slice(from, to < 0 ? undefined : to).filter((line) => line !== "");
}

describe("conciseText", () => {
  it("shows participants, messages with their replies, and a summary", () =>
    assertEquals(conciseText(view), text));

  it("shows fewer facts at the end of a thread", () =>
    assertEquals(
      part({
        title: "Thread messages",
        sections: [{ facts: [["thread_id", "omt_1"]], messages: [messageOf({ thread_id: "omt_1" })] }],
        hasMore: false,
        nextToken: "unused",
      }, "## Summary"),
      ["- messages: 1", "- has_more: false"],
    ));

  it("shows no paging where there are no pages, and further facts", () =>
    assertEquals(
      part({ title: "Messages", sections: [], summaryFacts: [["missing", "om_1, om_2"]] }, "## Summary"),
      ["- messages: 0", "- thread_replies: 0", "- threads: 0", "- chats: 0", "- missing: `om_1, om_2`"],
    ));

  it("says that there are no messages and leaves out participants", () =>
    assertEquals(
      conciseText({ title: "Messages", sections: [{ facts: [], messages: [] }] }).split("\n").slice(0, 5),
      [
        "# Messages",
        "",
        "## Messages",
        "",
        "[no messages]",
      ],
    ));

  it("heads groups with their escaped names and puts their facts there", () =>
    assertEquals(
      conciseText({
        title: "Search results",
        sections: [
          {
            heading: "Dev *team*\n# x",
            facts: [["chat_id", "oc_1"]],
            messages: [messageOf({ content: "a", chat_id: "oc_1" })],
          },
          {
            heading: "P2P",
            facts: [["chat_id", "oc_2"]],
            messages: [messageOf({ content: "b", chat_id: "oc_2" })],
          },
        ],
      }),
      `# Search results

## Messages

### Dev \\*team\\* \\# x

- chat_id: \`oc_1\`

- **unknown_sender**
  > a

### P2P

- chat_id: \`oc_2\`

- **unknown_sender**
  > b

## Summary

- messages: 2
- thread_replies: 0
- threads: 0
- chats: 2
`,
    ));

  it("lists each sender once, with the name that is known and the ids of a bot", () =>
    assertEquals(
      part({
        title: "Messages",
        sections: [{
          facts: [],
          messages: [
            messageOf({ sender: { id: "ou_1" } }),
            messageOf({ sender: { id: "cli_1", sender_type: "app", name: "Bot", open_bot_id: "ou_b" } }),
            messageOf({
              sender: { id: "ou_1", name: "Later" },
              mentions: [{ key: "@_user_1", id: "ou_9", name: "Only mentioned" }],
            }),
            messageOf({ sender: { id: "ou_2" } }),
            messageOf({ sender: null }),
          ],
        }],
      }, "## Participants"),
      ["- Later (`ou_1`)", "- Bot (`cli_1`, app, bot_open_id: `ou_b`)", "- ou\\_2 (`ou_2`)"],
    ));
});
