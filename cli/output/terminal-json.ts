import { UNSEEN_REGEXP } from "../../core/unseen.ts";

/**
 * JSON text for a terminal: JSON itself escapes only the controls below U+0020, so the other characters that a terminal
 * would obey or nobody would see become `\uXXXX` here. It stays the same JSON.
 */
export function terminalJson(json: string): string {
  return json.replace(UNSEEN_REGEXP, (character) => character === "\n" ? character : escaped(character));
}

function escaped(character: string): string {
  return character.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
