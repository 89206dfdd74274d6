/**
 * What the tests of output formats share: hostile texts, a reader of CSV, and what moves a terminal.
 *
 * @module
 */

/** Colours, a title, a line of ours, controls of eight bits, and what turns the reading direction. */
export const HOSTILE =
  'x\u001b[31m\u001b]0;t\u0007"\u009b1m\u0085\u202e\u2066,\r\nerror: forged\u2028ok\u0000\u007f';

/** The cells of a CSV text (RFC 4180). */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}

/** What a terminal would obey, or nobody would see, in a text of lines. */
export function terminalControls(text: string): readonly string[] {
  return text.match(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu) ?? [];
}

/** The texts of a value, at any depth. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
