import { invalidArgument } from "../../core/failure.ts";
import { isFalse, isTrue, type Option, toggle } from "./option.ts";

/** How quiet a run is: 1 without progress and warnings, 2 without anything. */
export type QuietLevel = 0 | 1 | 2;

/** An option that counts: given twice, it means more. From a variable, and behind `=`, it takes 2 as well. */
export function quietOption(summary: string): Option<QuietLevel> {
  return {
    ...toggle(summary),
    read(texts = [], name) {
      const isLevel = (text: string) => text === "2" || isTrue(text) || isFalse(text);
      const wrong = texts.find((text) => !isLevel(text));
      if (wrong !== undefined) {
        const isTyped = name.startsWith("-");
        throw invalidArgument(
          name,
          `${name} must be true, false or 2: "${wrong}"`,
          isTyped ? `write ${name} once or twice, or ${name}=false` : `write it like ${name}=2`,
        );
      }
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
