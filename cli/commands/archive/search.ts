import type { HitCount } from "../../../core/archive/count.ts";
import type { Archive } from "../../../core/archive/directory.ts";
import { findChats, findPeople } from "../../../core/archive/find.ts";
import {
  ATTACHMENTS,
  isEmptyQuery,
  parseQuery,
  type Query,
  withFilters,
} from "../../../core/archive/query.ts";
import type { ArchivedMessage } from "../../../core/archive/message-reader.ts";
import type { SearchResult } from "../../../core/archive/search.ts";
import { invalidInput } from "../../../core/failure.ts";
import { counted } from "../../../core/text/count.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import type { Warning } from "../../../core/warning.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { choiceList } from "../../options/choice.ts";
import { commaList, listOf } from "../../options/list.ts";
import {
  alias,
  choice,
  integer,
  optional,
  type OptionValues,
  positional,
  text,
  withDefault,
} from "../../options/option.ts";
import { checkTimeRange, time, timeRange } from "../../options/time.ts";
import { MESSAGE_COLUMNS } from "../messages/columns.ts";
import { conciseMessages, prettySearch } from "../messages/views.ts";
import { archivedChat, archivedPerson, archiveOptions, readerOf, withArchive } from "./archive.ts";

const options = {
  query: positional(text("query", "what to search for")),
  ...archiveOptions,
  chatId: listOf(commaList("oc_id|name,…", archivedChat("only these chats; same as in:"))),
  from: alias(
    listOf(commaList("ou_id|name,…", archivedPerson("only what these people sent; same as from:"))),
    "sender",
  ),
  start: alias(optional(time("start", "messages from this time on; same as after:")), "since"),
  end: alias(optional(time("end", "messages up to this time")), "until"),
  has: listOf(choiceList(ATTACHMENTS, "only messages that have all of these; same as has:")),
  order: withDefault(
    choice(
      ["newest", "oldest", "relevance"],
      "newest first, oldest first, or best match first, which takes longer",
    ),
    "newest",
  ),
  limit: withDefault(integer(1, 1000, "at most this many messages, 1 to 1000"), 50),
  pageToken: optional(text("token", "continue where an earlier search ended")),
};

type Values = OptionValues<typeof options>;

/** `im archive search` */
export const archiveSearch = defineCommand({
  name: "archive search",
  summary: "Search an archive, offline",
  description: [
    "Words may stand anywhere in a message, even inside other words, in any script; all of them must be there. " +
    '"exact text" keeps spaces and order, -word excludes a word, and OR between two words takes either.',
    "With --order relevance, messages come first that contain the words more often, or little else. Each page looks " +
    "at all hits again, and a page token is refused once the archive has changed.",
    "from:NAME, in:CHAT (names or ids), after:TIME, before:TIME, has:file|image|link, type:TYPE and " +
    "is:edited|recalled|missing narrow the search, and can stand alone.",
  ],
  examples: [
    { comment: "words", line: "archive search installer 90% --archive archive" },
    {
      comment: "one person in one chat",
      line: 'archive search \'from:"Leo" in:"Release 2.4" video\' --archive archive',
    },
    {
      comment: "the best matches first",
      line: "archive search release plan --order relevance --archive archive",
    },
    { comment: "files of the last week", line: "archive search has:file after:7d --archive archive" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).foundMessages(),
  risk: "read",
  columns: MESSAGE_COLUMNS,
  options,
  check(values, world, _identity, nameOf) {
    checkTimeRange(timeRange(values, world), nameOf);
    const { query, chatId, from, start, end, has } = values;
    const isFiltered = chatId.length + from.length + has.length > 0 || start !== undefined ||
      end !== undefined;
    if (query.join(" ").trim() !== "" || isFiltered) return;
    throw invalidInput(
      "query",
      phrase`${input("query")} is missing`,
      "for example: im archive search invoice",
    );
  },
  run: (values, runtime) => runSearch(values, runtime),
});

async function runSearch(values: Values, runtime: Runtime): Promise<CommandResult> {
  const query = withOptions(parseQuery(values.query.join(" "), runtime.world.clock.now()), values, runtime);
  if (isEmptyQuery(query)) {
    throw invalidInput(
      "query",
      phrase`${input("query")} asks for nothing: ${JSON.stringify(values.query.join(" "))}`,
      "give a word, or a filter such as from:NAME",
    );
  }
  return await withArchive(runtime, values.archive, async (archive) => {
    const { limit, pageToken: cursor, chatId, from } = values;
    // An unknown name is told by the option that it came with.
    chatId.forEach((one) => findChats(archive.database, one, "chatId"));
    from.forEach((one) => findPeople(archive.database, one, "from"));
    const found = await findIn(archive, query, values.order, { limit, cursor });
    const reader = readerOf(archive, { history: false, threads: false });
    const messages = found.hits.map(({ seq }) => reader.message(seq));
    const count = cursor === undefined ? await countIn(archive, query) : undefined;
    const result = withCount(messageResult(messages, found.cursor), messages.length, count);
    return found.isRanked === false ? { ...result, warnings: [NOT_RANKED] } : result;
  });
}

const NOT_RANKED: Warning = {
  key: "not_ranked",
  detail:
    "these hits are newest first, not ranked: either the search requires no word, or an earlier version of im " +
    "wrote the archive",
};

async function findIn(
  { database }: Archive,
  query: Query,
  order: Values["order"],
  page: { readonly limit: number; readonly cursor: string | undefined },
): Promise<SearchResult & { readonly isRanked?: boolean }> {
  if (order === "relevance") {
    return (await import("../../../core/archive/relevance.ts")).searchByRelevance(database, query, page);
  }
  return (await import("../../../core/archive/search.ts")).search(database, query, { order, ...page });
}

/** How many hits there are in all; further pages have as many. */
async function countIn({ database }: Archive, query: Query): Promise<HitCount> {
  return (await import("../../../core/archive/count.ts")).countHits(database, query);
}

function withCount(result: CommandResult, shown: number, count: HitCount | undefined): CommandResult {
  if (count === undefined) return result;
  const { atLeast, atMost } = count;
  const hits = { at_least: atLeast, ...atMost === undefined ? {} : { at_most: atMost } };
  const all = `${atMost === atLeast ? "" : "at least "}${counted(atLeast, "hit")}`;
  return {
    ...result,
    data: { ...result.data, hits },
    pretty: (screen) => [
      ...result.pretty?.(screen) ?? [],
      ...result.pagination?.complete === true ? [] : [`${shown} of ${all}`],
    ],
  };
}

/** A query, and what options narrow it to. */
function withOptions(query: Query, values: Values, { world }: Runtime): Query {
  const { start, end } = timeRange(values, world);
  return withFilters(query, {
    ...{ in: values.chatId, from: values.from, has: values.has, types: [], is: [] },
    ...start === undefined ? {} : { after: start },
    // The last millisecond of --end belongs to it.
    ...end === undefined ? {} : { before: end + 1 },
  });
}

/** Messages of an archive as a result of a list. */
export function messageResult(
  messages: readonly ArchivedMessage[],
  cursor: string | undefined,
): CommandResult {
  return {
    data: { messages, total: messages.length, has_more: cursor !== undefined, page_token: cursor ?? "" },
    rows: messages,
    pagination: {
      complete: cursor === undefined,
      pages: 1,
      items: messages.length,
      ...cursor === undefined ? {} : { next_token: cursor },
    },
    pretty: (screen) => prettySearch(messages, [], screen),
    concise: () => conciseMessages(messages, [], undefined),
  };
}
