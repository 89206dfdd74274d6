import { createNotices } from "../../core/enrich/notices.ts";
import { MESSAGE_SCOPES } from "../../core/flag/detect-feed-layer.ts";
import { flagTypeWord, itemTypeWord } from "../../core/flag/flag-layer.ts";
import { listFlags } from "../../core/flag/requests.ts";
import { createThreadMessages } from "../../core/flag/thread-messages.ts";
import { objectAt, stringAt } from "../../core/json-access.ts";
import { formatMinute } from "../../core/message/local-time.ts";
import { messageText } from "../../core/message/message-text.ts";
import { messageIdOf } from "../../core/message/raw-message.ts";
import { getMessages } from "../../core/message/requests.ts";
import type { Lists } from "../../core/platform/collect-lists.ts";
import { type CommandResult, defineCommand } from "../command.ts";
import { type FlagValues, integer, optional, switchedOn } from "../flags.ts";
import { readLists } from "../flags-and-feed/read-lists.ts";
import { cutCharacters } from "../output/cut-characters.ts";
import { prettyTable } from "../output/pretty-table.ts";
import { describePages, pageFlags, type PageValues } from "../page-flags.ts";

/** Characters of a message that the table shows. */
const SHOWN_CHARACTERS = 40;
const PAGES = { size: 50, limit: 10, delay: 200 };

const flags = {
  ...pageFlags(PAGES),
  latest: optional(
    integer(1, 10_000, "only the newest so many; reads to the last page, and leaves cancelled flags out"),
  ),
  enrichFeedThread: switchedOn("fetch the messages of threads in the feed; =false leaves them"),
};

type Values = FlagValues<typeof flags>;
type FlagLists = Lists<"flag_items" | "delete_flag_items" | "messages">;

/** `im +flag-list` */
export const flagList = defineCommand({
  name: "+flag-list",
  summary: "List your flags (bookmarks)",
  description: [
    "Oldest change first, as the service tells them: the newest flag is the last one of the last page. flag_items are " +
    "the flags that stand, delete_flag_items cancelled ones. The messages of bookmarks are in messages; flags that " +
    "keep a thread in the feed have theirs under message. message_error says that it could not be fetched.",
  ],
  examples: [
    { comment: "the first page", line: "+flag-list" },
    { comment: "the ten newest flags", line: "+flag-list --latest 10 --format pretty" },
    { comment: "all of them, one a line", line: "+flag-list --page-all --page-limit 0 --format ndjson" },
  ],
  identities: ["user"],
  scopes: ["im:feed.flag:read"],
  moreScopes: { user: MESSAGE_SCOPES },
  risk: "read",
  flags,
  preview(values) {
    const list = listFlags(values.pageSize, values.pageToken);
    return {
      api: [
        { ...list, desc: describePages(pageValues(values), PAGES) },
        ...(values.enrichFeedThread
          ? [{
            ...getMessages(["<message_id>"]),
            desc: "only for threads in the feed whose message did not come along, up to 50 a call; needs " +
              `${MESSAGE_SCOPES.join(" and ")}; --enrich-feed-thread=false leaves it out`,
          }]
          : []),
      ],
      context: {},
    };
  },
  async run(values, session): Promise<CommandResult> {
    const notices = createNotices();
    const { world, emit } = session;
    const remember = emit === undefined;
    const threads = createThreadMessages({ world, client: session.client(), notices, remember });
    const { result, lists } = await readLists(session, pageValues(values), PAGES, {
      live: "flag_items",
      deleted: "delete_flag_items",
      others: ["messages"],
      request: (token) => listFlags(values.pageSize, token),
      isHeld: values.latest !== undefined,
      async complete(read: FlagLists) {
        const kept = newest(read, values.latest);
        if (!values.enrichFeedThread) return kept;
        return { ...kept, flag_items: await threads.add(kept.flag_items, kept.messages) };
      },
    }, notices);
    const isCut = values.latest !== undefined && result.pagination?.complete !== true;
    if (isCut) notices.add("flags_not_newest", "not all pages were read: there are newer flags than these");
    return {
      ...result,
      warnings: notices.warnings(),
      pretty: () => prettyFlags(lists),
    };
  },
});

/** The newest flags are known at the last page only. */
function pageValues(values: Values): PageValues {
  return values.latest === undefined
    ? values
    : { ...values, pageAll: true, pageLimit: values.pageLimit ?? 0 };
}

function newest(lists: FlagLists, count: number | undefined): FlagLists {
  if (count === undefined) return lists;
  const items = lists.flag_items.slice(-count);
  const ids = new Set(items.map((item) => item["item_id"]));
  const messages = lists.messages.filter((message) => ids.has(message["message_id"]));
  return { flag_items: items, delete_flag_items: [], messages };
}

/** A table with what is flagged, and how many there are. */
function prettyFlags(lists: FlagLists): readonly string[] {
  const known = new Map(lists.messages.map((message) => [messageIdOf(message), message]));
  const rows = lists.flag_items.map((flag) => {
    const id = stringAt(flag, "item_id") ?? "";
    const message = objectAt(flag, "message") ?? known.get(id);
    return {
      flag_type: flagTypeWord(flag["flag_type"]),
      item_id: id,
      item_type: itemTypeWord(flag["item_type"]),
      message: message === undefined ? "" : cutCharacters(messageText(message), SHOWN_CHARACTERS),
      update_time: formatMinute(flag["update_time"]),
    };
  });
  const table = rows.length === 0 ? [] : prettyTable(rows).trimEnd().split("\n");
  return [...table, `${rows.length} flag(s), ${lists.delete_flag_items.length} cancelled`];
}
