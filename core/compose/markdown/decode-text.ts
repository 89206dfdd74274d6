const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\u00a0"],
]);

/**
 * Resolves Markdown's backslash escapes and the character references that people type; further named ones stay as
 * they are.
 */
export function decodeText(raw: string): string {
  return raw.replace(/\\([!-/:-@[-`{-~])|&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (
    whole: string,
    escaped?: string,
    hex?: string,
    decimal?: string,
    name?: string,
  ) => {
    if (escaped !== undefined) return escaped;
    if (name !== undefined) return ENTITIES.get(name) ?? whole;
    return characterOf(hex === undefined ? Number(decimal) : parseInt(hex, 16));
  });
}

/** What is no character becomes the replacement character, as CommonMark wants it. */
function characterOf(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : "\ufffd";
}
