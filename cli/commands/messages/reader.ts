/**
 * Reading messages: the stages that complete them, and what a list of them answers with.
 *
 * @module
 */

import { createNameBook } from "../../../core/enrich/names.ts";
import { createPipeline, type Pipeline } from "../../../core/enrich/pipeline.ts";
import type { Nesting } from "../../../core/enrich/nest-replies.ts";
import { readPages, type ReadPagesResult, sortingOf } from "../../../core/enrich/read-pages.ts";
import { RESOURCE_NOT_VERIFIED, type StageOptions } from "../../../core/enrich/stage.ts";
import { Failure } from "../../../core/failure.ts";
import { arrayAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { appLinkHost } from "../../../core/message/app-link.ts";
import type { Message } from "../../../core/message/message.ts";
import { messageIdOf, type RawMessage, readMessages } from "../../../core/message/wire.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { Listing } from "../../../core/platform/listing.ts";
import type { Page } from "../../../core/platform/pages.ts";
import { counted } from "../../../core/text/count.ts";
import { createWarnings, type Warnings } from "../../../core/warning.ts";
import { type Clock, sleep, type World } from "../../../core/world.ts";
import type { CommandResult, Cut, Runtime } from "../../command.ts";
import { downloadIdleTimeout } from "../../options/global.ts";
import type { createPageFetcher } from "../../pages.ts";
import { firstThread } from "./cut-thread.ts";
import type { MessagePages } from "./message-pages.ts";
import { type Account, accountOf } from "./next-commands.ts";
import type { ReadingValues } from "./reading.ts";

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

/** The options of the commands that `--show-commands` prints; absent without it. */
export function commandsAs({ showCommands }: ReadingValues, runtime: Runtime): Account | undefined {
  return showCommands ? accountOf(runtime) : undefined;
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

/** Whether all messages of a page lie in front of the place where the run begins. */
export function isPassedPage(listing: Listing, data: JsonObject, order: MessagePages["order"]): boolean {
  const messages = readMessages(arrayAt(data, "items"));
  return listing.isPassed(messages.map(messageIdOf), sortingOf(messages, order));
}

/** What the lists of chats and threads differ in. */
export interface MessageList {
  readonly nesting?: Nesting;
  /** Told that a page is there, before its messages are completed. */
  onPage?(): void;
}

/** Reads the messages of a chat or thread, complete. */
export async function readMessageList(
  runtime: Runtime,
  reader: Reader,
  { pages, order, stopWhen }: MessagePages,
  { nesting, onPage }: MessageList = {},
): Promise<ReadPagesResult> {
  stopWhen(reader.stopFailure);
  return await readPages(pages, {
    pipeline: reader.pipeline,
    listing: runtime.listing,
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
