import { invalidArgument } from "../../core/failure.ts";
import { isTrue, type Option, toggle } from "./option.ts";

/** How quiet a run is: 1 without progress and warnings, 2 without anything. */
export type QuietLevel = 0 | 1 | 2;

/** An option that counts: given twice, it means more. From a variable, and behind `=`, it takes 2 as well. */
export function quietOption(summary: string): Option<QuietLevel> {
  const once = toggle(summary);
  return {
    ...once,
    read(texts = [], name) {
      const wrong = texts.find((text) => text !== "2" && !isRead(once, text, name));
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

function isRead(option: Option<boolean>, text: string, name: string): boolean {
  try {
    option.read([text], name);
    return true;
  } catch {
    return false;
  }
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
