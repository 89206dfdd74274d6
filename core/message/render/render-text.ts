import { stringAt } from "../../json-access.ts";
import { objectRenderer } from "./object-renderer.ts";
import { replaceMentions } from "./replace-mentions.ts";

/** Text with its mentions resolved; links are Markdown already. Without any text the content itself (reading sheet 5.2). */
export const renderText = objectRenderer("text", (content, { content: raw, mentions }) => {
  const text = stringAt(content, "text") ?? "";
  return text === "" ? raw : replaceMentions(text, mentions);
});
