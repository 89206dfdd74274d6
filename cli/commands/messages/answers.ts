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
