import { MESSAGE_COLUMNS, MESSAGE_SLIM } from "./columns.ts";
import { getMessage, listMessages, type ListQuery } from "../../../core/message/requests.ts";
import type { Client } from "../../../core/platform/client.ts";
import { defineCommand } from "../../command.ts";
import { threadOrMessageId } from "../../options/ids.ts";
import { alias, choice, type OptionValues, required, withDefault } from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import { checkDownloadOptions, downloadOptions } from "./download-options.ts";
import { requestPages } from "./message-pages.ts";
import { readingNeeds, readingOptions, readingScopes, stageOptions } from "./reading.ts";

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
  async preview(values, identity) {
    const { previewStages } = await import("../../../core/enrich/pipeline.ts");
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
  async run(values, runtime) {
    const threadId = values.thread.startsWith("omt_")
      ? values.thread
      : await threadOf(runtime.client(), values.thread);
    const pages = requestPages(runtime, values, PAGES, (token) => listQuery(values, threadId, token));
    const { threadMessages } = await runtime.meanwhile(() => import("./thread-messages.ts"), pages.first);
    return await threadMessages(runtime, pages, { ...values, threadId }, stageOptions(values, STAGES));
  },
});

async function threadOf(client: Client, messageId: string): Promise<string> {
  const { loadThreadId } = await import("../../../core/message/loader.ts");
  return await loadThreadId(client, messageId);
}

function listQuery({ order, pageSize }: Values, id: string, pageToken: string | undefined): ListQuery {
  return { container: "thread", id, order, pageSize, pageToken };
}
