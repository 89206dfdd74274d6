/**
 * The shapes of what the commands about chats answer with.
 *
 * @module
 */

import { responseShape } from "../../../core/api/response-shape.ts";
import {
  digits,
  extend,
  type Fields,
  integer,
  list,
  mark,
  nullable,
  record,
  type Shape,
  text,
  truth,
  word,
} from "../../../core/json/shape.ts";
import { PAGE_FIELDS } from "../../../core/platform/page-shape.ts";

/** A chat as the service lists it. */
const chat = (): Promise<Shape> => responseShape("chats.list", "items");

const FILTER: Fields = {
  "filter?": record({
    applied: word(["exclude_muted"]),
    fetched_count: integer(),
    returned_count: integer(),
    filtered_count: integer(),
    hint: text("empty where nothing was left out"),
  }, "what was left out"),
};

/** Chats of the caller. */
export const chatList = async (): Promise<Shape> =>
  record({
    chats: list(await chat()),
    ...PAGE_FIELDS,
    ...FILTER,
    "notices?": list(record({ code: text(), message: text() })),
  });

/** Chats that were found. */
export const chatSearch = async (): Promise<Shape> =>
  record({
    chats: list(
      extend(await chat(), {
        "create_time?": digits("Unix milliseconds"),
        "update_time?": digits("Unix milliseconds"),
      }),
    ),
    "total?": nullable(digits("all that were found")),
    ...PAGE_FIELDS,
    ...FILTER,
    "notice?": text("a remark of the service about the search"),
  });

/** People and bots in a chat. */
export const members = async (): Promise<Shape> => {
  const member = await responseShape("chat.members.get", "items");
  return record({
    chat_id: text("oc_…"),
    users: list(member),
    bots: list(extend(member, { "app_id?": text("cli_…") })),
    truncations: list(
      record({ "member_type?": nullable(text("user or bot")), "limit?": nullable(digits()) }),
      "kinds of members that the service lists in part only",
    ),
    ...PAGE_FIELDS,
    "user_total?": digits(),
    "bot_total?": digits(),
  });
};

/** A chat that was created. */
export const createdChat = (): Shape =>
  record({
    chat_id: nullable(text("oc_…")),
    name: nullable(text()),
    chat_type: nullable(text("private or public")),
    chat_mode: text("group or topic"),
    "owner_id?": nullable(text("absent where a bot owns it")),
    external: nullable(truth()),
    "share_link?": text(),
    "reused?": mark("nothing was created: the key is that of this earlier chat"),
    uuid: text("idempotency key"),
  });

/** A chat that was changed. */
export const updatedChat = (): Shape =>
  record({ chat_id: text("oc_…"), changed: list(word(["name", "description"])) });
