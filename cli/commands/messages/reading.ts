import type { StageOptions } from "../../../core/enrich/stage.ts";
import { createItems, type ItemNames } from "../../../core/items.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { ScopeNeeds } from "../../command.ts";
import { type OptionValues, toggle } from "../../options/option.ts";
import type { downloadOptions } from "./download-options.ts";

/**
 * What the service may demand for reading messages. The contact scopes belong to an optional stage: a command runs
 * without them.
 */
export const readingScopes = {
  scopes: ["im:message:readonly"],
  moreScopes: {
    user: [
      "im:message.group_msg:get_as_user",
      "im:message.p2p_msg:get_as_user",
      "im:message.reactions:read",
      "contact:user.basic_profile:readonly",
    ],
    bot: [
      "im:message.group_msg",
      "im:message.p2p_msg:readonly",
      "im:message.reactions:read",
      "contact:user.base:readonly",
    ],
  },
} as const;

const REACTIONS_SCOPE = "im:message.reactions:read";

/**
 * The scopes for reading messages with these options. What a stage lacks is left out of the answer, so only the messages
 * themselves are required; which of the others they need depends on the chat.
 */
export function readingNeeds({ noReactions }: ReadingValues, identity: Identity): ScopeNeeds {
  const more: readonly string[] = readingScopes.moreScopes[identity];
  return {
    required: [[...readingScopes.scopes, "im:message", "im:message.history:readonly"]],
    helpful: more.filter((scope) => scope !== REACTIONS_SCOPE || !noReactions),
  };
}

/** The options of every command that reads messages. */
export const readingOptions = {
  noReactions: toggle("do not fetch reactions"),
  showCommands: toggle("with pretty: below each message, the commands that fetch its files and thread"),
  concise: toggle("print compact Markdown, same as --format concise"),
};

/** The options of commands that attach the replies of threads. */
export const threadOptions = {
  noThreads: toggle("do not fetch the replies of threads, only how many there are"),
};

/** Values of all of them. */
export type ReadingValues =
  & OptionValues<typeof readingOptions>
  & Partial<OptionValues<typeof downloadOptions>>
  & Partial<OptionValues<typeof threadOptions>>;

const FILES: ItemNames = {
  one: "file",
  many: "files",
  keys: { notTried: "resource_not_tried", incomplete: "resources_incomplete" },
};

/** Which stages complete the messages of a command, in its preview and in its run. */
export function stageOptions(
  {
    noReactions,
    noThreads,
    concise,
    downloadResources,
    downloadLimit = Infinity,
    failFast = false,
    verify = false,
  }: ReadingValues,
  stages: Pick<StageOptions, "threads" | "chats">,
): StageOptions {
  return {
    ...stages,
    ...(noThreads ? { threads: "count" as const } : {}),
    reactions: !noReactions,
    ...(concise ? { reactorNames: true } : {}),
    downloads: downloadResources
      ? { maxBytes: downloadLimit, isCheck: verify, items: createItems(FILES, { failFast }) }
      : undefined,
  };
}
