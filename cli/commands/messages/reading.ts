import { createPipeline, type Pipeline } from "../../../core/enrich/pipeline.ts";
import type { StageContext } from "../../../core/enrich/stage.ts";
import { objectsAt } from "../../../core/json/access.ts";
import { appLinkHost } from "../../../core/message/app-link.ts";
import type { RawMessage } from "../../../core/message/wire.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { Page } from "../../../core/platform/pages.ts";
import { createWarnings, type Warnings } from "../../../core/warning.ts";
import { type Clock, sleep } from "../../../core/world.ts";
import type { Session } from "../../command.ts";
import { optional, type OptionValues, toggle } from "../../options/option.ts";
import { byteSize } from "../../options/size.ts";

/**
 * What the service may demand for reading messages. The contact scopes belong to an optional
 * stage: no command is stopped for want of them.
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

/** The flags of every command that reads messages. */
export const readingOptions = {
  noReactions: toggle("do not fetch reactions"),
  concise: toggle("print compact Markdown, same as --format concise"),
};

/** The flags of commands that can save what is attached to messages. */
export const downloadOptions = {
  downloadResources: toggle("save images and files under ./lark-im-resources/"),
  downloadLimit: optional(byteSize("start no more downloads once this much is saved, such as 500MB")),
};

/** Values of both. */
export type ReadingValues =
  & OptionValues<typeof readingOptions>
  & Partial<OptionValues<typeof downloadOptions>>;

/** What a command that reads messages works with. */
export interface Reader {
  readonly client: Client;
  readonly context: StageContext;
  readonly notices: Warnings;
  readonly pipeline: Pipeline;
}

/** Longest silence of a download unless `--timeout` says otherwise, seconds. */
const IDLE_TIMEOUT_SECONDS = 60;

/** Sets up the stages for a run. */
export function createReader(
  session: Session,
  values: ReadingValues,
  stages: { readonly threads: boolean; readonly chats: boolean },
): Reader {
  const { world, globals } = session;
  const client = session.client();
  const warnings = createWarnings();
  const context = { world, client, warnings, cache: session.emit === undefined };
  const pipeline = createPipeline(context, {
    ...stages,
    reactions: !values.noReactions,
    downloads: values.downloadResources
      ? {
        idle: (globals.timeout ?? IDLE_TIMEOUT_SECONDS) * 1000,
        maxBytes: values.downloadLimit ?? Infinity,
      }
      : undefined,
    linkHost: appLinkHost(session.brand),
  });
  return { client, context, notices: warnings, pipeline };
}

/**
 * The messages of a listed page, one turn of the event loop later: the request for the next page, which every further
 * page waits for, is on its way before the work on this one begins. All pages take that turn, so none overtakes
 * another.
 */
export async function messagesOfPage(clock: Clock, { data }: Page): Promise<readonly RawMessage[]> {
  await sleep(clock, 0);
  return objectsAt(data, "items");
}
