/** A document with other text where a benchmark writes: between the marks of its task. */
export function replaceSection(document: string, task: string, text: string): string {
  const [beginMark, endMark] = ["begin", "end"].map((side) =>
    `<!-- ${side} of what deno task ${task} writes -->`
  );
  const [begin, end] = [document.indexOf(beginMark ?? ""), document.indexOf(endMark ?? "")];
  if (begin < 0 || end < begin) {
    throw new Error(`the document does not say where the figures of ${task} belong`);
  }
  return `${document.slice(0, begin)}${beginMark}\n\n${text}\n\n${document.slice(end)}`;
}
