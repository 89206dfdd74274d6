import { arrayAt, nonEmptyStringAt, objectAt, objectsAt, stringAt } from "../../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../json/json.ts";
import type { Mention } from "../wire.ts";
import { formatFolder } from "./folder.ts";
import { escapeLinkText, formatTag, LANGUAGES } from "./markup.ts";
import { objectRenderer, type RenderInput } from "./renderer.ts";
import { replaceMentions } from "./text.ts";

/** Rich text as Markdown: title, paragraphs, then the attached files. */
export const renderPost = objectRenderer("rich text", (content, rendering) => {
  const text = formatBody(postBody(content), rendering);
  return [text, ...formatAttachments(content, rendering)].join("\n");
});

/** The part of the content that is shown: itself, or one of its languages. */
export function postBody(content: JsonObject): JsonObject | undefined {
  if (isBody(content)) return content;
  const preferred = LANGUAGES.map((language) => objectAt(content, language));
  const others = Object.keys(content).sort().map((key) => objectAt(content, key));
  return [...preferred, ...others].find((body) => isJsonObject(body) && isBody(body));
}

function isBody(value: JsonObject): boolean {
  return ["content", "content_v2"].some((key) => Array.isArray(value[key])) ||
    stringAt(value, "title") !== undefined;
}

function formatBody(body: JsonObject | undefined, { mentions }: RenderInput): string {
  const newer = arrayAt(body, "content_v2");
  const paragraphs = newer.length > 0 ? newer : arrayAt(body, "content");
  const title = replaceMentions(stringAt(body, "title") ?? "", mentions);
  const lines = [
    ...(title === "" ? [] : [title]),
    ...formatParagraphs(paragraphs, { mentions, escape: (text) => text }),
  ];
  return lines.join("\n").trim() || "[Rich text message]";
}

function formatAttachments(content: JsonObject, { folders }: RenderInput): readonly string[] {
  return objectsAt(content, "files").flatMap((file) => {
    const key = nonEmptyStringAt(file, "file_key");
    if (key === undefined) return [];
    const name = nonEmptyStringAt(file, "file_name");
    return file["is_folder"] === true
      ? [formatFolder(key, name, folders?.get(key))]
      : [formatTag("file", { key, name })];
  });
}

/** The paragraphs of a post, one text each: a paragraph is an array of elements, or one of them. */
export function formatParagraphs(paragraphs: readonly JsonValue[], style: PostStyle): readonly string[] {
  return paragraphs.filter((paragraph) => typeof paragraph === "object" && paragraph !== null).map(
    (paragraph) => {
      const elements: readonly JsonValue[] = Array.isArray(paragraph) ? paragraph : [paragraph];
      return elements.filter(isJsonObject).map((element) => formatPostElement(element, style)).join("");
    },
  );
}

/** How the elements of a post are shown. */
export interface PostStyle {
  readonly mentions: readonly Mention[];
  /** Escapes what others wrote; tags and marks of ours are put around it. */
  readonly escape: (text: string) => string;
}

/** One element of a paragraph as text. */
export function formatPostElement(element: JsonObject, style: PostStyle): string {
  const styled = (text: string) => styleText(text, arrayAt(element, "style"));
  const key = (name: string) => escapeOptional(nonEmptyStringAt(element, name), style);
  switch (stringAt(element, "tag")) {
    case "text":
      return styled(textOf(element, style));
    case "a":
      return styled(formatLink(element, style));
    case "at":
      return styled(formatAt(element, style));
    case "img":
      return key("image_key") === "" ? "[Image]" : `![Image](${key("image_key")})`;
    case "media":
      return key("file_key") === "" ? "[Media]" : `[Media: ${key("file_key")}]`;
    case "emotion":
      return key("emoji_type") === "" ? "" : `:${key("emoji_type")}:`;
    case "code_block":
      return `\n\`\`\`${key("language")}\n${textOf(element, style)}\n\`\`\`\n`;
    case "hr":
      return "\n---\n";
    default:
      return formatUnknown(element, style, 0);
  }
}

/** Where an element of a kind that is not known may keep its text, and its parts. */
const TEXT_KEYS = ["text", "content", "title", "label", "name", "placeholder"];
const PART_KEYS = ["content", "elements", "children", "items", "actions"];
const MAX_DEPTH = 20;

/** The first text of an element of a kind that is not known, else what its parts say. */
function formatUnknown(element: JsonObject, style: PostStyle, depth: number): string {
  if (depth >= MAX_DEPTH) return "";
  for (const key of TEXT_KEYS) {
    const value = element[key];
    const text = isJsonObject(value)
      ? formatUnknown(value, style, depth + 1)
      : style.escape(replaceMentions(stringAt(element, key) ?? "", style.mentions));
    if (text !== "") return text;
  }
  return PART_KEYS.map((key) => formatParts(arrayAt(element, key), style, depth)).find((text) =>
    text !== ""
  ) ?? "";
}

function formatParts(parts: readonly JsonValue[], style: PostStyle, depth: number): string {
  if (depth >= MAX_DEPTH) return "";
  return parts.map((part) => {
    if (Array.isArray(part)) return formatParts(part, style, depth + 1);
    if (!isJsonObject(part)) return typeof part === "string" ? style.escape(part) : "";
    return KNOWN_TAGS.has(stringAt(part, "tag") ?? "")
      ? formatPostElement(part, style)
      : formatUnknown(part, style, depth + 1);
  }).join("");
}

/** Kinds of elements that have a form of their own. */
const KNOWN_TAGS: ReadonlySet<string> = new Set([
  "text",
  "a",
  "at",
  "img",
  "media",
  "emotion",
  "code_block",
  "hr",
]);

function escapeOptional(text: string | undefined, { escape }: PostStyle): string {
  return text === undefined ? "" : escape(text);
}

/** Mentions are resolved piece by piece, so that neither a link's target nor a name put in is looked through. */
function textOf(element: JsonObject, { mentions, escape }: PostStyle): string {
  return escape(replaceMentions(stringAt(element, "text") ?? "", mentions));
}

function formatLink(element: JsonObject, style: PostStyle): string {
  const text = textOf(element, style);
  const target = escapeOptional(nonEmptyStringAt(element, "href"), style);
  if (text === "" || target === "") return text === "" ? target : text;
  return `[${escapeLinkText(text)}](${target})`;
}

/** The `user_id` is often the key of a mention: then the mention names the person. */
function formatAt(element: JsonObject, { mentions, escape }: PostStyle): string {
  const userId = stringAt(element, "user_id") ?? "";
  if (userId === "@_all" || userId === "all") return formatTag("at", { user_id: "all" }, "");
  const mention = mentions.find(({ key, name }) => key === userId && key !== "" && name !== "");
  const id = mention === undefined ? userId : mention.id;
  const name = mention?.name ?? nonEmptyStringAt(element, "user_name");
  if (name !== undefined) {
    return id.startsWith("ou") ? formatTag("at", { user_id: id }, escape(name)) : `@${escape(name)}`;
  }
  // A key that nobody explains has its "@" already.
  return id === "" || id.startsWith("@") ? escape(id) : `@${escape(id)}`;
}

/** Marks of the styles, from the innermost to the outermost. */
const STYLE_MARKS: readonly (readonly [style: string, start: string, end: string])[] = [
  ["bold", "**", "**"],
  ["italic", "*", "*"],
  ["underline", "<u>", "</u>"],
  ["lineThrough", "~~", "~~"],
];

/** Wraps text in the marks of its styles; unknown styles count for nothing, and nothing stays nothing. */
export function styleText(text: string, styles: readonly unknown[]): string {
  if (text === "") return "";
  return STYLE_MARKS.reduce(
    (inner, [style, start, end]) => styles.includes(style) ? `${start}${inner}${end}` : inner,
    text,
  );
}
