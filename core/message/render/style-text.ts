/** Marks of the styles, from the innermost to the outermost (reading sheet 5.3). */
const MARKS: readonly (readonly [style: string, start: string, end: string])[] = [
  ["bold", "**", "**"],
  ["italic", "*", "*"],
  ["underline", "<u>", "</u>"],
  ["lineThrough", "~~", "~~"],
];

/** Wraps text in the marks of its styles; unknown styles count for nothing, and nothing stays nothing. */
export function styleText(text: string, styles: readonly unknown[]): string {
  if (text === "") return "";
  return MARKS.reduce(
    (inner, [style, start, end]) => styles.includes(style) ? `${start}${inner}${end}` : inner,
    text,
  );
}
