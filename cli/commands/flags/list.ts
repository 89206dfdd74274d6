import { flagTypeName, isThreadFlag, itemTypeName, MESSAGE_SCOPES } from "../../../core/flag/layer.ts";
import { listFlags } from "../../../core/flag/requests.ts";
import { createThreadMessages, type ThreadFlag } from "../../../core/flag/threads.ts";
import { FLAG } from "../../../core/flag/wire.ts";
import type { WireSchema } from "../../../core/json/schema.ts";
import { getMessages } from "../../../core/message/requests.ts";
import { MESSAGE, messageIdOf } from "../../../core/message/wire.ts";
import { idFrom, type Lists } from "../../../core/platform/list-reader.ts";
import { parseUnixTime } from "../../../core/text/time.ts";
import { createWarnings } from "../../../core/warning.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { conciseText } from "../messages/concise.ts";
import { filesOf, textOf } from "../messages/message-parts.ts";
import { shownMessage } from "../messages/shown-message.ts";
import { integer, onByDefault, optional, type OptionValues } from "../../options/option.ts";
import { describePages, pageOptions, type PageValues } from "../../options/page.ts";
import { counted } from "../../../core/text/count.ts";
import type { Line, Screen } from "../../screen.ts";
import { listing } from "../../output/listing.ts";
import { idText } from "../../output/markdown.ts";
import { readLiveAndDeleted } from "../../live-and-deleted.ts";

const PAGES = { size: 50, limit: 10, delay: 200 };

const options = {
  ...pageOptions(PAGES),
  latest: optional(
    integer(1, 10_000, "only the newest n flags; reads to the last page and leaves out cancelled flags"),
  ),
  enrichFeedThread: onByDefault("fetch the messages of feed threads; =false leaves them out"),
};

type Values = OptionValues<typeof options>;
/** Flags that stand with the messages of their threads, cancelled ones, and the messages of bookmarks. */
const SCHEMAS = {
  flag_items: FLAG as WireSchema<ThreadFlag>,
  delete_flag_items: FLAG,
  messages: MESSAGE,
};
type FlagLists = Lists<typeof SCHEMAS>;

/** The columns of a flag, and of its message as the service sends it. */
const FLAG_COLUMNS = [
  ...["item_id", "flag_type", "item_type", "update_time"],
  ...[
    ...[
      "body.content",
      "msg_type",
      "create_time",
      "sender.id",
      "chat_id",
      "message_id",
      "thread_id",
      "root_id",
    ],
    ...["parent_id", "update_time", "deleted", "updated", "mentions", "message_position"],
    ...["thread_message_position", "sender.id_type", "sender.sender_type", "sender.tenant_key"],
  ].map((field) => `message.${field}`),
  ...["message_error", "create_time", "deleted"],
];

/** What most tasks need of a flag. */
const FLAG_SLIM = [
  ...["item_id", "flag_type", "item_type", "update_time", "message_error", "deleted"],
  ...["chat_id", "sender.id", "create_time", "msg_type", "body.content", "deleted"].map((field) =>
    `message.${field}`
  ),
];

/** `im +flag-list` */
export const flagList = defineCommand({
  name: "+flag-list",
  summary: "List your flags (bookmarks)",
  description: [
    "Flags are sorted by their last change, oldest first, so the newest flag ends the last page. flag_items lists " +
    "current flags, delete_flag_items cancelled ones. Bookmarked messages are in messages; a flag on a feed thread " +
    "has its message under message, or message_error if it could not be fetched.",
  ],
  examples: [
    { comment: "the first page", line: "+flag-list" },
    { comment: "the ten newest flags", line: "+flag-list --latest 10 --format pretty" },
    { comment: "all of them, one per line", line: "+flag-list --page-all --page-limit 0 --format ndjson" },
  ],
  identities: ["user"],
  scopes: ["im:feed.flag:read"],
  moreScopes: { user: MESSAGE_SCOPES },
  scopesFor: ({ enrichFeedThread }) => ({
    required: [["im:feed.flag:read"]],
    helpful: enrichFeedThread ? MESSAGE_SCOPES : [],
  }),
  risk: "read",
  answer: async () => (await import("./answers.ts")).flagList(),
  columns: FLAG_COLUMNS,
  slim: FLAG_SLIM,
  options: options,
  preview(values) {
    const list = listFlags(values.pageSize, values.pageToken);
    return {
      api: [
        { ...list, desc: describePages(pageValues(values), PAGES) },
        ...(values.enrichFeedThread
          ? [{
            ...getMessages(["<message_id>"]),
            desc: "only for feed threads whose message is not included yet, up to 50 per call; needs " +
              `${MESSAGE_SCOPES.join(" and ")}; --enrich-feed-thread=false leaves it out`,
          }]
          : []),
      ],
      context: {},
    };
  },
  async run(values, runtime): Promise<CommandResult> {
    const warnings = createWarnings();
    const threads = createThreadMessages(runtime.client(), warnings, runtime.emit === undefined);
    const { result } = await readLiveAndDeleted(runtime, pageValues(values), PAGES, {
      schemas: SCHEMAS,
      idOf: (record) => idFrom("item_id", "flag_type", "item_type")(record) ?? idFrom("message_id")(record),
      live: "flag_items",
      deleted: "delete_flag_items",
      request: (token) => listFlags(values.pageSize, token),
      isHeld: values.latest !== undefined,
      rowsOf: withMessages,
      only: withOwnMessages,
      pretty: (lists) => (screen) => prettyFlags(lists, screen),
      concise: (lists) => () => conciseFlags(lists),
      async complete(read) {
        const kept = newest(read, values.latest);
        if (!values.enrichFeedThread) return kept;
        return { ...kept, flag_items: await threads.add(kept.flag_items, kept.messages) };
      },
    }, warnings);
    const isCut = values.latest !== undefined && result.pagination?.complete !== true;
    if (isCut) warnings.add("flags_not_newest", "not all pages were read: there are newer flags than these");
    return { ...result, warnings: warnings.list() };
  },
});

/** The newest flags are known at the last page only. */
function pageValues(values: Values): PageValues {
  return values.latest === undefined
    ? values
    : { ...values, pageAll: true, pageLimit: values.pageLimit ?? 0 };
}

/** The flags, those of bookmarks with their message as well: rows have no other place for it. */
function withMessages(lists: FlagLists): readonly ThreadFlag[] {
  const known = new Map(lists.messages.map((message) => [messageIdOf(message), message]));
  return lists.flag_items.map((flag) => {
    const message = flag.message ?? known.get(flag.item_id ?? "");
    return message === undefined ? flag : { ...flag, message };
  });
}

function newest(lists: FlagLists, count: number | undefined): FlagLists {
  if (count === undefined) return lists;
  return withOwnMessages({ ...lists, flag_items: lists.flag_items.slice(-count), delete_flag_items: [] });
}

/** The lists with the messages of their flags only. */
function withOwnMessages(lists: FlagLists): FlagLists {
  const ids = new Set([...lists.flag_items, ...lists.delete_flag_items].map((item) => item.item_id));
  return { ...lists, messages: lists.messages.filter((message) => ids.has(messageIdOf(message))) };
}

/** What is flagged, and how many there are. */
function prettyFlags(lists: FlagLists, screen: Screen): readonly Line[] {
  const known = new Map(lists.messages.map((message) => [messageIdOf(message), message]));
  const rows = lists.flag_items.map((flag) => {
    const id = flag.item_id ?? "";
    const message = flag.message ?? known.get(id);
    const itemType = itemTypeName(flag.item_type);
    const shown = message && shownMessage(message);
    return {
      name: shown === undefined ? "(message not available)" : textOf(shown).join(" "),
      id,
      facts: [
        ...(shown === undefined ? [] : filesOf(shown)),
        `${flagTypeName(flag.flag_type)} flag`,
        itemType === "default" ? "" : itemType,
        { ms: parseUnixTime(flag.update_time) },
      ],
    };
  });
  const counts = `${counted(rows.length, "flag")}, ${lists.delete_flag_items.length} cancelled`;
  return [...listing(rows, screen), counts];
}

/** The flagged messages, those of the oldest flag first; the chat stands beside each, and the layer unless it is the usual one. */
function conciseFlags(lists: FlagLists): string {
  const flags = withMessages(lists).map((flag) => ({
    id: flag.item_id ?? "",
    message: flag.message === undefined ? undefined : shownMessage(flag.message),
    facts: [
      ...flag.message?.chat_id ? [`in ${idText(flag.message.chat_id)}`] : [],
      ...isThreadFlag(flag) ? ["feed thread"] : [],
    ],
  }));
  const shown = flags.flatMap(({ id, message, facts }) =>
    message === undefined ? [] : [{ message: { ...message, message_id: id }, facts }]
  );
  const factsOf = new Map(shown.map(({ message, facts }) => [message, facts]));
  const cancelled = lists.delete_flag_items.map(({ item_id: id }) => idText(id ?? ""));
  return conciseText({
    title: "Flags",
    sections: [{ messages: shown.map(({ message }) => message) }],
    missing: flags.filter(({ message }) => message === undefined).map(({ id }) => id),
    facts: cancelled.length === 0 ? [] : [`cancelled: ${cancelled.join(", ")}`],
    factsOf: (message) => factsOf.get(message) ?? [],
  });
}
