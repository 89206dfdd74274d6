import { GLOBAL_OPTIONS } from "../options/global.ts";
import { optionName } from "../options/option.ts";

/** Global flags that are followed by their value. */
const WITH_VALUE: ReadonlySet<string> = new Set(
  Object.entries(GLOBAL_OPTIONS).flatMap(([key, flag]) => {
    if (flag.placeholder === undefined) return [];
    const letter: string | undefined = flag.short;
    return [optionName(key), ...(letter === undefined ? [] : [`-${letter}`])];
  }),
);
const ALL: ReadonlySet<string> = new Set(
  Object.entries(GLOBAL_OPTIONS).flatMap(([key, { short }]) => [
    optionName(key),
    ...(short === undefined ? [] : [`-${short}`]),
  ]),
);

/** The words of a line without its global flags: the command, then whatever belongs to it. */
export function commandWords(args: readonly string[]): readonly string[] {
  return args.filter((word, index) => {
    if (WITH_VALUE.has(args[index - 1] ?? "")) return false;
    return !ALL.has(word.replace(/=.*$/s, ""));
  });
}
