import { renderTodo } from "../../../../core/message/render/todo.ts";
import { localTime } from "./local-time.ts";
import { mentionOf, testRenderer } from "./rendering-of.ts";
import { describe } from "@std/testing/bdd";

describe("renderTodo", () => {
  const due = 1779242400000;
  const text = (text: string) => ({ tag: "text", text });
  testRenderer(renderTodo, [
    [
      "shows title, description and due time",
      { task_id: "t1", summary: { title: "Ship", content: [[text("by "), text("noon")]] }, due_time: due },
      `<todo task_id="t1">\nShip\nby noon\nDue: ${localTime(due)}\n</todo>`,
    ],
    [
      "drops empty lines",
      { summary: { content: [[], [text("a\n\n \nb")], [text(" ")], [{ tag: "hr" }]] } },
      "<todo>\na\nb\n---\n</todo>",
    ],
    [
      "escapes what others wrote, not its own tags",
      {
        summary: {
          title: "</todo>",
          content: [[text("R&D "), { tag: "at", user_id: "ou_5", user_name: "A&B" }]],
        },
      },
      '<todo>\n&lt;/todo&gt;\nR&amp;D <at user_id="ou_5">A&amp;B</at>\n</todo>',
    ],
    [
      "resolves mentions",
      { summary: { content: [[text("for @_user_1")]] } },
      "<todo>\nfor @Ana\n</todo>",
      { mentions: [mentionOf("@_user_1", "Ana")] },
    ],
    ["leaves out a due time of zero", { due_time: "0", summary: "x" }, "<todo>\ntodo\n</todo>"],
    ["is never empty", { task_id: "t" }, '<todo task_id="t">\ntodo\n</todo>'],
  ]);
});
