/**
 * How text is cut for searching, the same for what is archived and for what is searched. A hit is a substring after NFKC
 * and lower case (docs/contract.md, 15); the index finds candidates quickly, and the text itself decides.
 *
 * The index holds pairs of neighboring characters, so it needs no knowledge of words or scripts: a text that holds
 * "save" holds "sa", "av" and "ve". The last character has a pair of its own, so that each character begins one.
 *
 * @module
 */

/** Texts that are in that form: characters that it leaves alone, and that do not join with those beside them. */
const NORMAL_REGEXP = /^[\t\n\r -@[-~、。「」ぁ-ゖァ-ヺー\u4e00-\u9fff가-힣]*$/;

/** The form in which texts are compared. */
export function normalizeText(text: string): string {
  if (NORMAL_REGEXP.test(text)) return text;
  return text.normalize("NFKC").toLowerCase();
}

/** Stands behind the last character. */
const END = "\u{E0FF}";
/** To the index, blanks and signs of ASCII end a word; here they are characters as all others. */
const FIRST_STAND_IN = 0xE000;
const SEPARATOR_REGEXP = /[^\da-z]/i;
const ASCII = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return SEPARATOR_REGEXP.test(character) ? String.fromCharCode(FIRST_STAND_IN + code) : character;
});

/** A character as the index has it. */
export function indexCharacter(character: string): string {
  return ASCII[character.charCodeAt(0)] ?? character;
}

/** Whether a character has its entries in the index to itself: signs share theirs with characters that nobody uses. */
export function isUnmistakable(character: string): boolean {
  return indexCharacter(character) === character && (character < "\u{E000}" || character > END);
}

/** The pairs of neighboring characters of a text in its normal form. */
export function pairsOf(normalized: string): readonly string[] {
  const pairs: string[] = [];
  let before: string | undefined;
  for (const character of normalized) {
    const indexed = indexCharacter(character);
    if (before !== undefined) pairs.push(before + indexed);
    before = indexed;
  }
  return pairs;
}

/** What a text contributes to the index: its pairs between blanks; empty for an empty text. */
export function indexEntry(text: string): string {
  let entry = "";
  let before = "";
  for (const character of normalizeText(text)) {
    const indexed = indexCharacter(character);
    if (before !== "") entry += `${before}${indexed} `;
    before = indexed;
  }
  return before === "" ? "" : entry + before + END;
}
