import { arrayAt, nonEmptyStringAt, objectAt } from "../../json/access.ts";
import { formatUnixTime } from "../../text/time.ts";
import { escapeEntities, formatBlock } from "./markup.ts";
import { formatParagraphs } from "./post.ts";
import { objectRenderer } from "./renderer.ts";

/** A task: title, description without empty lines, when it is due. */
export const renderTodo = objectRenderer("todo", (content, { mentions }) => {
  const summary = objectAt(content, "summary");
  const title = nonEmptyStringAt(summary, "title");
  const description = formatParagraphs(arrayAt(summary, "content"), { mentions, escape: escapeEntities });
  const due = formatUnixTime(content["due_time"]);
  const lines = [
    ...(title === undefined ? [] : [escapeEntities(title)]),
    ...description.flatMap((paragraph) => paragraph.split("\n")).filter((line) => line.trim() !== ""),
    ...(due === undefined ? [] : [`Due: ${due}`]),
  ];
  return formatBlock("todo", { task_id: nonEmptyStringAt(content, "task_id") }, lines);
});
