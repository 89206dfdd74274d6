/**
 * The record beside a partial file, as far as the scenarios must know it: a first line with everything, then lines
 * with the spans that are there by then.
 *
 * @module
 */

/** What a record says. */
export interface RecordText {
  readonly head: Readonly<Record<string, unknown>>;
  /** First and last byte of each span on disk. */
  readonly done: readonly (readonly [number, number])[];
}

/** Reads a record's text; a line without its end does not count. */
export function readRecord(text: string): RecordText {
  const lines = text.split("\n").slice(0, -1).map((line): unknown => JSON.parse(line));
  const head = lines[0] as RecordText["head"];
  return { head, done: (lines.length > 1 ? lines.at(-1) : head["done"]) as RecordText["done"] };
}

/** The same record in one line, with something changed; what is `undefined` is left out. */
export function changeRecord(text: string, change: Readonly<Record<string, unknown>>): string {
  const { head, done } = readRecord(text);
  return JSON.stringify({ ...head, done, ...change }) + "\n";
}
