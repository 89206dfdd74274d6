import { MESSAGE_COLUMNS, MESSAGE_SLIM } from "./columns.ts";
import { queryChats, queryDirectChats } from "../../../core/chat/requests.ts";
import { invalidArgument } from "../../../core/failure.ts";
import { listMessages, type ListQuery } from "../../../core/message/requests.ts";
import type { Client } from "../../../core/platform/client.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { unixSeconds } from "../../../core/text/time.ts";
import { defineCommand } from "../../command.ts";
import { checkExclusive } from "../../options/exclusive.ts";
import { chatId, userId } from "../../options/ids.ts";
import { alias, choice, optional, type OptionValues, withDefault } from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import { checkTimeRange, time, type TimeRange, timeRange } from "../../options/time.ts";
import { checkDownloadOptions, downloadOptions } from "./download-options.ts";
import { requestPages } from "./message-pages.ts";
import { readingNeeds, readingOptions, readingScopes, stageOptions, threadOptions } from "./reading.ts";

const STAGES = { threads: true, chats: false };
const PAGES = { size: 50, limit: 10, delay: 200 };

const options = {
  chatId: optional(chatId("the chat: its id, a link to it, or its exact name")),
  userId: optional(userId("the other person in a direct chat, instead of --chat-id; as a user only")),
  start: alias(optional(time("start", "messages from this time on")), "start-time", "since"),
  end: alias(
    optional(time("end", "messages up to this time; a date includes the whole day")),
    "end-time",
    "until",
  ),
  order: alias(
    withDefault(choice(["asc", "desc"], "by creation time"), "desc"),
    "sort",
    "sort-order",
  ),
  ...pageOptions(PAGES),
  ...readingOptions,
  ...threadOptions,
  ...downloadOptions,
};

type Values = OptionValues<typeof options>;

/** `im +chat-messages-list` */
export const chatMessagesList = defineCommand({
  name: "+chat-messages-list",
  summary: "List the messages of a chat",
  description: [
    "Each message comes with everything that belongs to it: text, sender name, thread replies, reactions, " +
    "forwarded messages and, with --download-resources, its files. If a part cannot be fetched, the message is " +
    "marked, a warning says why, and the rest is listed as usual.",
    "Replies are listed with their root, up to 50 per thread and 500 in all; with --no-threads, only their " +
    "number is given. " +
    "In a topic chat the time range and page " +
    "size apply to replies as well: one whose root is not in the result is a message of its own, with thread_id and " +
    "root_id. In other chats they apply to messages and thread roots, so a new reply to a root outside the range is " +
    "not listed.",
  ],
  examples: [
    { comment: "the newest messages", line: "+chat-messages-list --chat-id oc_xxx" },
    {
      comment: "one day, oldest first, as text",
      line:
        "+chat-messages-list --chat-id oc_xxx --start 2026-05-20 --end 2026-05-20 --order asc --format pretty",
    },
    { comment: "a direct chat", line: "+chat-messages-list --user-id ou_xxx --as user" },
    {
      comment: "everything, one JSON object per line",
      line: "+chat-messages-list --chat-id oc_xxx --page-all --page-limit 0 --format ndjson",
    },
    {
      comment: "with the images and files",
      line: "+chat-messages-list --chat-id oc_xxx --download-resources",
    },
    {
      comment: "only the texts",
      line: "+chat-messages-list --chat-id oc_xxx --jq '.data.messages[]?.content'",
    },
  ],
  identities: ["user", "bot"],
  identitiesFor: ({ userId }) => userId === undefined ? ["user", "bot"] : ["user"],
  ...readingScopes,
  scopesFor(values, identity) {
    const { required, helpful } = readingNeeds(values, identity);
    const isNeeded = (scope: string) =>
      values.userId === undefined || !scope.startsWith("im:message.group_msg");
    return { required, helpful: helpful.filter(isNeeded) };
  },
  risk: "read",
  answer: async () => (await import("./answers.ts")).messageList(),
  columns: MESSAGE_COLUMNS,
  slim: MESSAGE_SLIM,
  options,
  oneOf: [["chatId", "userId"]],
  check(values, world, identity, nameOf) {
    checkContainer(values, identity, nameOf);
    checkTimeRange(timeRange(values, world), nameOf);
    checkDownloadOptions(values, nameOf);
  },
  prepare: (values, world) => Promise.resolve(timeRange(values, world)),
  async preview(values, identity, range, { format }) {
    const { previewStages } = await import("../../../core/enrich/pipeline.ts");
    const lookup = values.userId === undefined
      ? []
      : [{ ...queryDirectChats([values.userId]), desc: "finds the direct chat with the person" }];
    const list = listMessages(
      listQuery(values, range, values.chatId ?? "<resolved_chat_id>", values.pageToken),
    );
    return {
      api: [
        ...lookup,
        { ...list, desc: describePages(values, PAGES) },
        ...(format === "pretty" ? [chatNameRequest(values.chatId ?? "<resolved_chat_id>")] : []),
        ...previewStages(stageOptions(values, STAGES), identity),
      ],
      context: { chat_id: values.chatId ?? "<resolved_chat_id>", order: values.order },
    };
  },
  async run(values, runtime, range) {
    const chatId = values.chatId ?? await directChat(runtime.client(), values.userId ?? "");
    const pages = requestPages(runtime, values, PAGES, (token) => listQuery(values, range, chatId, token));
    const { chatMessages } = await runtime.meanwhile(() => import("./chat-messages.ts"), pages.first);
    return await chatMessages(runtime, pages, { ...values, chatId }, stageOptions(values, STAGES));
  },
});

/** The call for the name of the chat, which pretty shows above its messages. */
function chatNameRequest(chatId: string): ApiRequest {
  return { ...queryChats([chatId]), desc: "the name of the chat, for the heading" };
}

async function directChat(client: Client, openId: string): Promise<string> {
  const { findDirectChat } = await import("../../../core/chat/search.ts");
  return await findDirectChat(client, openId);
}

/** A chat by id, or a person; the latter only as a user. */
function checkContainer(
  { chatId, userId }: Values,
  identity: Identity,
  nameOf: (key: string) => string,
): void {
  if (userId !== undefined && identity === "bot") {
    throw invalidArgument(
      "--user-id",
      "--user-id finds a direct chat for users only, but this runs as bot",
      "use --as user, or give the chat with --chat-id oc_id",
    );
  }
  checkExclusive({ chatId, userId }, ["chatId", "userId"], nameOf);
  if (userId !== undefined || chatId !== undefined) return;
  throw identity === "bot"
    ? invalidArgument("--chat-id", "--chat-id is missing", "add --chat-id <oc_id>")
    : invalidArgument(
      "--chat-id",
      "--chat-id or --user-id is missing",
      "add --chat-id <oc_id>, or --user-id <ou_id>",
    );
}

function listQuery(
  { order, pageSize }: Values,
  { start, end }: TimeRange,
  chatId: string,
  pageToken: string | undefined,
): ListQuery {
  return {
    container: "chat",
    id: chatId,
    order,
    pageSize,
    pageToken,
    start: start === undefined ? undefined : unixSeconds(start),
    end: end === undefined ? undefined : unixSeconds(end),
  };
}
