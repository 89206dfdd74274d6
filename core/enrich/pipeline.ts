/**
 * Completes messages, stage by stage. Stages that do not wait for each other run side by side, those of several pages
 * too; none of them can make the command fail.
 *
 * @module
 */

import { createWaitGroup } from "../async/batch.ts";
import type { Message } from "../message/message.ts";
import type { RawMessage } from "../message/wire.ts";
import type { Identity } from "../platform/identity.ts";
import type { ApiRequest } from "../platform/request.ts";
import { startGroup } from "./group.ts";
import type { PipelineOptions, Stage, StageContext, StageOptions } from "./stage.ts";
import { appNames } from "./stages/app-names.ts";
import { bundles } from "./stages/bundles.ts";
import { chatContext } from "./stages/chat-context.ts";
import { downloads } from "./stages/downloads.ts";
import { folders } from "./stages/folders.ts";
import { reactions } from "./stages/reactions.ts";
import { senderNames } from "./stages/sender-names.ts";
import { threadReplies } from "./stages/thread-replies.ts";

/** The stages in the order of their calls. */
const STAGES: readonly Stage[] = [
  chatContext,
  bundles,
  folders,
  senderNames,
  appNames,
  threadReplies,
  reactions,
  downloads,
];

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
  ): Promise<readonly Message[]>;
  /** Puts messages together from what is known already, without any call. */
  assemble(messages: readonly RawMessage[]): Promise<readonly Message[]>;
  /** Sends the calls that are not full yet, though further pages may come. */
  flush(): void;
  /** No further page will come: calls that are not full go out. */
  finish(): void;
  /**
   * For a run that was interrupted: resolves when nothing is being written any more, so that the end of the run
   * cannot outrun the records of partial files.
   */
  settle(): Promise<void>;
}

/** Makes a pipeline for one run. */
export function createPipeline(context: StageContext, options: PipelineOptions): Pipeline {
  const started = STAGES.flatMap((stage) => {
    const run = stage.start(context, options);
    return run === undefined ? [] : [{ stage, run }];
  });
  const naming = started.map(({ run }) => run).filter(({ loadPeople }) => loadPeople !== undefined);
  const requesting = createWaitGroup(() => started.forEach(({ run }) => run.flush?.()));
  const namingPeople = createWaitGroup(() => naming.forEach((run) => run.flush?.()));

  return {
    async enrich(page, alone) {
      requesting.add();
      namingPeople.add();
      const messages = await page;
      const group = startGroup(messages, "page", { started, context, linkHost: options.linkHost });
      await group.requested;
      requesting.done(alone);
      const people = await group.people;
      const named = naming.map((run) => run.loadPeople?.(people));
      namingPeople.done(alone);
      await Promise.all(named);
      return messages.map(await group.complete);
    },
    async assemble(messages) {
      const group = startGroup(messages, "page", { started: [], context, linkHost: options.linkHost });
      return messages.map(await group.complete);
    },
    flush: () => started.forEach(({ run }) => run.flush?.()),
    finish() {
      requesting.close();
      namingPeople.close();
    },
    async settle() {
      if (!context.world.interrupt.aborted) return;
      await Promise.all(started.map(({ run }) => run.settle?.()));
    },
  };
}

/** The calls that completing messages may make, for dry runs: the stages' own requests, with placeholders. */
export function previewStages(options: StageOptions, identity: Identity): readonly ApiRequest[] {
  return STAGES.flatMap((stage) => stage.preview(options, identity));
}
