import { createMessageLoader } from "../../../core/enrich/message-loader.ts";
import { previewStages } from "../../../core/enrich/pipeline.ts";
import { readPages } from "../../../core/enrich/read-pages.ts";
import { describeFailure } from "../../../core/enrich/stage.ts";
import { invalidArgument } from "../../../core/failure.ts";
import { arrayAt, nonEmptyStringAt, objectAt, objectsAt } from "../../../core/json/access.ts";
import { getMessages, searchBody, searchMessages, type SearchQuery } from "../../../core/message/requests.ts";
import { type Page, paginate } from "../../../core/platform/pages.ts";
import { responseData } from "../../../core/platform/response.ts";
import { type CommandResult, defineCommand, type Session } from "../../command.ts";
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
import { describePages, pageOptions, pageQuery } from "../../options/page.ts";
import { checkTimeRange, time } from "../../options/time.ts";
import { createPageFetcher, listData, listParts } from "../../pages.ts";
import { createReader, readingOptions } from "./reading.ts";
import { conciseSearch, prettySearch } from "./views.ts";

const PAGES = { size: 20, limit: 40, delay: 0 };

const options = {
  query: alias(withDefault(text("text", "what to search for"), ""), "keyword"),
  chatId: listOf(chatIds("only in these chats")),
  sender: listOf(userIds("only from these people")),
  includeAttachmentType: optional(
    choice(["file", "image", "video", "link"], "only with an attachment of this type"),
  ),
  chatType: optional(choice(["group", "p2p"], "only in groups, or in direct chats")),
  senderType: optional(choice(["user", "bot"], "only from people, or from bots")),
  excludeSenderType: optional(choice(["user", "bot"], "not from people, or not from bots")),
  isAtMe: toggle("only where you are mentioned"),
  atChatterIds: listOf(userIds("only where these people, or everyone, are mentioned")),
  start: alias(optional(time("start", "from this time on")), "start-time"),
  end: alias(optional(time("end", "up to this time; a date includes the whole day")), "end-time"),
  ...pageOptions(PAGES),
  ...readingOptions,
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
  ],
  identities: ["user"],
  scopes: ["search:message"],
  moreScopes: {
    user: ["im:message:readonly", "im:message.reactions:read", "contact:user.basic_profile:readonly"],
  },
  risk: "read",
  options: options,
  hasConcise: true,
  check(values, _world, _identity, nameOf) {
    checkTimeRange(values, nameOf);
    checkFilters(values);
  },
  preview(values, identity) {
    const stages = { threads: false, chats: true, reactions: !values.noReactions, downloads: false };
    const search = searchMessages(bodyOf(values), values.pageSize, values.pageToken);
    return {
      api: [
        { ...search, desc: describePages(values, PAGES) },
        { ...getMessages(["<message_id>"]), desc: "fetches the messages found, 50 per call" },
        ...previewStages(stages, identity),
      ],
      context: {},
    };
  },
  run: search,
});

async function search(values: Values, session: Session): Promise<CommandResult> {
  const { client, context, notices, pipeline } = createReader(session, values, {
    threads: false,
    chats: true,
  });
  const fetcher = createMessageLoader(context);
  const asked = new Set<string>();
  let notice: string | undefined;
  const askHits = createPageFetcher(
    session,
    client,
    values,
    (token) => searchMessages(bodyOf(values), values.pageSize, token),
    // Of a hit nothing but its id is used: one without is told in a warning.
    [],
  );
  const ask: typeof askHits = async (token, number) => {
    const body = await askHits(token, number);
    responseData(body, ["items"]);
    return body;
  };
  let lost = 0;
  const read = await readPages(paginate(session.world, ask, pageQuery(values, PAGES)), {
    pipeline,
    messagesOf({ data }) {
      notice ??= nonEmptyStringAt(data, "notice");
      // A message that is found on two pages is told once.
      const hits = hitsOf(data);
      lost += arrayAt(data, "items").length - hits.length;
      const ids = [...new Set(hits)].filter((id) => !asked.has(id));
      for (const id of ids) asked.add(id);
      const messages = fetcher.fetch(ids);
      if (session.emit !== undefined) fetcher.flush();
      return messages;
    },
    finish: fetcher.flush,
    emit: session.emit,
  });
  if (lost > 0) notices.add("hits_without_id", `${lost} result(s) came without a message id`);
  const missing = fetcher.missing();
  const failure = read.end.failure ?? fetcher.failure();
  if (missing.length > 0) {
    const why = failure === undefined ? "" : `: ${describeFailure(failure)}`;
    notices.add("messages_not_returned", `${missing.length} of ${asked.size}${why}`);
  }
  if (notice !== undefined) notices.add("search_notice", notice);
  return {
    data: {
      ...listData(read),
      ...(missing.length === 0 ? {} : { missing_message_ids: missing }),
      ...(notice === undefined ? {} : { notice }),
    },
    ...listParts(read, values, notices),
    ...(failure === undefined ? {} : { failure }),
    pretty: () => prettySearch(read.messages, missing),
    concise: () => conciseSearch(read, missing),
  };
}

/** The ids of the messages found on a page, in the order of the search. */
function hitsOf(data: Page["data"]): readonly string[] {
  return objectsAt(data, "items").flatMap((item) =>
    nonEmptyStringAt(objectAt(item, "meta_data"), "message_id") ?? nonEmptyStringAt(item, "id") ?? []
  );
}

function checkFilters(values: Values): void {
  const { senderType, excludeSenderType } = values;
  if (senderType !== undefined && senderType === excludeSenderType) {
    throw invalidArgument(
      "--exclude-sender-type",
      `--sender-type and --exclude-sender-type are both "${senderType}": nothing is left`,
      "leave one of them out",
    );
  }
  if (values.query.trim() === "" && !("filter" in bodyOf(values))) {
    throw invalidArgument(
      "--query",
      "there is nothing to search for: no --query and no filter",
      "add --query <text>, or a filter such as --sender <ou_id>",
    );
  }
}

function bodyOf(values: Values) {
  const wish: SearchQuery = {
    query: values.query,
    chatIds: values.chatId,
    senders: values.sender,
    attachment: values.includeAttachmentType,
    chatType: values.chatType,
    senderType: values.senderType,
    excludedSenderType: values.excludeSenderType,
    mentionsMe: values.isAtMe,
    mentioned: values.atChatterIds,
    start: values.start,
    end: values.end,
  };
  return searchBody(wish);
}
