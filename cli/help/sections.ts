import type { Command } from "../command.ts";
import { COMMAND_NAMES } from "../commands/names.ts";

/** Commands that a list of commands shows together. */
export interface CommandSection {
  readonly title: string;
  readonly commands: readonly Command[];
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

/** Commands in sections, in the order of the help. Methods of the API are in none. */
export function commandSections(commands: readonly Command[]): readonly CommandSection[] {
  const titleOf = (name: string) => {
    const path = COMMAND_NAMES.find((one) => one.name === name)?.path ?? "";
    return TITLES[path.replace(/\/.*/, "")] ?? OTHERS;
  };
  return [...Map.groupBy(commands, ({ name }) => titleOf(name))]
    .map(([title, members]) => ({ title, commands: members }));
}
