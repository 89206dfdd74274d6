import { COMMAND_NAMES } from "../commands/names.ts";

/** Commands that a list of commands shows together. */
export interface CommandSection<T> {
  readonly title: string;
  readonly commands: readonly T[];
}

/** Sections by what `COMMAND_NAMES` has before the slash; all others are the last one. */
const TITLES: Readonly<Record<string, string>> = {
  messages: "Messages",
  chats: "Chats",
  flags: "Bookmarks and feed",
  feed: "Bookmarks and feed",
  config: "Account",
  profile: "Account",
  auth: "Account",
  whoami: "Account",
  doctor: "Account",
};
const OTHERS = "More";
/** The section of the methods of the API. */
export const METHODS = "API methods";

/** The section of a command, by its name. */
export function sectionOf(name: string): string {
  const path = COMMAND_NAMES.find((one) => one.name === name)?.path;
  if (path === undefined) return METHODS;
  return TITLES[path.replace(/\/.*/, "")] ?? OTHERS;
}

/** Commands in sections, in the order of the help. */
export function commandSections<T extends { readonly name: string }>(
  commands: readonly T[],
): readonly CommandSection<T>[] {
  return [...Map.groupBy(commands, ({ name }) => sectionOf(name))]
    .map(([title, members]) => ({ title, commands: members }));
}
