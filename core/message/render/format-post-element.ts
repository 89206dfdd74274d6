import type { JsonObject } from "../../json.ts";
import { arrayAt, filledStringAt, stringAt } from "../../json-access.ts";
import type { Mention } from "../raw-message.ts";
import { escapeLinkText } from "./escape-link-text.ts";
import { formatTag } from "./format-tag.ts";
import { replaceMentions } from "./replace-mentions.ts";
import { styleText } from "./style-text.ts";

/** How the elements of a post are shown. */
export interface PostStyle {
  readonly mentions: readonly Mention[];
  /** Escapes what others wrote; tags and marks of ours are put around it. */
  readonly escape: (text: string) => string;
}

/** One element of a paragraph as text (reading sheet 5.3). */
export function formatPostElement(element: JsonObject, style: PostStyle): string {
  const styled = (text: string) => styleText(text, arrayAt(element, "style"));
  const key = (name: string) => escaped(filledStringAt(element, name), style);
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
      return textOf(element, style);
  }
}

function escaped(text: string | undefined, { escape }: PostStyle): string {
  return text === undefined ? "" : escape(text);
}

/** Mentions are resolved piece by piece, so that neither a link's target nor a name put in is looked through. */
function textOf(element: JsonObject, { mentions, escape }: PostStyle): string {
  return escape(replaceMentions(stringAt(element, "text") ?? "", mentions));
}

function formatLink(element: JsonObject, style: PostStyle): string {
  const text = textOf(element, style);
  const target = escaped(filledStringAt(element, "href"), style);
  if (text === "" || target === "") return text === "" ? target : text;
  return `[${escapeLinkText(text)}](${target})`;
}

/** The `user_id` is often the key of a mention: then the mention tells who is meant (reading sheet 5.3). */
function formatAt(element: JsonObject, { mentions, escape }: PostStyle): string {
  const told = stringAt(element, "user_id") ?? "";
  if (told === "@_all" || told === "all") return formatTag("at", { user_id: "all" }, "");
  const mention = mentions.find(({ key, name }) => key === told && key !== "" && name !== "");
  const id = mention === undefined ? told : mention.id;
  const name = mention?.name ?? filledStringAt(element, "user_name");
  if (name !== undefined) {
    return id.startsWith("ou") ? formatTag("at", { user_id: id }, escape(name)) : `@${escape(name)}`;
  }
  // A key that nobody explains has its "@" already.
  return id === "" || id.startsWith("@") ? escape(id) : `@${escape(id)}`;
}
