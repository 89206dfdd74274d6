import type { JsonObject } from "../../json.ts";
import { arrayAt, filledStringAt, objectAt, stringAt } from "../../json-access.ts";
import { objectRenderer } from "./object-renderer.ts";

/** What the service tells about a chat: its template with the placeholders filled in (reading sheet 5.8). */
export const renderSystem = objectRenderer("system message", (content) => {
  const template = filledStringAt(content, "template");
  if (template === undefined) return "[System message]";
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => valueOf(content, name) ?? placeholder)
    .trim();
});

/** What a placeholder stands for; `undefined` where it stays as it is. */
function valueOf(content: JsonObject, name: string): string | undefined {
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
