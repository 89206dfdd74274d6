/**
 * The order of the stages that complete messages (reading sheet 4.1) and nothing else. Stages that do not wait for
 * each other run side by side, those of several pages too; none of them can make the command fail.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import { stringAt } from "../json-access.ts";
import type { RawMessage } from "../message/raw-message.ts";
import { assemble } from "./assemble.ts";
import { createBarrier } from "./barrier.ts";
import { createBundleStage } from "./bundles.ts";
import { type ChatContext, createChatContextStage } from "./chat-context.ts";
import { createDownloadStage, type DownloadWish } from "./downloads.ts";
import { createFolderStage } from "./folders.ts";
import { lookUp, type MessageStages } from "./look-up.ts";
import { createNameStage } from "./names.ts";
import { createReactionStage } from "./reactions.ts";
import type { StageContext } from "./stage.ts";
import { createThreadStage, type ThreadReplies } from "./thread-replies.ts";

/** Which stages run. */
export interface PipelineOptions {
  /** Attach the replies of threads. */
  readonly threads: boolean;
  readonly reactions: boolean;
  /** Save the resources; absent: do not even list them. */
  readonly downloads: DownloadWish | undefined;
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
  const asking = createBarrier(() => {
    names.flush();
    reactions?.flush();
    chats?.flush();
  });
  const namingPartners = createBarrier(() => names.flush());

  const settle = async () => {
    if (context.world.interrupt.aborted) await stages.downloads?.settle();
  };

  return {
    settle,
    async enrich(page, alone) {
      asking.enter();
      namingPartners.enter();
      const messages = await page;
      const top = lookUp(messages, stages);
      const chatIds = messages.map((message) => stringAt(message, "chat_id") ?? "").filter((id) => id !== "");
      const chatsFound = chats?.fetch(chatIds) ?? Promise.resolve(new Map<string, ChatContext>());
      chatsFound.catch(() => {});
      const found = await threads?.fetch(messages) ?? new Map<string, ThreadReplies>();
      const below = lookUp([...found.values()].flatMap(({ replies }) => replies), stages);
      await Promise.all([top.asked, below.asked]);
      asking.leave(alone);
      const chatContexts = await chatsFound;
      const partners = names.findPeople([...chatContexts.values()].flatMap(({ partner }) => partner ?? []));
      namingPartners.leave(alone);
      const [, findings, replies] = await Promise.all([partners, top.findings, below.findings]);
      return assemble(findings, {
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
