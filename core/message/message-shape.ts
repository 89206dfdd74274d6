/**
 * The shape of a message as commands print it, for descriptions of their answers.
 *
 * @module
 */

import {
  anything,
  digits,
  extend,
  integer,
  list,
  mark,
  nullable,
  record,
  recordOf,
  type Shape,
  text,
  truth,
  word,
} from "../json/shape.ts";
import type { Message, Reactions, SavedResource, Sender } from "./message.ts";
import type { Mention } from "./wire.ts";

/** A message. Replies in its thread have the same shape, which stands at `root` in the document. */
export function messageShape(root: string): Shape {
  return recordOf<Message>({
    message_id: text("om_…"),
    msg_type: text(),
    content: text("the text of a message of any type"),
    sender: nullable(SENDER),
    create_time: text("local, YYYY-MM-DD HH:MM"),
    "create_time_ms?": integer("Unix milliseconds"),
    deleted: truth("it was recalled"),
    updated: truth("it was edited"),
    "update_time?": text("local"),
    "thread_id?": text("omt_…"),
    "root_id?": text("the message that its thread goes back to"),
    "reply_to?": text("the message that it answers"),
    "mentions?": list(MENTION),
    "chat_id?": text("oc_…"),
    "message_position?": digits("in the chat"),
    "thread_message_position?": digits("in the thread"),
    "message_app_link?": text("opens it in the app"),
    "reactions?": REACTIONS,
    "reactions_error?": mark("they could not be read"),
    "thread_replies?": list({ $ref: root }, "oldest first"),
    "thread_reply_count?": integer("where replies are counted, not attached"),
    "thread_has_more?": mark("the thread has more replies than these"),
    "thread_replies_error?": mark("they could not be read"),
    "resources?": list(RESOURCE, "images and files of the message"),
    "chat_type?": text("p2p, group or topic"),
    "chat_name?": text(),
    "chat_partner?": recordOf<NonNullable<Message["chat_partner"]>>(
      { open_id: text(), "name?": text() },
      "the other person of a direct chat",
    ),
    "synced_from_thread_reply?": text("the reply in the thread of which this is the copy in the chat"),
    "synced_from_thread?": text("the thread of that reply"),
    "synced_to_chat_message?": text("the copy of this reply in the chat"),
  });
}

const MENTION = recordOf<Mention>({
  key: text("what stands for it in the text, such as @_user_1"),
  id: text("open id"),
  name: text(),
});

/** The sender as received, with what the service sends beside the fields that are used here. */
const SENDER = extend(
  recordOf<Sender>({
    "id?": nullable(text("open id of a person, app id of a bot")),
    "sender_type?": nullable(text("user or app")),
    "name?": nullable(text()),
    "open_bot_id?": nullable(text()),
  }),
  { "id_type?": text(), "tenant_key?": text(), "sender_i18n_names?": anything("by language") },
);

const REACTION = record({
  "reaction_id?": text(),
  "operator?": record({ "operator_id?": text(), "operator_type?": text("user or app"), "name?": text() }),
  "action_time?": digits("Unix milliseconds"),
  "emoji_type?": text(),
});

const REACTIONS = recordOf<Reactions>({
  "counts?": list(recordOf<NonNullable<Reactions["counts"]>[number]>({
    "reaction_type?": nullable(text()),
    "count?": nullable(digits()),
  })),
  "details?": list(REACTION, "who reacted how"),
  "details_has_more?": mark("there are more than these; counts has all"),
});

const RESOURCE = recordOf<SavedResource>({
  message_id: text("the message to fetch it with"),
  key: text("img_… or file_…"),
  type: word(["image", "file"]),
  "local_path?": text("where it was saved, absolute"),
  "size_bytes?": integer(),
  "compared?": word(["nothing", "length", "head_and_tail", "sha256"], "with verify: with the service"),
  "error?": mark("it could not be saved; with verify: it does not match the file of the service"),
  "problem?": word(
    ["missing", "incomplete", "not_a_file", "other_size", "other_bytes", "not_compared"],
    "with verify, besides error",
  ),
  "not_tried?": mark("besides error: the run had stopped at an earlier failure"),
});
