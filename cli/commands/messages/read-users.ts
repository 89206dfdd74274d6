import type { JsonObject } from "../../../core/json/json.ts";
import { listReadUsers } from "../../../core/message/write-requests.ts";
import { record } from "../../../core/json/schema.ts";
import { readReader } from "../../../core/message/write-responses.ts";
import { idFrom, listedId, readLists } from "../../../core/platform/list-reader.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { messageId } from "../../options/ids.ts";
import { choice, type OptionValues, required, withDefault } from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import type { Line, Screen } from "../../screen.ts";
import { listing } from "../../output/listing.ts";
import { createPageFetcher, cutOf, listParts, walkPages } from "../../pages.ts";

const PAGES = { size: 100, maxSize: 100, limit: 10, delay: 200 };

const options = {
  messageId: required(messageId("the message")),
  userIdType: withDefault(
    choice(["open_id", "union_id", "user_id"], "kind of id to use for readers"),
    "open_id",
  ),
  ...pageOptions(PAGES),
};

/** `im +message-read-users` */
export const messageReadUsers = defineCommand({
  name: "+message-read-users",
  summary: "List who has read a message",
  description: [
    "Lists readers only, and only for a message that the caller sent within the last seven days to a chat it is " +
    "still in.",
  ],
  examples: [
    { comment: "the readers", line: "+message-read-users --message-id om_xxx" },
    {
      comment: "all of them, one per line",
      line: "+message-read-users --message-id om_xxx --page-all --page-limit 0 --format ndjson",
    },
  ],
  identities: ["user", "bot"],
  scopes: ["im:message:readonly", "im:message", "im:message:basic"],
  moreScopes: { user: ["im:message:get_as_user"] },
  risk: "read",
  answer: async () => (await import("./answers.ts")).readers(),
  columns: ["user_id", "timestamp", "user_id_type", "tenant_key"],
  slim: ["user_id", "timestamp"],
  options: options,
  preview: (values) => ({
    api: [{ ...requestOf(values, values.pageToken), desc: describePages(values, PAGES) }],
    context: {},
  }),
  async run(values, runtime): Promise<CommandResult> {
    const ask = createPageFetcher(runtime, runtime.client(), values, (token) => requestOf(values, token));
    const pages = walkPages(runtime, ask, values, PAGES);
    const { emit } = runtime;
    const print = emit === undefined
      ? undefined
      : (lists: { items: readonly JsonObject[] }) => emit(lists.items);
    const { end, lists: { items }, count } = await readLists(
      pages,
      { items: record({}) },
      idFrom("user_id"),
      print,
      { listing: runtime.listing },
    );
    const partsOf = (items: readonly JsonObject[], count: number) => ({
      data: { items, total: count, has_more: end.hasMore, page_token: end.nextToken ?? "" },
      count,
      rows: items,
      pretty: (screen: Screen) => prettyReaders(items, screen),
    });
    return {
      ...partsOf(items, count),
      ...listParts({ end, count }, values),
      cut: cutOf(
        items,
        (one) => listedId("items", one, idFrom("user_id")),
        (some) => partsOf(some, some.length),
      ),
    };
  },
});

function requestOf(
  { messageId, userIdType, pageSize }: OptionValues<typeof options>,
  pageToken: string | undefined,
) {
  return listReadUsers(messageId, { userIdType, pageSize, pageToken });
}

function prettyReaders(items: readonly JsonObject[], screen: Screen): readonly Line[] {
  if (items.length === 0) return ["nobody has read it yet"];
  // The service sends no names here.
  const rows = items.map(readReader).map(({ userId, readMs }) => ({
    id: userId,
    facts: readMs === undefined ? ["read"] : [{ ms: readMs, verb: "read" }],
  }));
  return listing(rows, screen);
}
