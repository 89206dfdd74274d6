/**
 * Flags as the service sends them: fields that are not listed here stay, and one of another type than documented counts
 * as missing.
 *
 * @module
 */

import { digits, record, text, type WireSchema } from "../json/schema.ts";

type Digits = string | number | bigint | null;

/** A flag. */
export type Flag = {
  /** The message's id. */
  readonly item_id?: string | null;
  /** Numbers of the item and flag types, as numbers or as text. */
  readonly item_type?: Digits;
  readonly flag_type?: Digits;
  /** Unix milliseconds. */
  readonly update_time?: Digits;
};

export const FLAG: WireSchema<Flag> = record({
  item_id: text,
  item_type: digits,
  flag_type: digits,
  update_time: digits,
});
