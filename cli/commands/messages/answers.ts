/**
 * The shapes of what the commands about messages answer with.
 *
 * @module
 */

import { responseShape } from "../../../core/api/response-shape.ts";
import { RESULT } from "../../../core/download/result-shape.ts";
import {
  type Fields,
  integer,
  list,
  mark,
  record,
  type Shape,
  text,
  truth,
  word,
} from "../../../core/json/shape.ts";
import { messageShape } from "../../../core/message/message-shape.ts";
import { PAGE_FIELDS } from "../../../core/platform/page-shape.ts";

/** Where the answers of all reading commands have their messages. */
const MESSAGES: Fields = { messages: list(messageShape("#/properties/data/properties/messages/items")) };

const MISSING: Fields = {
  "missing_message_ids?": list(text(), "ids that the service returned no message for"),
};

const LIST: Fields = { ...MESSAGES, total: integer("messages in this answer"), ...PAGE_FIELDS };

/** Messages of a chat. */
export const messageList = (): Shape => record(LIST);

/** Messages of a thread. */
export const threadList = (): Shape => record({ thread_id: text("omt_…"), ...LIST });

/** Messages that were found. */
export const messageSearch = (): Shape =>
  record({ ...LIST, ...MISSING, "notice?": text("a remark of the service about the search") });

/** Messages by id. */
export const messageGet = (): Shape =>
  record({ ...MESSAGES, total: integer("messages in this answer"), ...MISSING });

const RECENT_CHAT = record({
  chat_id: text("oc_…"),
  "chat_type?": text("p2p, group or topic"),
  "chat_name?": text(),
  "chat_partner?": record({ open_id: text(), "name?": text() }, "the other person of a direct chat"),
  count: integer("messages that were found; by search all, else those that are listed"),
  messages: list(
    messageShape("#/properties/data/properties/chats/items/properties/messages/items"),
    "newest first",
  ),
  has_more: truth(),
  "page_token?": text("where its messages go on"),
  "next?": text("the command that goes on there"),
});

const UNCHECKED = record({
  reason: text("page_limit, max_tokens, interrupted, failed, or the subtype of the error"),
  "detail?": text(),
  "chat_id?": text(),
  "chat_name?": text(),
});

/** What happened in all chats. */
export const recentMessages = (): Shape =>
  record({
    by: word(["search", "chats"], "how the messages were found"),
    start: text("RFC 3339"),
    end: text("RFC 3339"),
    chats: list(RECENT_CHAT, "newest first"),
    total: integer("messages in this answer"),
    "quiet_chats?": integer("chats without a message in the time"),
    ...PAGE_FIELDS,
    ...MISSING,
    "unchecked?": list(UNCHECKED, "what was not looked at"),
    "blind_spots?": list(text(), "what this way of finding messages cannot see"),
    "notice?": text("a remark of the service about the search"),
  });

/** A file that was saved. */
export const download = (): Shape => RESULT;

/** A message that was sent. */
const sent = (mentions: Shape): Fields => ({
  message_id: text("om_…; empty where the service returned none"),
  chat_id: text("oc_…"),
  create_time: text("local"),
  "create_time_ms?": integer("Unix milliseconds"),
  "create_time_iso?": text("RFC 3339"),
  "msg_type?": text(),
  "thread_id?": text("omt_…"),
  "root_id?": text(),
  "parent_id?": text(),
  "mentions?": mentions,
  uuid: text("idempotency key"),
});

const UPLOAD = record({
  flag: text("the option that named the file"),
  key: text("img_… or file_…"),
  name: text(),
  size_bytes: integer(),
  "duration_ms?": integer(),
});

/** A message that was sent, or its parts. */
export const sentMessage = async (): Promise<Shape> => {
  const { properties } = await responseShape("messages.create") as { properties: Fields };
  const message = sent(properties["mentions"] ?? {});
  return record({
    ...message,
    "reused?": mark("nothing was sent: the key is that of this earlier message"),
    "uploads?": list(UPLOAD),
    "parts?": list(record(message), "all messages, where it was split"),
    "parts_total?": integer("how many there should be"),
  });
};

/** A message, bundle or thread that was forwarded. */
export const forwardedMessage = async (): Promise<Shape> => {
  const { properties } = await responseShape("messages.create") as { properties: Fields };
  return record({
    ...sent(properties["mentions"] ?? {}),
    "reused?": mark("nothing was forwarded: the key is that of this earlier message"),
    "source_message_ids?": list(text(), "the messages that were forwarded"),
    "invalid_message_ids?": list(text(), "messages that the bundle lacks"),
    "source_thread_id?": text("omt_…"),
  });
};

/** A message that was edited. */
export const editedMessage = (): Shape =>
  record({ message_id: text("om_…"), chat_id: text(), update_time: text("local"), updated: truth() });

/** Which messages were read. */
export const readStatus = (): Shape =>
  record({
    items: list(record({ message_id: text("om_…"), "is_read?": truth() })),
    "invalid_message_ids?": list(text(), "not there, not visible, or without a read status"),
  });

/** Who has read a message. */
export const readers = async (): Promise<Shape> => {
  const { properties } = await responseShape("messages.read_users") as { properties: Fields };
  return record({
    items: properties["items"] ?? {},
    total: integer("readers in this answer"),
    ...PAGE_FIELDS,
  });
};
