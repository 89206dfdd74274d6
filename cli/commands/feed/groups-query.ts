import { createFeedChats } from "../../../core/feed/chats.ts";
import { queryFeedItems } from "../../../core/feed/requests.ts";
import { recordsAt } from "../../../core/platform/list-reader.ts";
import { responseRecords } from "../../../core/platform/response.ts";
import { createWarnings } from "../../../core/warning.ts";
import { isHumanReadable } from "../../output/formats/traits.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { chatIds } from "../../options/ids.ts";
import { requiredListOf } from "../../options/list.ts";
import { alias, required } from "../../options/option.ts";
import {
  feedGroupId,
  groupItemNeeds,
  ITEM_LISTS,
  noDetailOption,
  prettyFeedItems,
  previewNames,
  withChatNames,
} from "./groups.ts";

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
  scopesFor: (values) => groupItemNeeds(values),
  risk: "read",
  answer: async () => (await import("./answers.ts")).groupQuery(),
  columns: ["chat_name", "feed_id", "update_time", "feed_type", "deleted"],
  slim: ["chat_name", "feed_id", "deleted"],
  options: {
    feedGroupId: required(feedGroupId),
    feedId: alias(requiredListOf(chatIds("the chats, separated by commas")), "feed-ids"),
    noDetail: noDetailOption,
  },
  preview: ({ feedGroupId, feedId, noDetail }, _identity, _prepared, runtime) => ({
    api: [
      queryFeedItems(feedGroupId, [...new Set(feedId)]),
      ...(noDetail ? [] : previewNames("only if cards are found: fetches the names of their chats", runtime)),
    ],
    context: {},
  }),
  async run({ feedGroupId, feedId, noDetail }, runtime): Promise<CommandResult> {
    const client = runtime.client();
    const warnings = createWarnings();
    const chats = createFeedChats(client, warnings);
    const ids = [...new Set(feedId)];
    const answer = responseRecords(
      await client.call(queryFeedItems(feedGroupId, ids)),
      Object.keys(ITEM_LISTS),
    );
    const found = {
      items: recordsAt(answer, "items", ITEM_LISTS.items),
      deleted_items: recordsAt(answer, "deleted_items", ITEM_LISTS.deleted_items),
    };
    const lists = noDetail
      ? found
      : await withChatNames(chats, found, isHumanReadable(runtime.format) ? { client, warnings } : undefined);
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
        ...(notice === undefined ? {} : { _notice: runtime.texts.text(notice) }),
      },
      rows: [...lists.items, ...lists.deleted_items.map((item) => ({ ...item, deleted: true }))],
      warnings: warnings.list(),
      pretty: (
        screen,
      ) => [...prettyFeedItems(lists, screen), ...missing.map((id) => `not in the group: ${id}`)],
    };
  },
});
