let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as people see them: an emoji with its skin or a letter with its accent is one. */
export function* graphemes(text: string): Generator<string> {
  if (/^[\n\t -~]*$/.test(text)) return yield* text;
  // Making one takes as long as a start of the program, so it is made when the first text needs it.
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(text)) yield segment;
}
