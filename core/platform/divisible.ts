/**
 * How a list is shown in part, where there is no room for all of it.
 *
 * @module
 */

import type { Phrase } from "../text/phrase.ts";

/** A list that can be shown in part; `P` is what depends on its rows. */
export interface Divisible<P> {
  /** How many parts there are and what they are, where they are not the rows: chats with their messages. */
  readonly parts?: { readonly count: number; readonly noun: string };
  /** The ids under which the records of each row were listed (`listing.ts`). */
  ids(): readonly (readonly string[])[];
  /** What depends on the rows, with the first of them only. */
  first(count: number): P;
  /** The records inside the first row; absent where it has none. */
  readonly inside?: DivisibleRow<P> | undefined;
}

/** A row that can be shown in part, such as a message with its replies. */
export interface DivisibleRow<P> {
  readonly count: number;
  /** What depends on the rows, with the first row alone and the first records inside it. */
  first(count: number): P;
  /** How to get the records behind these. */
  rest(count: number): Phrase;
}
