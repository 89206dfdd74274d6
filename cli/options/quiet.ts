import { isTrue, type Option, toggle } from "./option.ts";

/** How quiet a run is: 1 without progress and warnings, 2 without anything. */
export type QuietLevel = 0 | 1 | 2;

/** An option that counts: given twice, it means more. From a variable, and behind `=`, it takes 2 as well. */
export function quietOption(summary: string): Option<QuietLevel> {
  const once = toggle(summary);
  return {
    ...once,
    read(texts = [], name) {
      for (const text of texts) if (text !== "2") once.read([text], name);
      return quietLevel(texts);
    },
  };
}

/** The level that texts of the option stand for, whether or not they are all valid. */
export function quietLevel(texts: readonly string[] = []): QuietLevel {
  let level: QuietLevel = 0;
  for (const text of texts) {
    if (text === "2") level = 2;
    else if (isTrue(text)) level = level === 0 ? 1 : 2;
    else level = 0;
  }
  return level;
}
