/**
 * The lines of one message in a conversation.
 *
 * @module
 */

import { truncateColumns } from "../../../core/text/truncate.ts";
import { displayWidth, padColumns } from "../../../core/text/width.ts";
import { wrapText } from "../../../core/text/wrap.ts";
import { factLines } from "../../output/listing.ts";
import type { Line, Span } from "../../screen.ts";

/** What is shown of a message; all texts are clean. */
export interface Block {
  readonly time: string;
  /** Stands before the time. */
  readonly mark: string;
  readonly sender: Sender;
  /** Lines as the author broke them. */
  readonly text: readonly string[];
  /** Stands behind the text where it fits there; may be empty. */
  readonly id: string;
  /** What is to say beside the text. */
  readonly facts: readonly string[];
  readonly reactions: readonly string[];
  /** Each on a line of its own. */
  readonly files: readonly string[];
  /** Command lines, each on a line of its own. */
  readonly commands: readonly string[];
}

/** Who wrote a message; an id in place of a name is never cut. */
export interface Sender {
  readonly text: string;
  readonly isName: boolean;
}

/** Where a message stands. */
export interface Place {
  /** Where lines end; `undefined` in files, where nothing is wrapped. */
  readonly columns: number | undefined;
  readonly isTerminal: boolean;
  /** The sender stands above the text. */
  readonly isStacked: boolean;
  /** Columns of the names. */
  readonly name: number;
  readonly indent: string;
}

const GAP = "  ";
const FACT_GAP = " · ";
/** Stands before each further line of a text, which so looks like no line of ours. */
const TEXT_MARK = "│ ";

/** The lines of a message. */
export function blockLines(block: Block, place: Place): readonly Line[] {
  const { isStacked, indent } = place;
  const lead = displayWidth(indent + block.mark + block.time) + GAP.length;
  const name = nameText(
    block.sender,
    isStacked ? { ...place, name: (place.columns ?? Infinity) - lead } : place,
  );
  const at = isStacked ? indent.length + 2 : lead + place.name + GAP.length;
  const isApart = isStacked || displayWidth(name) > place.name && place.isTerminal;
  const width = place.columns === undefined ? undefined : place.columns - at;
  const text = textLines(block.text, width);
  const { lines: body, rest } = withId(text, block, width);
  const head: Line = [
    indent + block.mark,
    { text: block.time, style: "dim" },
    GAP,
    { text: isApart ? name : padColumns(name, place.name), style: "bold" },
  ];
  const [first = [], ...others] = body;
  const beside = isApart ? [head] : [[...head, GAP, ...first]];
  return [
    ...beside,
    ...(isApart ? body : others).map((line) => [
      " ".repeat(startOf(line, at, place) - TEXT_MARK.length),
      { text: TEXT_MARK, style: "dim" } as const,
      ...line,
    ]),
    ...factLines(rest, width ?? Infinity, FACT_GAP).map((text) => placed({ text, style: "dim" }, at, place)),
    ...factLines(block.reactions, width ?? Infinity, GAP).map((text) => placed({ text }, at, place)),
    ...block.files.map((text) => placed({ text, style: "dim" }, at, place)),
    ...block.commands.map((text) => placed({ text, style: "cyan" }, at, place)),
  ];
}

function nameText({ text, isName }: Sender, { isTerminal, name }: Place): string {
  if (!isTerminal || !isName || displayWidth(text) <= name) return text;
  return truncateColumns(text, name - 1);
}

function textLines(text: readonly string[], width: number | undefined): readonly string[] {
  return width === undefined ? text : text.flatMap((line) => wrapText(line, width));
}

/** The id behind the text where it fits there, at the right edge; else it is the first of the facts. */
function withId(
  text: readonly string[],
  { id, facts }: Block,
  width: number | undefined,
): { readonly lines: readonly (readonly (string | Span)[])[]; readonly rest: readonly string[] } {
  const last = text.at(-1) ?? "";
  const lines = text.map((line) => [line]);
  if (id === "") return { lines, rest: facts };
  const span: Span = { text: id, style: "dim" };
  const edge = width === undefined ? undefined : width - displayWidth(id);
  if (edge !== undefined && edge < displayWidth(last) + GAP.length) return { lines, rest: [id, ...facts] };
  const end = edge === undefined ? [last, last === "" ? "" : GAP, span] : [padColumns(last, edge), span];
  return { lines: [...lines.slice(0, -1), end], rest: facts };
}

/** Where a line of the text begins: an address that is too long for the column, further to the left. */
function startOf(line: readonly (string | Span)[], at: number, { columns = Infinity }: Place): number {
  const width = displayWidth(line.map((part) => typeof part === "string" ? part : part.text).join(""));
  return Math.max(TEXT_MARK.length, Math.min(at, columns - width));
}

/** A line that is not wrapped: it begins further to the left where it would not fit. */
function placed(span: Span, at: number, { columns }: Place): Line {
  const start = columns === undefined ? at : Math.max(0, Math.min(at, columns - displayWidth(span.text)));
  return [" ".repeat(start), span];
}
