/**
 * Numbers as every page of the site shows them, served or as files: in groups of three digits.
 *
 * @module
 */

import { nounFor } from "../../text/count.ts";

/** `1,234`; what is no whole number stays as it is. */
export function numberText(count: number | bigint | string): string {
  return String(count).replace(/\d(?=(?:\d{3})+$)/g, "$&,");
}

/** A number with what it counts: `1,234 messages`. */
export function countText(count: number, noun: string, plural = `${noun}s`): string {
  return `${numberText(count)} ${nounFor(count, noun, plural)}`;
}
