import { MESSAGE_COLUMNS, MESSAGE_SLIM } from "./columns.ts";
import { previewStages } from "../../../core/enrich/pipeline.ts";
import type { ReadPagesResult } from "../../../core/enrich/read-pages.ts";
import { loadThreadId } from "../../../core/message/loader.ts";
import { getMessage, listMessages, type ListQuery } from "../../../core/message/requests.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { threadOrMessageId } from "../../options/ids.ts";
import { alias, choice, type OptionValues, required, withDefault } from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import type { Screen } from "../../screen.ts";
import { listParts } from "../../pages.ts";
import { checkDownloadOptions, downloadOptions } from "./download-options.ts";
import { requestPages } from "./message-pages.ts";
import { commandsAs, createReader, failedFiles, listData, messageParts, readMessageList } from "./reader.ts";
import { readingNeeds, readingOptions, readingScopes, stageOptions } from "./reading.ts";
import { conversation, headingLine } from "./conversation.ts";
import { conciseList } from "./views.ts";

const STAGES = { threads: false, chats: false };
const PAGES = { size: 50, limit: 10, delay: 200 };

const options = {
  thread: alias(
    required(threadOrMessageId("the thread, or a message in it")),
    "thread-id",
  ),
  order: alias(withDefault(choice(["asc", "desc"], "by creation time"), "asc"), "sort"),
  ...pageOptions(PAGES),
  ...readingOptions,
  ...downloadOptions,
};

type Values = OptionValues<typeof options>;

/** `im +threads-messages-list` */
export const threadsMessagesList = defineCommand({
  name: "+threads-messages-list",
  summary: "List the messages of a thread",
  description: [
    "The list includes the root message. The service offers no time range for threads.",
  ],
  examples: [
    { comment: "a thread from its beginning", line: "+threads-messages-list --thread omt_xxx" },
    {
      comment: "the thread of a message, newest first",
      line: "+threads-messages-list --thread om_xxx --order desc",
    },
    {
      comment: "all of it, as Markdown",
      line: "+threads-messages-list --thread omt_xxx --page-all --page-limit 0 --concise",
    },
  ],
  identities: ["user", "bot"],
  ...readingScopes,
  scopesFor: (values, identity) => readingNeeds(values, identity),
  risk: "read",
  answer: async () => (await import("./answers.ts")).threadList(),
  columns: MESSAGE_COLUMNS,
  slim: MESSAGE_SLIM,
  options,
  check(values, _world, _identity, nameOf) {
    checkDownloadOptions(values, nameOf);
  },
  preview(values, identity) {
    const isThread = values.thread.startsWith("omt_");
    const threadId = isThread ? values.thread : "<resolved_thread_id>";
    const lookup = { ...getMessage(values.thread), desc: "finds the thread of the message" };
    const list = listMessages(listQuery(values, threadId, values.pageToken));
    return {
      api: [
        ...(isThread ? [] : [lookup]),
        { ...list, desc: describePages(values, PAGES) },
        ...previewStages(stageOptions(values, STAGES), identity),
      ],
      context: { thread: values.thread, order: values.order, page_size: String(values.pageSize) },
    };
  },
  async run(values, runtime): Promise<CommandResult> {
    const reader = createReader(runtime, stageOptions(values, STAGES));
    const threadId = values.thread.startsWith("omt_")
      ? values.thread
      : await loadThreadId(reader.client, values.thread);
    const pages = requestPages(runtime, values, PAGES, (token) => listQuery(values, threadId, token));
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
  },
});

function listQuery({ order, pageSize }: Values, id: string, pageToken: string | undefined): ListQuery {
  return { container: "thread", id, order, pageSize, pageToken };
}
