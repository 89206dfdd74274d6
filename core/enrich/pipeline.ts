/**
 * The order of the stages that complete messages and nothing else. Stages that do not wait for
 * each other run side by side, those of several pages too; none of them can make the command fail.
 *
 * @module
 */

import { createWaitGroup } from "../async/batch.ts";
import { queryChats } from "../chat/requests.ts";
import { getApplication, queryPeople } from "../contact/requests.ts";
import { resourceRequest } from "../download/requests.ts";
import { stringAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import { getBundle, listFolder, listMessages, MAX_PAGE_SIZE, queryReactions } from "../message/requests.ts";
import type { RawMessage } from "../message/wire.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";
import { assembleMessages } from "./assemble.ts";
import { type MessageStages, runStages } from "./run-stages.ts";
import type { StageContext } from "./stage.ts";
import { createBundleStage } from "./stages/bundles.ts";
import { type ChatContext, createChatContextStage } from "./stages/chat-context.ts";
import { createDownloadStage, RESOURCE_DIRECTORY, type ResourceDownloadOptions } from "./stages/downloads.ts";
import { createFolderStage } from "./stages/folders.ts";
import { createNameStage } from "./stages/names.ts";
import { createReactionStage } from "./stages/reactions.ts";
import { createThreadStage, type ThreadReplies } from "./stages/thread-replies.ts";

/** Which stages run. */
export interface PipelineOptions {
  /** Attach the replies of threads. */
  readonly threads: boolean;
  readonly reactions: boolean;
  /** Save the resources; absent: do not even list them. */
  readonly downloads: ResourceDownloadOptions | undefined;
  /** Tell the chat of each message. */
  readonly chats: boolean;
  /** Host of links that open the app. */
  readonly linkHost: string;
}

/** Completes messages. */
export interface Pipeline {
  /**
   * Completes the messages of one page.
   *
   * @param page the messages, perhaps still on their way
   * @param alone do not wait for the messages of further pages to fill up calls
   */
  enrich(
    page: readonly RawMessage[] | Promise<readonly RawMessage[]>,
    alone: boolean,
  ): Promise<readonly JsonObject[]>;
  /** No further page will come: calls that wait for company go out. */
  finish(): void;
  /**
   * For a run that was interrupted: resolves when nothing is being written any more, so that the end of the run
   * cannot outrun the records of partial files.
   */
  settle(): Promise<void>;
}

/** Makes a pipeline for one run. */
export function createPipeline(context: StageContext, options: PipelineOptions): Pipeline {
  const names = createNameStage(context);
  const reactions = options.reactions ? createReactionStage(context) : undefined;
  const threads = options.threads ? createThreadStage(context) : undefined;
  const chats = options.chats ? createChatContextStage(context) : undefined;
  const stages: MessageStages = {
    bundles: createBundleStage(context),
    folders: createFolderStage(context),
    names,
    reactions,
    downloads: options.downloads && createDownloadStage(context, options.downloads),
  };
  const asking = createWaitGroup(() => {
    names.flush();
    reactions?.flush();
    chats?.flush();
  });
  const namingPartners = createWaitGroup(() => names.flush());

  const settle = async () => {
    if (context.world.interrupt.aborted) await stages.downloads?.settle();
  };

  return {
    settle,
    async enrich(page, alone) {
      asking.add();
      namingPartners.add();
      const messages = await page;
      const top = runStages(messages, stages);
      const chatIds = messages.map((message) => stringAt(message, "chat_id") ?? "").filter((id) => id !== "");
      const chatsFound = chats?.fetch(chatIds) ?? Promise.resolve(new Map<string, ChatContext>());
      chatsFound.catch(() => {});
      const found = await threads?.fetch(messages) ?? new Map<string, ThreadReplies>();
      const below = runStages([...found.values()].flatMap(({ replies }) => replies), stages);
      await Promise.all([top.requested, below.requested]);
      asking.done(alone);
      const chatContexts = await chatsFound;
      const partners = names.loadPeople([...chatContexts.values()].flatMap(({ partner }) => partner ?? []));
      namingPartners.done(alone);
      const [, findings, replies] = await Promise.all([partners, top.results, below.results]);
      return assembleMessages(findings, {
        nameOf: names.nameOf,
        linkHost: options.linkHost,
        threads: found,
        replies,
        chats: chatContexts,
      });
    },
    finish() {
      asking.close();
      namingPartners.close();
    },
  };
}

/** The calls that completing messages may make, for dry runs: the stages' own requests, with placeholders. */
export function previewStages(
  options: Pick<PipelineOptions, "threads" | "reactions" | "chats"> & { readonly downloads: boolean },
  identity: Identity,
): readonly ApiRequest[] {
  const people = identity === "user" ? 10 : 50;
  return [
    ...(options.chats
      ? [{ ...queryChats(["<chat_id>"]), desc: "the chats of the messages found, up to 50 a call" }]
      : []),
    {
      ...getBundle("<message_id>"),
      pathValues: {},
      desc: "for each forwarded bundle: the messages in it",
    },
    {
      ...listFolder("<folder_key>", "<message_id>"),
      pathValues: {},
      desc: "for each folder: its contents",
    },
    {
      ...queryPeople(["<sender_id>"], identity),
      desc: `for senders whose name is not included, up to ${people} a call`,
    },
    ...(identity === "bot"
      ? [{ ...getApplication("<app_id>"), pathValues: {}, desc: "for apps whose name is not included" }]
      : []),
    ...(options.threads
      ? [{
        ...listMessages({ container: "thread", id: "<thread_id>", order: "asc", pageSize: MAX_PAGE_SIZE }),
        desc: "for each message with a thread: its replies, up to 50 a thread and 500 in all",
      }]
      : []),
    ...(options.reactions
      ? [{
        ...queryReactions(["<message_id>"]),
        desc: "the reactions, 20 messages a call, replies in threads included",
      }]
      : []),
    ...(options.downloads
      ? [{
        ...resourceRequest({ message_id: "<message_id>", file_key: "<file_key>", type: "file" }),
        pathValues: {},
        params: { type: "<image|file>" },
        desc: `for each image and file: saved under ./${RESOURCE_DIRECTORY}/`,
      }]
      : []),
  ];
}
