/**
 * The messages of a chat, complete: loaded while their first page is on its way.
 *
 * @module
 */

import { createCountingNesting, createNesting } from "../../../core/enrich/nest-replies.ts";
import type { ReadPagesResult } from "../../../core/enrich/read-pages.ts";
import type { StageOptions } from "../../../core/enrich/stage.ts";
import type { CommandResult, Runtime } from "../../command.ts";
import type { PageValues } from "../../options/page.ts";
import { listParts } from "../../pages.ts";
import type { Screen } from "../../screen.ts";
import { chatHeading, loadChat } from "./chat-heading.ts";
import { conversation } from "./conversation.ts";
import type { MessagePages } from "./message-pages.ts";
import { commandsAs, createReader, failedFiles, listData, messageParts, readMessageList } from "./reader.ts";
import type { ReadingValues } from "./reading.ts";
import { conciseList } from "./views.ts";

/** What the line says about the list. */
interface ChatValues extends ReadingValues, PageValues {
  readonly chatId: string;
}

/** Reads the pages of a chat and answers with their messages. */
export async function chatMessages(
  runtime: Runtime,
  pages: MessagePages,
  values: ChatValues,
  stages: StageOptions,
): Promise<CommandResult> {
  const reader = createReader(runtime, stages);
  const { chatId, noThreads } = values;
  let loading: ReturnType<typeof loadChat> | undefined;
  const read = await readMessageList(runtime, reader, pages, {
    nesting: (noThreads ? createCountingNesting : createNesting)(pages.order),
    onPage() {
      if (runtime.format === "pretty") loading ??= loadChat(reader.client, chatId);
    },
  });
  const chat = await loading;
  const partsOf = (read: ReadPagesResult) => ({
    data: listData(read),
    pretty: (screen: Screen) =>
      conversation(read.messages, screen, {
        heading: chatHeading(chat, chatId, read.messages),
        empty: "no messages in this range",
        commandsAs: commandsAs(values, runtime),
      }),
    concise: () => conciseList("Chat messages", chatId, read, reader.nameOf),
  });
  return {
    ...messageParts(read, partsOf, runtime),
    ...failedFiles(reader),
    ...listParts(read, values, reader.warnings),
  };
}
