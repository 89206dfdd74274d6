/**
 * Feed groups, cards and shortcuts as the service sends them. An answer is read by these schemas once, where it
 * arrives: fields that are not listed here stay, and one of another type than documented counts as missing.
 *
 * @module
 */

import { digits, object, record, text, type WireSchema } from "../json/schema.ts";

type Text = string | null;
type Digits = string | number | bigint | null;

/** A feed group (tag). */
export type FeedGroup = {
  readonly group_id?: Text;
  readonly name?: Text;
  readonly type?: Text;
};

export const FEED_GROUP: WireSchema<FeedGroup> = record({ group_id: text, name: text, type: text });

/** A card in a feed group: a chat. */
export type FeedItem = {
  /** The chat's id. */
  readonly feed_id?: Text;
  /** Unix milliseconds. */
  readonly update_time?: Digits;
};

export const FEED_ITEM: WireSchema<FeedItem> = record({ feed_id: text, update_time: digits });

/** A shortcut of the feed. */
export type Shortcut = {
  /** The chat's id, where the type is that of chats. */
  readonly feed_card_id?: Text;
  readonly type?: Digits;
};

const SHORTCUT_FIELDS = { feed_card_id: text, type: digits };

export const SHORTCUT: WireSchema<Shortcut> = record(SHORTCUT_FIELDS);

/** A shortcut that could not be changed. */
export type FailedShortcut = {
  readonly shortcut?: Shortcut | null;
  /** A number of the service's list of reasons. */
  readonly reason?: Digits;
};

export const FAILED_SHORTCUT: WireSchema<FailedShortcut> = record({
  shortcut: object(SHORTCUT_FIELDS),
  reason: digits,
});
