import { idFrom } from "../../../core/platform/list-reader.ts";
import { createFeedChats } from "../../../core/feed/chats.ts";
import { listFeedItems } from "../../../core/feed/requests.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { createWarnings } from "../../../core/warning.ts";
import { isHumanReadable } from "../../output/formats/traits.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { type OptionValues, required } from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import { checkTimeRange, type TimeRange } from "../../options/time.ts";
import { readLiveAndDeleted } from "../../live-and-deleted.ts";
import {
  changeRange,
  FEED_PAGES,
  feedGroupId,
  groupItemNeeds,
  ITEM_LISTS,
  noDetailOption,
  prettyFeedItems,
  previewNames,
  timeRangeOptions,
  withChatNames,
} from "./groups.ts";

const options = {
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
      line: "+feed-group-list-item --feed-group-id ofg_xxx --page-all --format table",
    },
  ],
  identities: ["user"],
  scopes: ["im:feed_group_v1:read"],
  moreScopes: { user: ["im:chat:read"] },
  scopesFor: (values) => groupItemNeeds(values),
  risk: "read",
  answer: async () => (await import("./answers.ts")).groupItems(),
  columns: ["chat_name", "feed_id", "update_time", "feed_type", "deleted"],
  slim: ["chat_name", "feed_id", "deleted"],
  options,
  check: (values, world, _identity, nameOf) =>
    checkTimeRange(changeRange(values, world), (key) => nameOf(`${key}Time`)),
  prepare: (values, world) => Promise.resolve(changeRange(values, world)),
  preview: (values, _identity, range, runtime) => ({
    api: [
      { ...requestOf(values, range, values.pageToken), desc: describePages(values, FEED_PAGES) },
      ...(values.noDetail
        ? []
        : previewNames("only if there are cards: fetches the names of their chats", runtime)),
    ],
    context: {},
  }),
  async run(values, runtime, range): Promise<CommandResult> {
    const warnings = createWarnings();
    const client = runtime.client();
    const chats = createFeedChats(client, warnings);
    const people = isHumanReadable(runtime.format) ? { client, warnings } : undefined;
    const { result } = await readLiveAndDeleted(runtime, values, FEED_PAGES, {
      schemas: ITEM_LISTS,
      idOf: idFrom("feed_id"),
      live: "items",
      deleted: "deleted_items",
      request: (token) => requestOf(values, range, token),
      pretty: (lists) => (screen) => prettyFeedItems(lists, screen),
      complete: async (read) => values.noDetail ? read : await withChatNames(chats, read, people),
    }, warnings);
    const notice = chats.finish();
    const withNotice = <T extends { readonly data: JsonObject }>(parts: T): T => ({
      ...parts,
      data: { ...parts.data, ...(notice === undefined ? {} : { _notice: runtime.texts.text(notice) }) },
    });
    const { cut, ...parts } = result;
    return {
      ...withNotice(parts),
      warnings: warnings.list(),
      ...(cut && { cut: { ...cut, first: (count: number) => withNotice(cut.first(count)) } }),
    };
  },
});

function requestOf(
  { feedGroupId, pageSize }: OptionValues<typeof options>,
  range: TimeRange,
  pageToken: string | undefined,
) {
  return listFeedItems(feedGroupId, { pageSize, pageToken, ...range });
}
