import { byteSize } from "../flag-kinds/byte-size.ts";
import { type FlagValues, optional, toggle } from "../flags.ts";

/** The flags of every command that reads messages. */
export const readingFlags = {
  noReactions: toggle("do not ask for reactions"),
  concise: toggle("print compact Markdown: the same as --format concise"),
};

/** The flags of commands that can save what is attached to messages. */
export const resourceFlags = {
  downloadResources: toggle("save images and files under ./lark-im-resources/"),
  downloadLimit: optional(byteSize("begin no further download once so much is saved, such as 500MB")),
};

/** Values of both. */
export type ReadingValues = FlagValues<typeof readingFlags> & Partial<FlagValues<typeof resourceFlags>>;
