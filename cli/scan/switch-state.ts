/**
 * Whether a flag without a value is on, by its last mention among the words of a line. For what must be known before
 * the words are understood: help, version, and how errors are to look.
 */
export function isSwitchOn(words: readonly string[], name: string): boolean {
  const last = words.findLast((word) => word === name || word.startsWith(`${name}=`));
  return last !== undefined && !/=(false|0|no|off)$/i.test(last);
}
