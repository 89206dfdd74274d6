/** A code span: backticks, then as many backticks again before the next blank line. */
const CODE_SPAN_REGEXP = /(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)\1(?!`)/g;

/** Changes a text except for its fenced code (also where the fence is never closed) and its code spans. */
export function changeOutsideCode(text: string, change: (part: string) => string): string {
  let result = "";
  let prose = "";
  let fence: string | undefined;
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const mark = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)/.exec(line.trimEnd());
    const isCode = fence !== undefined || mark !== null;
    if (isCode) {
      result += changeOutsideSpans(prose, change) + line;
      prose = "";
    } else {
      prose += line;
    }
    if (fence === undefined) fence = mark?.[1];
    else if (mark?.[1]?.startsWith(fence) && mark[2]?.trim() === "") fence = undefined;
  }
  return result + changeOutsideSpans(prose, change);
}

function changeOutsideSpans(text: string, change: (part: string) => string): string {
  let result = "";
  let at = 0;
  for (const span of text.matchAll(CODE_SPAN_REGEXP)) {
    result += change(text.slice(at, span.index)) + span[0];
    at = span.index + span[0].length;
  }
  return result + change(text.slice(at));
}
