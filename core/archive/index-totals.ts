import type { Database } from "./database.ts";

/** What the index as a whole holds, about: entries that were replaced count until the index is merged. */
export interface IndexTotals {
  /** Messages with a text. */
  readonly entries: number;
  /** Characters of all of them. */
  readonly characters: number;
}

/** Reads it from the index's own record: to count takes a walk over the archive. */
export function indexTotals(database: Database): IndexTotals {
  // Numbers of the record in a row: entries, then tokens by column (https://sqlite.org/fts5.html, section 9).
  const row = database.get<{ block: Uint8Array }>("SELECT block FROM find_data WHERE id = 1");
  const [entries = 0, characters = 0] = numbersOf(row?.block ?? new Uint8Array());
  return { entries, characters };
}

/** Seven bits a byte, the highest ones first; the eighth says that the number goes on. */
function numbersOf(bytes: Uint8Array): readonly number[] {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of bytes) {
    number = number * 128 + (byte & 127);
    if (byte >= 128) continue;
    numbers.push(number);
    number = 0;
  }
  return numbers;
}
