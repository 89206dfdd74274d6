import { arrayAt, nonEmptyStringAt, objectAt, stringAt } from "../../json/access.ts";
import type { JsonObject } from "../../json/json.ts";
import { objectRenderer } from "./renderer.ts";

/** A note of the service about a chat: its template with the placeholders filled in. */
export const renderSystem = objectRenderer("system message", (content) => {
  const template = nonEmptyStringAt(content, "template");
  if (template === undefined) return "[System message]";
  return template.replace(
    /\{(\w+)\}/g,
    (placeholder, name: string) => placeholderValue(content, name) ?? placeholder,
  )
    .trim();
});

/** What a placeholder stands for; `undefined` where it stays as it is. */
function placeholderValue(content: JsonObject, name: string): string | undefined {
  switch (name) {
    case "from_user":
    case "to_chatters":
      return arrayAt(content, name).filter((entry) => typeof entry === "string").join(", ");
    case "divider_text":
      return stringAt(objectAt(content, name), "text") ?? "";
    default:
      return stringAt(content, name) || undefined;
  }
}
