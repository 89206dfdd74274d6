import { arrayAt, filledStringAt, objectAt } from "../../json-access.ts";
import { escapeBody } from "./escape-body.ts";
import { formatBlock } from "./format-block.ts";
import { formatLongTime } from "./format-long-time.ts";
import { formatParagraphs } from "./format-paragraphs.ts";
import { objectRenderer } from "./object-renderer.ts";

/** A task: title, description without empty lines, when it is due (reading sheet 5.7). */
export const renderTodo = objectRenderer("todo", (content, { mentions }) => {
  const summary = objectAt(content, "summary");
  const title = filledStringAt(summary, "title");
  const description = formatParagraphs(arrayAt(summary, "content"), { mentions, escape: escapeBody });
  const due = formatLongTime(content["due_time"]);
  const lines = [
    ...(title === undefined ? [] : [escapeBody(title)]),
    ...description.flatMap((paragraph) => paragraph.split("\n")).filter((line) => line.trim() !== ""),
    ...(due === undefined ? [] : [`Due: ${due}`]),
  ];
  return formatBlock("todo", { task_id: filledStringAt(content, "task_id") }, lines);
});
