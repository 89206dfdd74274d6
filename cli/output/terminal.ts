import { replaceHidden } from "../../core/text/invisible.ts";
import type { Secrets } from "../../core/text/redact.ts";
import type { Sink } from "../../core/world.ts";

const SEQUENCE_REGEXP =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;

/**
 * Takes out of a text what a terminal would obey: escape sequences, control characters other than newline and tab,
 * and characters that hide or turn text. For every human format.
 */
export function cleanForTerminal(text: string): string {
  return replaceHidden(
    text.replace(SEQUENCE_REGEXP, ""),
    (character) => "\n\t".includes(character) ? character : "",
  );
}

/** The same on one line, so that nothing in the text looks like a line of ours. */
export function cleanLine(text: string): string {
  return cleanForTerminal(text.replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, " "));
}

/**
 * JSON text for a terminal: JSON itself escapes only the controls below U+0020, so the other characters that a terminal
 * would obey or nobody would see become `\uXXXX` here. It stays the same JSON.
 */
export function terminalJson(json: string): string {
  return replaceHidden(json, (character) => character === "\n" ? character : escaped(character));
}

function escaped(character: string): string {
  return character.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}

/**
 * The text of a cell on one line: cleaned for terminals, newline and tab as the visible signs `⏎` and `⇥`.
 */
export function visibleCell(text: string): string {
  return cleanForTerminal(text).replaceAll("\n", "⏎").replaceAll("\t", "⇥");
}

const encoder = new TextEncoder();

/** Writes text. Rejects with `BrokenPipe` when the reader is gone. */
export async function writeText(sink: Sink, text: string): Promise<void> {
  await sink.write(encoder.encode(text));
}

/** Whether the reader of our output is gone. */
export function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error &&
    (error.name === "BrokenPipe" || ("code" in error && error.code === "EPIPE"));
}

/** The same stream without the secrets of the run, whoever writes them. */
export function redactingSink(sink: Sink, { redact }: Pick<Secrets, "redact">): Sink {
  return {
    isTerminal: sink.isTerminal,
    columns: () => sink.columns(),
    write(bytes) {
      const text = new TextDecoder().decode(bytes);
      const redacted = redact(text);
      return sink.write(redacted === text ? bytes : new TextEncoder().encode(redacted));
    },
  };
}

/**
 * The same stream, except that what cannot be written is lost. For stderr: a stream that is closed or full loses the
 * warnings, never the result or the status (docs/contract.md, 13).
 */
export function bestEffortSink(sink: Sink): Sink {
  return {
    isTerminal: sink.isTerminal,
    columns: () => sink.columns(),
    write: (bytes) => sink.write(bytes).catch(() => {}),
  };
}
