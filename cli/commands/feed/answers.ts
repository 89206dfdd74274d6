/**
 * The shapes of what the commands about the feed answer with.
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
  nullable,
  record,
  type Shape,
  text,
} from "../../../core/json/shape.ts";
import { PAGE_FIELDS } from "../../../core/platform/page-shape.ts";

const NOTICE: Fields = { "_notice?": text("which details are missing, and why") };

const SHORTCUT = record({
  "feed_card_id?": nullable(text("oc_… of a chat")),
  "type?": nullable(digits("1: a chat")),
});

/** Shortcuts with their chats. */
export const shortcutList = async (): Promise<Shape> =>
  record({
    shortcuts: list(extend(SHORTCUT, { "detail?": await responseShape("chats.list", "items") })),
    ...PAGE_FIELDS,
    ...NOTICE,
  });

/** What became of each chat. */
export const changedShortcuts = (): Shape => {
  const failed = record({
    "shortcut?": nullable(SHORTCUT),
    "reason?": nullable(digits()),
    "reason_label?": text("what the reason means"),
  });
  return record({
    total: integer("chats that were given"),
    success_count: integer(),
    failure_count: integer(),
    succeeded_shortcuts: list(SHORTCUT),
    failed_shortcuts: list(failed),
    "unmatched_failures?": list(failed, "failures that name none of the chats"),
  });
};

/** Feed groups. */
export const groupList = async (): Promise<Shape> => {
  const group = await responseShape("feed.groups.batch_query", "groups");
  return record({ groups: list(group), deleted_groups: list(group), ...PAGE_FIELDS });
};

const ITEM = record({
  "feed_id?": nullable(text("oc_…")),
  "feed_type?": text(),
  "update_time?": nullable(digits("Unix milliseconds")),
  "chat_name?": text(),
});

const ITEMS: Fields = { items: list(ITEM), deleted_items: list(ITEM, "chats that were taken out") };

/** Chats in a group. */
export const groupItems = (): Shape => record({ ...ITEMS, ...PAGE_FIELDS, ...NOTICE });

/** Which chats are in a group. */
export const groupQuery = (): Shape =>
  record({ ...ITEMS, "missing?": list(text(), "chats in neither list"), ...NOTICE });
