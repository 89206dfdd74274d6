import { UNSEEN_REGEXP } from "../../core/unseen.ts";

const SEQUENCE_REGEXP =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;

/**
 * Takes out of a text what a terminal would obey: escape sequences, control characters other than newline and tab,
 * and characters that hide or turn text (platform sheet 6.6). For every human format.
 */
export function cleanForTerminal(text: string): string {
  return text.replace(SEQUENCE_REGEXP, "").replace(
    UNSEEN_REGEXP,
    (character) => "\n\t".includes(character) ? character : "",
  );
}
