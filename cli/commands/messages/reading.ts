import { createNameBook } from "../../../core/enrich/names.ts";
import { createPipeline, type Pipeline } from "../../../core/enrich/pipeline.ts";
import type { Nesting } from "../../../core/enrich/nest-replies.ts";
import { readPages, type ReadPagesResult, sortingOf } from "../../../core/enrich/read-pages.ts";
import { createItems, type ItemNames } from "../../../core/items.ts";
import type { Message } from "../../../core/message/message.ts";
import { Failure } from "../../../core/failure.ts";
import { counted } from "../../../core/text/count.ts";
import { RESOURCE_NOT_VERIFIED, type StageOptions } from "../../../core/enrich/stage.ts";
import { arrayAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { listMessages, type ListQuery } from "../../../core/message/requests.ts";
import { appLinkHost } from "../../../core/message/app-link.ts";
import { messageIdOf, type RawMessage, readMessages } from "../../../core/message/wire.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { Page } from "../../../core/platform/pages.ts";
import { createWarnings, type Warnings } from "../../../core/warning.ts";
import { type Clock, sleep, type World } from "../../../core/world.ts";
import type { CommandResult, Cut, Runtime, ScopeNeeds } from "../../command.ts";
import { downloadIdleTimeout } from "../../options/global.ts";
import { type OptionValues, toggle } from "../../options/option.ts";
import type { PageDefaults, PageValues } from "../../options/page.ts";
import { firstThread } from "./cut-thread.ts";
import type { downloadOptions } from "./download-options.ts";
import { type Account, accountOf } from "./next-commands.ts";
import { createPageFetcher, walkPages } from "../../pages.ts";

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

/** The failure of a command whose files are not what the service has; it is done in part. */
function verificationFailure(warnings: Warnings): Failure | undefined {
  const count = warnings.list().filter(({ key }) => key === RESOURCE_NOT_VERIFIED).length;
  if (count === 0) return undefined;
  return new Failure({
    type: "api",
    subtype: "verification_failed",
    message: `${counted(count, "file")} could not be verified`,
    hint: "the warnings say which and why",
  });
}

/** Values of all of them. */
export type ReadingValues =
  & OptionValues<typeof readingOptions>
  & Partial<OptionValues<typeof downloadOptions>>
  & Partial<OptionValues<typeof threadOptions>>;

/** The options of the commands that `--show-commands` prints; absent without it. */
export function commandsAs({ showCommands }: ReadingValues, runtime: Runtime): Account | undefined {
  return showCommands ? accountOf(runtime) : undefined;
}

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

/** What a command that reads messages works with. */
export interface Reader {
  readonly client: Client;
  readonly warnings: Warnings;
  readonly pipeline: Pipeline;
  /** The name of a person or an app, where it is known. */
  nameOf(id: string): string | undefined;
  /** Answers are kept for the whole run. */
  readonly cache: boolean;
  /** Why saving files stopped: the command did only a part. */
  stopFailure(): Failure | undefined;
}

/** A page that takes longer than this makes calls go out that are not full, milliseconds. */
const IDLE_PAGE = 3000;

/** For `readPages`: what waits for further pages goes out where they take long. */
export function onIdlePage({ clock }: Pick<World, "clock">): (then: () => void) => () => void {
  return (then) => clock.after(IDLE_PAGE, then);
}

/** Sets up the stages for a run. */
export function createReader(runtime: Runtime, stages: StageOptions): Reader {
  const { world, globals } = runtime;
  const client = runtime.client();
  const warnings = createWarnings();
  const cache = runtime.emit === undefined;
  const { add } = runtime.progress;
  const downloads = stages.downloads && { ...stages.downloads, onFile: add };
  const names = createNameBook();
  const pipeline = createPipeline({ world, client, warnings, cache, names }, {
    ...stages,
    reactorNames: stages.reactorNames === true || globals.format === "concise",
    downloads,
    linkHost: appLinkHost(runtime.brand),
    idle: downloadIdleTimeout(globals),
  });
  const items = stages.downloads?.items;
  return {
    ...{ client, pipeline, nameOf: names.nameOf, cache },
    warnings: { ...warnings, list: () => [...warnings.list(), ...items?.warnings() ?? []] },
    stopFailure: () => items?.failure(),
  };
}

/** Fetches pages until saving files stops, which ends the list like a page that cannot be had. */
export function untilStopped(
  { stopFailure }: Pick<Reader, "stopFailure">,
  fetch: ReturnType<typeof createPageFetcher>,
): ReturnType<typeof createPageFetcher> {
  return async (token, number) => {
    const failure = stopFailure();
    if (failure !== undefined) throw failure;
    return await fetch(token, number);
  };
}

/** The failure of a command whose files could not all be saved; what else failed comes before it. */
export function failedFiles({ stopFailure, warnings }: Reader): Pick<CommandResult, "failure"> {
  const failure = stopFailure() ?? verificationFailure(warnings);
  return failure === undefined ? {} : { failure };
}

/**
 * The messages of a listed page, one turn of the event loop later: the request for the next page, which every further
 * page waits for, is on its way before the work on this one begins. All pages take that turn, so none overtakes
 * another.
 */
export async function messagesOfPage(clock: Clock, { data }: Page): Promise<readonly RawMessage[]> {
  await sleep(clock, 0);
  return readMessages(arrayAt(data, "items"));
}

/** What the lists of chats and threads differ in. */
export interface MessageList {
  readonly pages: PageDefaults;
  query(pageToken: string | undefined): ListQuery;
  readonly nesting?: Nesting;
  /** Told that a page is there, before its messages are completed. */
  onPage?(): void;
}

/** Reads the messages of a chat or thread, complete. */
export async function readMessageList(
  runtime: Runtime,
  reader: Reader,
  values: PageValues,
  { pages, query, nesting, onPage }: MessageList,
): Promise<ReadPagesResult> {
  const { client, pipeline } = reader;
  const { listing } = runtime;
  const { order } = query(undefined);
  const fetchPage = createPageFetcher(runtime, client, values, (token) => listMessages(query(token)));
  const isPassed = (data: JsonObject) => {
    const messages = readMessages(arrayAt(data, "items"));
    return listing.isPassed(messages.map(messageIdOf), sortingOf(messages, order));
  };
  return await readPages(walkPages(runtime, untilStopped(reader, fetchPage), values, pages, isPassed), {
    pipeline,
    listing,
    order,
    messagesOf(page) {
      onPage?.();
      return messagesOfPage(runtime.world.clock, page);
    },
    ...(nesting === undefined ? {} : { nesting }),
    emit: runtime.emit,
    onIdle: onIdlePage(runtime.world),
  });
}

/** The fields of every list of messages. */
export function listData({ end, messages, count }: ReadPagesResult) {
  return {
    messages,
    // Messages that were printed one by one are counted, not repeated.
    total: count,
    has_more: end.hasMore,
    page_token: end.nextToken ?? "",
  };
}

/**
 * The parts of a result that depend on its messages, and how to show fewer of them. A root stands for the replies below
 * it, too.
 */
export function messageParts(
  read: ReadPagesResult,
  partsOf: (read: ReadPagesResult) => Pick<CommandResult, "data" | "pretty" | "concise">,
  runtime: Pick<Runtime, "globals" | "origins">,
): Pick<CommandResult, "data" | "rows" | "pretty" | "concise"> & { readonly cut: Cut } {
  const withRows = (read: ReadPagesResult) => ({ ...partsOf(read), rows: read.messages });
  const idsOf = ({ message_id: id, thread_replies: replies = [] }: Message) => [
    id,
    ...replies.map(({ message_id }) => message_id),
  ];
  return {
    ...withRows(read),
    cut: {
      ids: () => read.messages.map(idsOf),
      first: (count) => withRows({ ...read, messages: read.messages.slice(0, count), count }),
      ...firstThread(
        read.messages,
        (messages) => withRows({ ...read, messages, count: messages.length }),
        runtime,
      ),
    },
  };
}
