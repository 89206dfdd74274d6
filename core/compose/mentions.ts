import {
  cardOnlyMention,
  formatMention,
  MENTION_REGEXP,
  PLAIN_MENTION_REGEXP,
  readMentionTag,
} from "./mentions-tag.ts";
import { changeOutsideCode } from "./mentions-outside-code.ts";

/**
 * Brings the mentions of a text to the one form that the platform reads, `<at user_id="ou_x">Name</at>`: tags in any
 * spelling, and `@ou_…` and `@all` where no word touches them. Code stays as it is. To be called before the text
 * becomes JSON (writing sheet 7.3).
 *
 * @throws {Failure} `validation`, for the forms `ids=` and `email=`, which only cards know.
 */
export function normalizeMentions(text: string): string {
  return changeOutsideCode(text, changeMentions);
}

function changeMentions(part: string): string {
  let result = "";
  let at = 0;
  for (const match of part.matchAll(MENTION_REGEXP)) {
    const [whole, tag = "", name = ""] = match;
    result += changePlain(part.slice(at, match.index)) + changeTag(whole, tag, name);
    at = match.index + whole.length;
  }
  return result + changePlain(part.slice(at));
}

function changeTag(whole: string, tag: string, name: string): string {
  const mention = readMentionTag(tag);
  if (mention === undefined) return whole;
  if ("cardOnly" in mention) throw cardOnlyMention(tag, mention.cardOnly);
  return formatMention(mention.id, name);
}

function changePlain(text: string): string {
  return text.replace(PLAIN_MENTION_REGEXP, (_whole, id: string) => formatMention(id, ""));
}
