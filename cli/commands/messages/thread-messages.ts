/**
 * The messages of a thread, complete: loaded while their first page is on its way.
 *
 * @module
 */

import type { ReadPagesResult } from "../../../core/enrich/read-pages.ts";
import type { StageOptions } from "../../../core/enrich/stage.ts";
import type { CommandResult, Runtime } from "../../command.ts";
import type { PageValues } from "../../options/page.ts";
import { listParts } from "../../pages.ts";
import type { Screen } from "../../screen.ts";
import { conversation, headingLine } from "./conversation.ts";
import type { MessagePages } from "./message-pages.ts";
import { commandsAs, createReader, failedFiles, listData, messageParts, readMessageList } from "./reader.ts";
import type { ReadingValues } from "./reading.ts";
import { conciseList } from "./views.ts";

/** What the line says about the list. */
interface ThreadValues extends ReadingValues, PageValues {
  readonly threadId: string;
}

/** Reads the pages of a thread and answers with their messages. */
export async function threadMessages(
  runtime: Runtime,
  pages: MessagePages,
  values: ThreadValues,
  stages: StageOptions,
): Promise<CommandResult> {
  const reader = createReader(runtime, stages);
  const { threadId } = values;
  const read = await readMessageList(runtime, reader, pages);
  const partsOf = (read: ReadPagesResult) => ({
    data: { thread_id: threadId, ...listData(read) },
    pretty: (screen: Screen) =>
      conversation(read.messages, screen, {
        heading: headingLine(undefined, threadId),
        empty: "no messages in this thread",
        commandsAs: commandsAs(values, runtime),
        threadId,
      }),
    concise: () => conciseList("Thread messages", threadId, read, reader.nameOf),
  });
  return {
    ...messageParts(read, partsOf, runtime),
    ...failedFiles(reader),
    ...listParts(read, values, reader.warnings),
  };
}
