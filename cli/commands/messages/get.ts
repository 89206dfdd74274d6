import { MESSAGE_COLUMNS, MESSAGE_SLIM_WITH_CHAT } from "./columns.ts";
import { withoutRepetition } from "../../../core/enrich/nest-replies.ts";
import { previewStages } from "../../../core/enrich/pipeline.ts";
import { arrayAt } from "../../../core/json/access.ts";
import { getMessages, MAX_PAGE_SIZE } from "../../../core/message/requests.ts";
import { messageIdOf, readMessages } from "../../../core/message/wire.ts";
import { responseRecords } from "../../../core/platform/response.ts";
import type { Message } from "../../../core/message/message.ts";
import type { Screen } from "../../screen.ts";
import { cutOf } from "../../pages.ts";
import { invalidArgument } from "../../../core/failure.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { messageIds } from "../../options/ids.ts";
import { checkCount } from "../../options/limits.ts";
import { requiredListOf } from "../../options/list.ts";
import { pageOptions } from "../../options/page.ts";
import { alias } from "../../options/option.ts";
import { checkDownloadOptions, downloadOptions } from "./download-options.ts";
import { commandsAs, createReader, failedFiles } from "./reader.ts";
import { readingNeeds, readingOptions, readingScopes, stageOptions, threadOptions } from "./reading.ts";
import { firstThread } from "./cut-thread.ts";
import { conciseMessages, prettyMessages } from "./views.ts";

const STAGES = { threads: true, chats: false };

const options = {
  messageIds: alias(requiredListOf(messageIds("1 to 50 messages, separated by commas")), "message-id"),
  pageToken: {
    ...pageOptions({ size: 1, limit: 1, delay: 0 }).pageToken,
    summary: "with the same ids: continue where --max-tokens cut the result, from its next_token",
  },
  ...readingOptions,
  ...threadOptions,
  ...downloadOptions,
};

/** `im +messages-mget` */
export const messagesMget = defineCommand({
  name: "+messages-mget",
  summary: "Get messages by id",
  description: [
    "Messages are listed in the order of the ids, with replies, reactions and names. Ids the service does not " +
    "return are in missing_message_ids.",
  ],
  examples: [
    { comment: "two messages", line: "+messages-mget --message-ids om_xxx,om_yyy" },
    { comment: "one, with its files", line: "+messages-mget --message-ids om_xxx --download-resources" },
    {
      comment: "the message alone, with the number of its replies",
      line: "+messages-mget --message-ids om_xxx --no-threads --no-reactions",
    },
  ],
  identities: ["user", "bot"],
  ...readingScopes,
  scopesFor: (values, identity) => readingNeeds(values, identity),
  risk: "read",
  answer: async () => (await import("./answers.ts")).messageGet(),
  columns: MESSAGE_COLUMNS,
  slim: MESSAGE_SLIM_WITH_CHAT,
  options,
  check(values, _world, _identity, nameOf) {
    checkCount(nameOf("messageIds"), values.messageIds, MAX_PAGE_SIZE);
    checkDownloadOptions(values, nameOf);
    if (values.pageToken === undefined) return;
    throw invalidArgument(
      nameOf("pageToken"),
      `"${values.pageToken}" is not the next_token of messages that were requested by id`,
      "leave it out",
    );
  },
  preview(values, identity) {
    const ids = [...new Set(values.messageIds)];
    return { api: [getMessages(ids), ...previewStages(stageOptions(values, STAGES), identity)], context: {} };
  },
  async run(values, runtime): Promise<CommandResult> {
    const reader = createReader(runtime, stageOptions(values, STAGES));
    const { client, warnings, pipeline, nameOf } = reader;
    const all = [...new Set(values.messageIds)];
    const isLeft = runtime.listing.take({ number: 1 }, all);
    const ids = all.filter((_, at) => isLeft[at]);
    if (ids.length === 0) return { data: { messages: [], total: 0 }, rows: [] };
    const data = responseRecords(await client.call(getMessages(ids)), ["items"]);
    const items = readMessages(arrayAt(data, "items"));
    const known = new Map(items.map((item) => [messageIdOf(item), item]));
    const found = ids.map((id) => known.get(id)).filter((item) => item !== undefined);
    const completed = await pipeline.enrich(found, true).finally(() => pipeline.settle());
    const byId = new Map(withoutRepetition(completed).map((message) => [message.message_id, message]));
    const messages = values.messageIds.map((id) => byId.get(id))
      .filter((message) => message !== undefined);
    const missing = ids.filter((id) => !known.has(id));
    if (missing.length > 0) warnings.add("messages_not_returned", `${missing.length} of ${ids.length}`);
    const partsOf = (messages: readonly Message[]) => ({
      data: {
        messages,
        total: messages.length,
        ...(missing.length === 0 ? {} : { missing_message_ids: missing }),
      },
      rows: messages,
      pretty: (screen: Screen) => prettyMessages(messages, missing, screen, commandsAs(values, runtime)),
      concise: () => conciseMessages(messages, missing, nameOf),
    });
    const isRepeated = values.messageIds.length > all.length;
    return {
      ...partsOf(messages),
      warnings: warnings.list(),
      ...failedFiles(reader),
      ...(isRepeated ? {} : {
        cut: {
          ...cutOf(messages, ({ message_id: id }) => id, partsOf),
          ...firstThread(messages, partsOf, runtime),
        },
      }),
    };
  },
});
