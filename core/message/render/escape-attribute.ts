const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ['"', '\\"'],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Escapes text between the quotes of an attribute: with backslashes, not with entities (reading sheet 5). */
export function escapeAttribute(text: string): string {
  return text.replace(/[\\"\n\r\t]/g, (character) => ESCAPES.get(character) ?? character);
}
