const START = "[map[";
const END = "]]";

/** The next key of a map: a word with a colon, not the start of an address and not a colon of ordinary writing. */
const NEXT_KEY_REGEXP = /\s[A-Za-z_]\w*:(?![/\s])/;

/**
 * The `text` values of a list of maps as Go prints it, `[map[text:A] map[bold:true text:B]]` → `["A", "B"]`: the
 * service sends some table cells in this form (reading sheet 6.2). Undefined if it is another text, or a map without
 * `text`, so that nothing is lost.
 */
export function goMapTexts(dump: string): readonly string[] | undefined {
  if (!dump.startsWith(START) || !dump.endsWith(END)) return undefined;
  const texts: string[] = [];
  for (const map of dump.slice(START.length, -END.length).split("] map[")) {
    const text = textIn(map);
    if (text === undefined) return undefined;
    if (text !== "") texts.push(text);
  }
  return texts;
}

function textIn(map: string): string | undefined {
  const at = map.startsWith("text:") ? 0 : map.indexOf(" text:") + 1;
  if (at === 0 && !map.startsWith("text:")) return undefined;
  const value = map.slice(at + "text:".length);
  const next = value.search(NEXT_KEY_REGEXP);
  return next < 0 ? value : value.slice(0, next);
}
