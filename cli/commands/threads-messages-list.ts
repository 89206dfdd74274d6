import { previewStages } from "../../core/enrich/preview.ts";
import { readPages } from "../../core/enrich/read-pages.ts";
import { findThread } from "../../core/message/find-thread.ts";
import { getMessage, listMessages, type ListQuery } from "../../core/message/requests.ts";
import { walkPages } from "../../core/platform/pages.ts";
import { type CommandResult, defineCommand } from "../command.ts";
import { threadOrMessageId } from "../flag-kinds/thread-or-message-id.ts";
import { alias, choice, type FlagValues, required, withDefault } from "../flags.ts";
import { describePages, pageFlags, pageWish } from "../page-flags.ts";
import { askPage } from "../reading/ask-page.ts";
import { checkReading } from "../reading/checks.ts";
import { listData, listParts } from "../reading/list-result.ts";
import { listedMessages } from "../reading/listed-messages.ts";
import { conciseList, prettyList } from "../reading/message-views.ts";
import { createReader } from "../reading/reader.ts";
import { readingFlags, resourceFlags } from "../reading/reading-flags.ts";
import { readingScopes } from "../reading/scopes.ts";

const PAGES = { size: 50, limit: 10, delay: 200 };

const flags = {
  thread: alias(
    required(threadOrMessageId("the thread, or a message that belongs to it")),
    "thread-id",
  ),
  order: alias(withDefault(choice(["asc", "desc"], "by time of creation"), "asc"), "sort"),
  ...pageFlags(PAGES),
  ...readingFlags,
  ...resourceFlags,
};

type Values = FlagValues<typeof flags>;

/** `im +threads-messages-list` */
export const threadsMessagesList = defineCommand({
  name: "+threads-messages-list",
  summary: "List the messages of a thread",
  description: [
    "The root of the thread is part of the list. The service has no time range for threads.",
  ],
  examples: [
    { comment: "a thread from its beginning", line: "+threads-messages-list --thread omt_xxx" },
    {
      comment: "the thread of a message, newest first",
      line: "+threads-messages-list --thread om_xxx --order desc",
    },
    {
      comment: "all of it, to read",
      line: "+threads-messages-list --thread omt_xxx --page-all --page-limit 0 --concise",
    },
  ],
  identities: ["user", "bot"],
  ...readingScopes,
  risk: "read",
  flags,
  hasConcise: true,
  check: checkReading,
  preview(values, identity) {
    const isThread = values.thread.startsWith("omt_");
    const threadId = isThread ? values.thread : "<resolved_thread_id>";
    const lookup = { ...getMessage(values.thread), desc: "finds the thread of the message" };
    const list = listMessages(listQuery(values, threadId, values.pageToken));
    const stages = {
      threads: false,
      chats: false,
      reactions: !values.noReactions,
      downloads: values.downloadResources,
    };
    return {
      api: [
        ...(isThread ? [] : [lookup]),
        { ...list, desc: describePages(values, PAGES) },
        ...previewStages(stages, identity),
      ],
      context: { thread: values.thread, order: values.order, page_size: String(values.pageSize) },
    };
  },
  async run(values, session): Promise<CommandResult> {
    const { client, notices, pipeline } = createReader(session, values, { threads: false, chats: false });
    const threadId = values.thread.startsWith("omt_")
      ? values.thread
      : await findThread(client, values.thread);
    const ask = askPage(session, client, values, (token) => listMessages(listQuery(values, threadId, token)));
    const read = await readPages(walkPages(session.world, ask, pageWish(values, PAGES)), {
      pipeline,
      messagesOf: (page) => listedMessages(session.world.clock, page),
      emit: session.emit,
    });
    return {
      data: { thread_id: threadId, ...listData(read) },
      ...listParts(read, values, notices),
      pretty: () => prettyList(read.messages, "no messages in this thread"),
      concise: () => conciseList("Thread messages", [["thread_id", threadId]], read),
    };
  },
});

function listQuery({ order, pageSize }: Values, id: string, pageToken: string | undefined): ListQuery {
  return { container: "thread", id, order, pageSize, pageToken };
}
