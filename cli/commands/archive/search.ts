import { isEmptyQuery, parseQuery } from "../../../core/archive/query.ts";
import type { ArchivedMessage } from "../../../core/archive/message-reader.ts";
import { invalidInput } from "../../../core/failure.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import {
  choice,
  integer,
  optional,
  type OptionValues,
  positional,
  text,
  withDefault,
} from "../../options/option.ts";
import { MESSAGE_COLUMNS } from "../messages/columns.ts";
import { conciseMessages, prettySearch } from "../messages/views.ts";
import { archiveOptions, readerOf, withArchive } from "./archive.ts";

const options = {
  query: positional(text("query", "what to search for")),
  ...archiveOptions,
  order: withDefault(choice(["newest", "oldest"], "newest or oldest first"), "newest"),
  limit: withDefault(integer(1, 1000, "most messages, 1 to 1000"), 50),
  pageToken: optional(text("token", "continue where an earlier search ended")),
};

type Values = OptionValues<typeof options>;

/** `im archive search` */
export const archiveSearch = defineCommand({
  name: "archive search",
  summary: "Search an archive, offline",
  description: [
    "Words may stand anywhere in a message, also inside of other words, in any script; all of them must be there. " +
    '"exact text" keeps blanks and order, -word excludes, OR between two words takes either.',
    "from:NAME, in:CHAT (names or ids), after:TIME, before:TIME, has:file|image|link, type:TYPE and " +
    "is:edited|recalled|missing narrow the search, and can stand alone.",
  ],
  examples: [
    { comment: "words", line: "archive search installer 90% --archive archive" },
    {
      comment: "one person in one chat",
      line: 'archive search \'from:"Leo" in:"Release 2.4" video\' --archive archive',
    },
    { comment: "files of the last week", line: "archive search has:file after:7d --archive archive" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).archivedMessages(),
  risk: "read",
  columns: MESSAGE_COLUMNS,
  options,
  check({ query }) {
    if (query.join(" ").trim() !== "") return;
    throw invalidInput("query", phrase`${input("query")} is missing`, "for example: archive search invoice");
  },
  run: (values, runtime) => runSearch(values, runtime),
});

async function runSearch(values: Values, runtime: Runtime): Promise<CommandResult> {
  const { search } = await import("../../../core/archive/search.ts");
  const query = parseQuery(values.query.join(" "), runtime.world.clock.now());
  if (isEmptyQuery(query)) {
    throw invalidInput(
      "query",
      phrase`${input("query")} asks for nothing: ${JSON.stringify(values.query.join(" "))}`,
      "give a word, or a filter such as from:NAME",
    );
  }
  return await withArchive(runtime, values.archive, (archive) => {
    const { order, limit, pageToken } = values;
    const found = search(archive.database, query, { order, limit, cursor: pageToken });
    const reader = readerOf(archive, { history: false, threads: false });
    const messages = found.hits.map(({ seq }) => reader.message(seq));
    return messageResult(messages, found.cursor);
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
