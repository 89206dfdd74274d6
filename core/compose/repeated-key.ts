/**
 * Whether a key that a person gave belongs to another message: the service then returns that one, and sends nothing.
 *
 * @module
 */

import { nonEmptyStringAt, objectAt, stringAt } from "../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue, tryParseJson } from "../json/json.ts";
import type { ApiRequest } from "../platform/request.ts";
import { input, phrase } from "../text/phrase.ts";
import type { Warning } from "../warning.ts";

/**
 * The warning where the returned message is not the one that was sent; `undefined` where it is, or may be: the service
 * returns contents in another form than it takes them, so their words are compared, and those of texts and posts only.
 * It need not repeat them to the letter, so a difference is no failure.
 *
 * @param data what the service returned
 * @param inputKey the input that the key comes from
 */
export function reusedKeyWarning(
  request: ApiRequest,
  data: JsonObject,
  uuid: string,
  inputKey = "idempotencyKey",
): Warning | undefined {
  const difference = differenceOf(request, data);
  if (difference === undefined) return undefined;
  const id = nonEmptyStringAt(data, "message_id");
  return {
    key: "idempotency_key_reused",
    detail: phrase`${input(inputKey, uuid)} was used before for ${
      id === undefined ? "another message" : `the message ${id}`
    }, which has ${difference}; nothing new was sent: use another ${
      input(inputKey)
    }, or leave it out; the service forgets a key after an hour`,
  };
}

function differenceOf({ body, params, pathValues }: ApiRequest, data: JsonObject): string | undefined {
  if (!isJsonObject(body)) return undefined;
  const differs = (sent: string | undefined, returned: string | undefined) =>
    sent !== undefined && returned !== undefined && sent !== returned;
  if (
    params?.["receive_id_type"] === "chat_id" &&
    differs(stringAt(body, "receive_id"), nonEmptyStringAt(data, "chat_id"))
  ) return "another receiver";
  const parent = nonEmptyStringAt(data, "parent_id");
  const target = pathValues?.["message_id"];
  // A reply names the message that it answers, a new message none.
  if (parent !== undefined && target !== parent && target !== nonEmptyStringAt(data, "root_id")) {
    return "another place in the conversation";
  }
  const type = stringAt(body, "msg_type");
  if (differs(type, nonEmptyStringAt(data, "msg_type"))) return "another type";
  const sent = tryParseJson(stringAt(body, "content") ?? "");
  const returned = tryParseJson(stringAt(objectAt(data, "body"), "content") ?? "");
  if (!isJsonObject(sent) || !isJsonObject(returned)) return undefined;
  const isOther = type === "text"
    ? wordsOf(stringAt(sent, "text") ?? "") !== wordsOf(stringAt(returned, "text") ?? "")
    : type === "post" && isOtherPost(sent, returned);
  return isOther ? "another content" : undefined;
}

/** The words of a text, without the people in it; a text without words, as it is. */
function wordsOf(text: string): string {
  const rest = text.replace(/<at\s[^<>]*>(?:[^<>]*<\/at\s*>)?|@_user_\d+|@_all\b/gi, " ");
  return (rest.match(/[\p{L}\p{N}]+/gu) ?? rest.match(/\S+/g) ?? []).join(" ");
}

/** Either has a word to show that the other one has nowhere. */
function isOtherPost(sent: JsonObject, returned: JsonObject): boolean {
  const [all, shown] = [allWords(sent), shownWords(sent)];
  const [allReturned, shownReturned] = [allWords(returned), shownWords(returned)];
  return shown.some((word) => !allReturned.has(word)) || shownReturned.some((word) => !all.has(word));
}

function allWords(value: JsonValue): ReadonlySet<string> {
  return new Set(stringsOf(value, () => true).flatMap((text) => wordsOf(text).split(" ")));
}

/** The words of titles, texts and code, without the targets of links and the names of emoji. */
function shownWords(value: JsonValue): readonly string[] {
  return stringsOf(value, (key) => key === "text" || key === "title")
    .flatMap((text) => wordsOf(text.replace(/\]\([^)\s]*\)|https?:\/\/\S+|\[[A-Za-z_]+\]/g, " ")).split(" "))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

function stringsOf(value: JsonValue, isWanted: (key: string) => boolean, key = ""): string[] {
  if (typeof value === "string") return isWanted(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one: JsonValue) => stringsOf(one, isWanted, key));
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([name, one]) => stringsOf(one, isWanted, name))
    : [];
}
