/**
 * Cursors as text: a question with fixed times and a place in its answer, so that a span such as "the last day" stays
 * the same from one call to the next.
 *
 * @module
 */

import * as v from "valibot";
import { type JsonValue, stringifyJson, tryParseJson } from "../json/json.ts";
import { CHAT_TYPES, type Cursor } from "./question.ts";

const PREFIX = "recent.";
const Time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const Ids = v.array(v.pipe(v.string(), v.regex(/^[\w-]+$/)));
const Schema = v.strictObject({
  start: Time,
  end: Time,
  types: v.array(v.picklist(CHAT_TYPES)),
  me: v.boolean(),
  only: Ids,
  by: v.picklist(["search", "chats"]),
  token: v.optional(v.string()),
  chats: v.optional(Ids),
  seen: v.optional(Ids),
});

/** Writes a cursor. */
export function encodeCursor({ question, place }: Cursor): string {
  const { start, end, types, mentionsMe: me, chatIds: only } = question;
  const { by, token, chats, seen } = place;
  const fields = {
    ...{ start, end, types, me, only, by },
    ...(token === undefined ? {} : { token }),
    ...(chats === undefined ? {} : { chats }),
    ...(seen === undefined ? {} : { seen }),
  };
  const bytes = new TextEncoder().encode(stringifyJson(fields));
  const base64 = btoa(String.fromCharCode(...bytes));
  return PREFIX + base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Reads a cursor; `undefined` for any other text. */
export function decodeCursor(text: string): Cursor | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const read = v.safeParse(Schema, parseBase64(text.slice(PREFIX.length)));
  if (!read.success) return undefined;
  const { start, end, types, me, only, by, token, chats, seen } = read.output;
  return {
    question: { start, end, types, mentionsMe: me, chatIds: only },
    place: { by, token, chats, seen },
  };
}

function parseBase64(text: string): JsonValue | undefined {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return tryParseJson(new TextDecoder().decode(Uint8Array.from(binary, (one) => one.charCodeAt(0))));
  } catch {
    return undefined;
  }
}
