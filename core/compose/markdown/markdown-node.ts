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
