/**
 * The shapes of what the commands about flags answer with.
 *
 * @module
 */

import { responseShape } from "../../../core/api/response-shape.ts";
import {
  anything,
  digits,
  extend,
  list,
  mark,
  nullable,
  record,
  type Shape,
  text,
  word,
} from "../../../core/json/shape.ts";
import { PAGE_FIELDS } from "../../../core/platform/page-shape.ts";
import { FLAG_TYPES, ITEM_TYPES } from "../../../core/flag/layer.ts";

const FLAG = record({
  "item_id?": nullable(text("om_…")),
  "item_type?": nullable(digits("0: a message, 4 and 11: a thread")),
  "flag_type?": nullable(digits("2: a bookmark, 1: in the feed")),
  "create_time?": nullable(digits("Unix milliseconds")),
  "update_time?": nullable(digits("Unix milliseconds")),
});

/** Flags with their messages. */
export const flagList = async (): Promise<Shape> => {
  const message = await responseShape("messages.get", "items");
  return record({
    flag_items: list(extend(FLAG, {
      "message?": message,
      "message_error?": mark("it could not be fetched"),
    })),
    delete_flag_items: list(FLAG, "cancelled flags"),
    messages: list(message, "those that are bookmarked"),
    ...PAGE_FIELDS,
  });
};

/** A flag that was set. */
export const createdFlag = (): Shape =>
  record({ item_id: text("om_…"), item_type: word(ITEM_TYPES), flag_type: word(FLAG_TYPES) });

/** What became of each layer. */
export const cancelledFlag = (): Shape =>
  record({
    results: list(record({
      item_id: text("om_…"),
      "item_type?": word(ITEM_TYPES),
      flag_type: word(FLAG_TYPES),
      status: word(["ok", "failed", "skipped"]),
      "response?": anything(),
      "error?": anything("as in error"),
      "reason?": text(),
    })),
  });
