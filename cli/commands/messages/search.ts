import { counted } from "../../../core/text/count.ts";
import { MESSAGE_COLUMNS, MESSAGE_SLIM_WITH_CHAT } from "./columns.ts";
import { describeFailure } from "../../../core/attempt.ts";
import { previewStages } from "../../../core/enrich/pipeline.ts";
import { readPages, type ReadPagesResult } from "../../../core/enrich/read-pages.ts";
import { type Failure, invalidArgument } from "../../../core/failure.ts";
import { arrayAt, nonBlank } from "../../../core/json/access.ts";
import { createMessageLoader } from "../../../core/message/loader.ts";
import { getMessages, searchBody, searchMessages, type SearchQuery } from "../../../core/message/requests.ts";
import { readSearch, type SearchAnswer } from "../../../core/message/wire.ts";
import { responseData } from "../../../core/platform/response.ts";
import type { Warnings } from "../../../core/warning.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { chatIds, userIds } from "../../options/ids.ts";
import { listOf } from "../../options/list.ts";
import {
  alias,
  choice,
  optional,
  type OptionValues,
  text,
  toggle,
  withDefault,
} from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import { checkTimeRange, time, type TimeRange, timeRange } from "../../options/time.ts";
import type { Screen } from "../../screen.ts";
import { createPageFetcher, listParts, walkPages } from "../../pages.ts";
import { checkDownloadOptions, downloadOptions } from "./download-options.ts";
import {
  commandsAs,
  createReader,
  failedFiles,
  listData,
  messageParts,
  onIdlePage,
  untilStopped,
} from "./reader.ts";
import { readingNeeds, readingOptions, stageOptions } from "./reading.ts";
import { conciseSearch, prettySearch } from "./views.ts";

const STAGES = { threads: false, chats: true };
const PAGES = { size: 20, limit: 40, delay: 0 };

const options = {
  query: alias(
    withDefault(text("text", "what to search for; not needed with another filter"), ""),
    "keyword",
  ),
  chatId: alias(listOf(chatIds("only in these chats")), "chat-ids"),
  sender: alias(listOf(userIds("only from these people")), "senders"),
  includeAttachmentType: optional(
    choice(["file", "image", "video", "link"], "only with an attachment of this type"),
  ),
  chatType: optional(choice(["group", "p2p"], "only in groups, or in direct chats")),
  senderType: optional(choice(["user", "bot"], "only from people, or from bots")),
  excludeSenderType: optional(choice(["user", "bot"], "not from people, or not from bots")),
  isAtMe: alias(toggle("only where you are mentioned"), "mentions-me"),
  atChatterIds: listOf(userIds("only where these people, or everyone, are mentioned")),
  start: alias(optional(time("start", "from this time on")), "start-time", "since"),
  end: alias(optional(time("end", "up to this time; a date includes the whole day")), "end-time", "until"),
  ...pageOptions(PAGES),
  ...readingOptions,
  ...downloadOptions,
};

type Values = OptionValues<typeof options>;

/** `im +messages-search` */
export const messagesSearch = defineCommand({
  name: "+messages-search",
  summary: "Search messages across chats",
  description: [
    "Messages are listed in search order, in full, with the chat they are in. Thread replies are not attached.",
  ],
  examples: [
    { comment: "by text", line: "+messages-search --query release" },
    {
      comment: "files someone sent since a date",
      line: "+messages-search --sender ou_xxx --include-attachment-type file --start 2026-05-01",
    },
    { comment: "where I was mentioned, all pages", line: "+messages-search --is-at-me --page-all" },
    {
      comment: "save the images of a day",
      line: "+messages-search --include-attachment-type image --start today --download-resources",
    },
  ],
  identities: ["user"],
  scopes: ["search:message"],
  moreScopes: {
    user: ["im:message:readonly", "im:message.reactions:read", "contact:user.basic_profile:readonly"],
  },
  scopesFor(values, identity) {
    const { required, helpful } = readingNeeds(values, identity);
    return { required: [["search:message"], ...required], helpful };
  },
  risk: "read",
  answer: async () => (await import("./answers.ts")).messageSearch(),
  columns: MESSAGE_COLUMNS,
  slim: MESSAGE_SLIM_WITH_CHAT,
  options,
  check(values, world, _identity, nameOf) {
    const range = timeRange(values, world);
    checkTimeRange(range, nameOf);
    checkDownloadOptions(values, nameOf);
    checkFilters(values, range);
  },
  prepare: (values, world) => Promise.resolve(timeRange(values, world)),
  preview(values, identity, range) {
    const search = searchMessages(bodyOf(values, range), values.pageSize, values.pageToken);
    return {
      api: [
        { ...search, desc: describePages(values, PAGES) },
        { ...getMessages(["<message_id>"]), desc: "fetches the messages found, 50 per call" },
        ...previewStages(stageOptions(values, STAGES), identity),
      ],
      context: {},
    };
  },
  run: search,
});

async function search(values: Values, runtime: Runtime, range: TimeRange): Promise<CommandResult> {
  const reader = createReader(runtime, stageOptions(values, STAGES));
  const { client, warnings, pipeline, nameOf, cache } = reader;
  const loader = createMessageLoader({ client, cache });
  const found = new Set<string>();
  let notice: string | undefined;
  const fetchHits = createPageFetcher(
    runtime,
    client,
    values,
    (token) => searchMessages(bodyOf(values, range), values.pageSize, token),
    // Nothing but the id of a hit is used: one without it becomes a warning.
    [],
  );
  const fetchPage: typeof fetchHits = async (token, number) => {
    const body = await fetchHits(token, number);
    responseData(body, ["items"]);
    return body;
  };
  let lost = 0;
  const read = await readPages(walkPages(runtime, untilStopped(reader, fetchPage), values, PAGES), {
    pipeline,
    listing: runtime.listing,
    messagesOf({ data }) {
      const answer = readSearch(data);
      notice ??= nonBlank(answer.notice);
      const hits = hitsOf(answer);
      lost += arrayAt(data, "items").length - hits.length;
      // A message that is found on two pages is listed once.
      const ids = [...new Set(hits)].filter((id) => !found.has(id));
      for (const id of ids) found.add(id);
      const messages = loader.fetch(ids);
      if (runtime.emit !== undefined) loader.flush();
      return messages;
    },
    flush: loader.flush,
    finish: loader.flush,
    emit: runtime.emit,
    onIdle: onIdlePage(runtime.world),
  });
  const missing = loader.missing();
  const failure = read.end.failure ?? loader.failure();
  warnOfHits(warnings, { lost, missing: missing.length, found: found.size, failure, notice });
  const partsOf = (read: ReadPagesResult) => ({
    data: {
      ...listData(read),
      ...(missing.length === 0 ? {} : { missing_message_ids: missing }),
      ...(notice === undefined ? {} : { notice }),
    },
    pretty: (screen: Screen) => prettySearch(read.messages, missing, screen, commandsAs(values, runtime)),
    concise: () => conciseSearch(read, missing, nameOf),
  });
  return {
    ...messageParts(read, partsOf, runtime),
    ...failedFiles(reader),
    ...listParts(read, values, warnings),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** What became of the results of a search. */
interface HitReport {
  /** Results without an id. */
  readonly lost: number;
  readonly missing: number;
  readonly found: number;
  readonly failure: Failure | undefined;
  readonly notice: string | undefined;
}

function warnOfHits(warnings: Warnings, { lost, missing, found, failure, notice }: HitReport): void {
  if (lost > 0) warnings.add("hits_without_id", `${counted(lost, "result")} came without a message id`);
  if (missing > 0) {
    const why = failure === undefined ? "" : `: ${describeFailure(failure)}`;
    warnings.add("messages_not_returned", `${missing} of ${found}${why}`);
  }
  if (notice !== undefined) warnings.add("search_notice", notice);
}

/** The ids of the messages found on a page, in the order of the search. */
function hitsOf({ items }: SearchAnswer): readonly string[] {
  return (items ?? []).flatMap(({ meta_data, id }) => nonBlank(meta_data?.message_id) ?? nonBlank(id) ?? []);
}

function checkFilters(values: Values, range: TimeRange): void {
  const { senderType, excludeSenderType } = values;
  if (senderType !== undefined && senderType === excludeSenderType) {
    throw invalidArgument(
      "--exclude-sender-type",
      `--sender-type and --exclude-sender-type are both "${senderType}": nothing is left`,
      "leave one of them out",
    );
  }
  if (values.query.trim() === "" && !("filter" in bodyOf(values, range))) {
    throw invalidArgument(
      "--query",
      "there is nothing to search for: no --query and no filter",
      "add --query <text>, or a filter such as --sender <ou_id>",
    );
  }
}

function bodyOf(values: Values, { start, end }: TimeRange) {
  const query: SearchQuery = {
    query: values.query,
    chatIds: values.chatId,
    senders: values.sender,
    attachment: values.includeAttachmentType,
    chatType: values.chatType,
    senderType: values.senderType,
    excludedSenderType: values.excludeSenderType,
    mentionsMe: values.isAtMe,
    mentioned: values.atChatterIds,
    start,
    end,
  };
  return searchBody(query);
}
