import { invalidArgument } from "../../../core/failure.ts";
import { createFeedChats, type FeedChats, previewFeedChats } from "../../../core/feed/chats.ts";
import { listFeedGroups, listFeedItems, queryFeedItems } from "../../../core/feed/requests.ts";
import { FEED_GROUP, FEED_ITEM, type FeedItem } from "../../../core/feed/wire.ts";
import type { WireSchema } from "../../../core/json/schema.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { recordsAt, responseRecords } from "../../../core/platform/response.ts";
import { formatRfc3339, parseTimeInput, parseUnixTime } from "../../../core/text/time.ts";
import { createWarnings } from "../../../core/warning.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { chatIds, parseId } from "../../options/ids.ts";
import { requiredListOf } from "../../options/list.ts";
import { alias, type Kind, optional, type OptionValues, required, toggle } from "../../options/option.ts";
import { describePages, type PageDefaults, pageOptions } from "../../options/page.ts";
import { checkTimeRange } from "../../options/time.ts";
import { prettyTable } from "../../output/formats/table.ts";
import { readLiveAndDeleted } from "../../pages.ts";
import { spelled } from "../../spelling.ts";

/** Pages of the lists about feed groups. */
export const FEED_PAGES: PageDefaults = { size: 50, limit: 10, delay: 200 };

/** A card with the name of its chat. */
type NamedItem = FeedItem & { readonly chat_name?: string };

const NAMED_ITEM: WireSchema<NamedItem> = FEED_ITEM;

/** The latest time that a calendar has, epoch milliseconds. */
const MAX_TIME = 8.64e15;

/** A window on the time of the last change. */
export const timeRangeOptions = {
  startTime: alias(optional(changeTime("start", "only changes from this time on")), "start"),
  endTime: alias(optional(changeTime("end", "only changes up to this time")), "end"),
};

export const noDetailOption = toggle("do not fetch the names of the chats");

/** A feed group's id (`ofg_…`), trimmed. */
export const feedGroupId: Kind<string> = {
  placeholder: "ofg_id",
  summary: "the feed group",
  parse: (value, name) =>
    parseId(name, value, {
      prefixes: ["ofg_"],
      what: "a feed group id",
      hint: "feed group ids begin with ofg_; list them with: im +feed-group-list",
    }),
};

/** Bare digits are Unix milliseconds here, as in the service; other forms as everywhere. */
function changeTime(edge: "start" | "end", summary: string): Kind<number> {
  return {
    placeholder: "time",
    summary: `${summary}; a date or time, or Unix milliseconds`,
    parse(value, name) {
      const text = value.trim();
      const instant = /^\d+$/.test(text) ? Number(text) : parseTimeInput(text, edge);
      if (instant !== undefined && instant >= 0 && instant <= MAX_TIME) return instant;
      throw invalidArgument(
        name,
        `${name} must be a time: "${value}"`,
        "type Unix milliseconds (1779238800000), a date (2026-05-20) or a time (2026-05-20T09:00:00+08:00)",
      );
    },
  };
}

const groupListOptions = { ...timeRangeOptions, ...pageOptions(FEED_PAGES) };

/** `im +feed-group-list` */
export const feedGroupList = defineCommand({
  name: "+feed-group-list",
  summary: "List your feed groups (tags)",
  description: [
    "groups lists the groups you have, deleted_groups those you deleted; --page-size counts both.",
  ],
  examples: [
    { comment: "the first page", line: "+feed-group-list" },
    { comment: "changes since a date", line: "+feed-group-list --start-time 2026-05-20 --page-all" },
  ],
  identities: ["user"],
  scopes: ["im:feed_group_v1:read"],
  risk: "read",
  options: groupListOptions,
  check: ({ startTime: start, endTime: end }, _world, _identity, nameOf) =>
    checkTimeRange({ start, end }, (key) => nameOf(`${key}Time`)),
  preview: (values) => ({
    api: [{ ...groupListRequest(values, values.pageToken), desc: describePages(values, FEED_PAGES) }],
    context: {},
  }),
  async run(values, session): Promise<CommandResult> {
    const { result, lists } = await readLiveAndDeleted(session, values, FEED_PAGES, {
      schemas: { groups: FEED_GROUP, deleted_groups: FEED_GROUP },
      live: "groups",
      deleted: "deleted_groups",
      request: (token) => groupListRequest(values, token),
    }, createWarnings());
    const rows = lists.groups.map(({ group_id: id, name, type }) => ({
      group_id: id ?? "",
      name: name ?? "",
      type: type ?? "",
    }));
    const counts = `${rows.length} group(s), ${lists.deleted_groups.length} deleted`;
    return {
      ...result,
      pretty: () => [...(rows.length === 0 ? [] : prettyTable(rows).trimEnd().split("\n")), counts],
    };
  },
});

function groupListRequest(
  { pageSize, startTime: start, endTime: end }: OptionValues<typeof groupListOptions>,
  pageToken: string | undefined,
) {
  return listFeedGroups({ pageSize, pageToken, start, end });
}

/** Cards that are in a group, and those that were taken out. */
const ITEM_LISTS = { items: NAMED_ITEM, deleted_items: NAMED_ITEM };

const groupItemsOptions = {
  feedGroupId: required(feedGroupId),
  ...timeRangeOptions,
  noDetail: noDetailOption,
  ...pageOptions(FEED_PAGES),
};

/** `im +feed-group-list-item` */
export const feedGroupListItem = defineCommand({
  name: "+feed-group-list-item",
  summary: "List the cards (chats) in a feed group",
  description: [
    "items lists the cards in the group, deleted_items those that were removed. Direct chats and chats you cannot " +
    "see have no chat_name.",
  ],
  examples: [
    { comment: "the first page", line: "+feed-group-list-item --feed-group-id ofg_xxx" },
    {
      comment: "all of them, as a table",
      line: "+feed-group-list-item --feed-group-id ofg_xxx --page-all --format pretty",
    },
  ],
  identities: ["user"],
  scopes: ["im:feed_group_v1:read"],
  moreScopes: { user: ["im:chat:read"] },
  risk: "read",
  options: groupItemsOptions,
  check: ({ startTime: start, endTime: end }, _world, _identity, nameOf) =>
    checkTimeRange({ start, end }, (key) => nameOf(`${key}Time`)),
  preview: (values) => ({
    api: [
      { ...groupItemsRequest(values, values.pageToken), desc: describePages(values, FEED_PAGES) },
      ...(values.noDetail ? [] : [previewNames("only if there are cards: fetches the names of their chats")]),
    ],
    context: {},
  }),
  async run(values, session): Promise<CommandResult> {
    const warnings = createWarnings();
    const chats = createFeedChats(session.client(), warnings);
    const { result, lists } = await readLiveAndDeleted(session, values, FEED_PAGES, {
      schemas: ITEM_LISTS,
      live: "items",
      deleted: "deleted_items",
      request: (token) => groupItemsRequest(values, token),
      complete: async (read) => values.noDetail ? read : await withChatNames(chats, read),
    }, warnings);
    const notice = chats.finish();
    return {
      ...result,
      data: { ...result.data, ...(notice === undefined ? {} : { _notice: spelled(notice) }) },
      warnings: warnings.list(),
      pretty: () => prettyFeedItems(lists),
    };
  },
});

function groupItemsRequest(
  { feedGroupId, pageSize, startTime: start, endTime: end }: OptionValues<typeof groupItemsOptions>,
  pageToken: string | undefined,
) {
  return listFeedItems(feedGroupId, { pageSize, pageToken, start, end });
}

/** `im +feed-group-query-item` */
export const feedGroupQueryItem = defineCommand({
  name: "+feed-group-query-item",
  summary: "Check which chats are in a feed group",
  description: [
    "items lists the cards in the group, deleted_items those that were removed, missing the chats in neither list.",
  ],
  examples: [
    {
      comment: "whether two chats are in a group",
      line: "+feed-group-query-item --feed-group-id ofg_xxx --feed-id oc_xxx,oc_yyy",
    },
    {
      comment: "which of them are not",
      line: "+feed-group-query-item --feed-group-id ofg_xxx --feed-id oc_xxx,oc_yyy --jq .data.missing",
    },
  ],
  identities: ["user"],
  scopes: ["im:feed_group_v1:read"],
  moreScopes: { user: ["im:chat:read"] },
  risk: "read",
  options: {
    feedGroupId: required(feedGroupId),
    feedId: alias(requiredListOf(chatIds("the chats, separated by commas")), "feed-ids"),
    noDetail: noDetailOption,
  },
  preview: ({ feedGroupId, feedId, noDetail }) => ({
    api: [
      queryFeedItems(feedGroupId, [...new Set(feedId)]),
      ...(noDetail ? [] : [previewNames("only if cards are found: fetches the names of their chats")]),
    ],
    context: {},
  }),
  async run({ feedGroupId, feedId, noDetail }, session): Promise<CommandResult> {
    const client = session.client();
    const warnings = createWarnings();
    const chats = createFeedChats(client, warnings);
    const ids = [...new Set(feedId)];
    const answer = responseRecords(
      await client.call(queryFeedItems(feedGroupId, ids)),
      Object.keys(ITEM_LISTS),
    );
    const found = {
      items: recordsAt(answer, "items", NAMED_ITEM),
      deleted_items: recordsAt(answer, "deleted_items", NAMED_ITEM),
    };
    const lists = noDetail ? found : await withChatNames(chats, found);
    const known = new Set([...found.items, ...found.deleted_items].map((item) => item.feed_id));
    const missing = ids.filter((id) => !known.has(id));
    const notice = chats.finish();
    // Formats of rows have no place for what is missing.
    if (missing.length > 0) {
      warnings.add("cards_not_in_group", `${missing.length} of ${ids.length}: ${missing.join(", ")}`);
    }
    return {
      data: {
        ...answer,
        ...lists,
        ...(missing.length === 0 ? {} : { missing }),
        ...(notice === undefined ? {} : { _notice: spelled(notice) }),
      },
      rows: [...lists.items, ...lists.deleted_items.map((item) => ({ ...item, deleted: true }))],
      warnings: warnings.list(),
      pretty: () => [...prettyFeedItems(lists), ...missing.map((id) => `not in the group: ${id}`)],
    };
  },
});

function previewNames(when: string): ApiRequest {
  const request = previewFeedChats(when);
  return { ...request, desc: `${request.desc}; --no-detail leaves it out` };
}

/** Cards of a feed group, live and deleted. */
export interface FeedItems {
  readonly items: readonly NamedItem[];
  readonly deleted_items: readonly NamedItem[];
}

/** The cards with `chat_name` where the chat is visible and has a name. */
async function withChatNames(source: FeedChats, { items, deleted_items }: FeedItems): Promise<FeedItems> {
  const ids = [...items, ...deleted_items].map((item) => item.feed_id ?? "").filter((id) => id.trim() !== "");
  const chats = await source.fetch(ids);
  const named = (item: NamedItem): NamedItem => {
    const name = chats.get(item.feed_id ?? "")?.name;
    return name?.trim() ? { ...item, chat_name: name } : item;
  };
  return { items: items.map(named), deleted_items: deleted_items.map(named) };
}

/** The cards of a feed group for people, with counts. */
function prettyFeedItems({ items, deleted_items: deleted }: FeedItems): readonly string[] {
  const rows = items.map((item) => {
    const updated = parseUnixTime(item.update_time);
    return {
      chat_name: item.chat_name ?? "",
      feed_id: item.feed_id ?? "",
      update_time: updated === undefined ? "" : formatRfc3339(updated),
    };
  });
  const table = rows.length === 0 ? [] : prettyTable(rows).trimEnd().split("\n");
  return [...table, `${items.length} card(s), ${deleted.length} deleted`];
}
