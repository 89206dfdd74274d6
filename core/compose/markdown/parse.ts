import { emphasisParsers } from "./flanking.ts";
import { boundedParsers, inlineSections } from "./inline-parsers.ts";
import type { BlockParser, Element, LeafBlock } from "@lezer/markdown";

/** A part of a Markdown text: where it stands in the source, and the parts in it, in order. Plain text has no node. */
export interface MarkdownNode {
  /**
   * The parser's name: `Paragraph`, `FencedCode`, `StrongEmphasis`, …; marks such as `**` are nodes, too. `TooDeep` is
   * text to be shown as typed.
   */
  readonly name: string;
  /** UTF-16 offset of the first character. */
  readonly from: number;
  /** Offset behind the last character. */
  readonly to: number;
  readonly children: readonly MarkdownNode[];
}

/** Deeper parts are shown as typed: nobody writes them, and all walks over the nodes are recursive. */
const MAX_DEPTH = 100;

/** What can stand inside its own kind, and so at any depth. */
const NESTABLE_REGEXP =
  /^(BulletList|OrderedList|Blockquote|Emphasis|StrongEmphasis|Strikethrough|Link|Image)$/;

/** What of the parser's cursor is used here. */
interface Cursor {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  firstChild(): boolean;
  nextSibling(): boolean;
  parent(): boolean;
}

/**
 * Reads CommonMark with GitHub's tables, strike and bare addresses. Blocks of HTML are no blocks here: the platform
 * shows HTML as text, and what stands between the tags is Markdown to it. Task boxes stay text, too.
 *
 * @param source text with `\n` as line end
 */
export async function parseMarkdown(source: string): Promise<MarkdownNode> {
  const { Autolink, InlineContext, parser, Strikethrough, Table } = await import("@lezer/markdown");
  const reader = parser.configure([Table, Strikethrough, Autolink, {
    remove: ["HTMLBlock"],
    parseBlock: [longBrackets()],
    parseInline: [...emphasisParsers(InlineContext), ...boundedParsers],
  }]);
  const parseInline = reader.parseInline.bind(reader);
  reader.parseInline = (text, offset) => {
    const elements: Element[] = [];
    let at = offset;
    for (const section of inlineSections(text)) {
      for (const element of parseInline(section, at)) elements.push(element);
      at += section.length;
    }
    return elements;
  };
  return readNode(reader.parse(source).cursor(), 0);
}

/** Longest paragraph that may be a definition, UTF-16 units: the library reads it again with every line. */
const MAX_DEFINITION = 10_000;

/** Ends a paragraph that begins like a definition but is longer than any. */
function longBrackets(): BlockParser {
  // Looked at while the text is short: a look at a text that grew makes a copy of it.
  const known = new WeakMap<LeafBlock, boolean>();
  return {
    name: "LongBrackets",
    endLeaf(_context, _line, leaf) {
      const isBracket = known.get(leaf) ?? leaf.content.startsWith("[");
      known.set(leaf, isBracket);
      return isBracket && leaf.content.length > MAX_DEFINITION;
    },
  };
}

function readNode(cursor: Cursor, depth: number): MarkdownNode {
  const { name, from, to } = cursor;
  if (depth > MAX_DEPTH && NESTABLE_REGEXP.test(name)) return { name: "TooDeep", from, to, children: [] };
  const children: MarkdownNode[] = [];
  if (cursor.firstChild()) {
    do children.push(readNode(cursor, depth + 1)); while (cursor.nextSibling());
    cursor.parent();
  }
  return { name, from, to, children };
}

/**
 * The source between two offsets inside a node, as typed, without what belongs to the containers around it: quote
 * marks and the indentation of further lines.
 */
export function rawText(source: string, node: MarkdownNode, from = node.from, to = node.to): string {
  let text = "";
  let at = from;
  for (const mark of quoteMarks(node)) {
    if (mark.from < at || mark.to > to) continue;
    text += source.slice(at, mark.from);
    at = mark.to;
  }
  return withoutIndentation(text + source.slice(at, to));
}

/** Takes the indentation from every line but the first. */
export function withoutIndentation(text: string): string {
  return text.replace(/\n[ \t]+/g, "\n");
}

function quoteMarks(node: MarkdownNode): readonly MarkdownNode[] {
  return node.children.flatMap((child) => child.name === "QuoteMark" ? [child] : quoteMarks(child));
}

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
