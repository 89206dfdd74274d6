import { isJsonObject, type JsonObject } from "../../json.ts";
import { arrayAt, filledStringAt, objectAt, objectsAt, stringAt } from "../../json-access.ts";
import { formatFolder } from "./format-folder.ts";
import { formatParagraphs } from "./format-paragraphs.ts";
import { formatTag } from "./format-tag.ts";
import { objectRenderer } from "./object-renderer.ts";
import type { Rendering } from "./rendering.ts";
import { replaceMentions } from "./replace-mentions.ts";

/** Rich text as Markdown: title, paragraphs, then the attached files (reading sheet 5.3, 5.4). */
export const renderPost = objectRenderer("rich text", (content, rendering) => {
  const text = formatBody(bodyOf(content), rendering);
  return [text, ...formatAttachments(content, rendering)].join("\n");
});

/** The part of the content that is shown: itself, or one of its languages. */
function bodyOf(content: JsonObject): JsonObject | undefined {
  if (isBody(content)) return content;
  const preferred = ["zh_cn", "en_us", "ja_jp"].map((locale) => objectAt(content, locale));
  const others = Object.keys(content).sort().map((key) => objectAt(content, key));
  return [...preferred, ...others].find((body) => isJsonObject(body) && isBody(body));
}

function isBody(value: JsonObject): boolean {
  return ["content", "content_v2"].some((key) => Array.isArray(value[key])) ||
    stringAt(value, "title") !== undefined;
}

function formatBody(body: JsonObject | undefined, { mentions }: Rendering): string {
  const newer = arrayAt(body, "content_v2");
  const paragraphs = newer.length > 0 ? newer : arrayAt(body, "content");
  const title = replaceMentions(stringAt(body, "title") ?? "", mentions);
  const lines = [
    ...(title === "" ? [] : [title]),
    ...formatParagraphs(paragraphs, { mentions, escape: (text) => text }),
  ];
  return lines.join("\n").trim() || "[Rich text message]";
}

function formatAttachments(content: JsonObject, { folders }: Rendering): readonly string[] {
  return objectsAt(content, "files").flatMap((file) => {
    const key = filledStringAt(file, "file_key");
    if (key === undefined) return [];
    const name = filledStringAt(file, "file_name");
    return file["is_folder"] === true
      ? [formatFolder(key, name, folders?.get(key))]
      : [formatTag("file", { key, name })];
  });
}
