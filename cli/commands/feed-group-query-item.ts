import { createNotices } from "../../core/enrich/notices.ts";
import { createChatLookUp, previewChatLookUp } from "../../core/feed/chat-look-up.ts";
import { queryFeedItems } from "../../core/feed/requests.ts";
import { objectsAt } from "../../core/json-access.ts";
import { answeredRecords } from "../../core/platform/answered-data.ts";
import { type CommandResult, defineCommand } from "../command.ts";
import { chatIds } from "../flag-kinds/chat-ids.ts";
import { requiredListOf } from "../flag-kinds/list-of.ts";
import { alias, required } from "../flags.ts";
import { withChatNames } from "../flags-and-feed/chat-names.ts";
import { feedGroupId, noDetail } from "../flags-and-feed/group-flags.ts";
import { prettyItems } from "../flags-and-feed/pretty-items.ts";

const LISTS = ["items", "deleted_items"];

/** `im +feed-group-query-item` */
export const feedGroupQueryItem = defineCommand({
  name: "+feed-group-query-item",
  summary: "Look up cards (chats) in a feed group",
  description: [
    "items are in the group, deleted_items were taken out; missing names the chats that are in neither list.",
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
  flags: {
    feedGroupId: required(feedGroupId),
    feedId: alias(requiredListOf(chatIds("the chats, separated by commas")), "feed-ids"),
    noDetail,
  },
  preview: ({ feedGroupId, feedId, noDetail }) => ({
    api: [
      queryFeedItems(feedGroupId, [...new Set(feedId)]),
      ...(noDetail ? [] : [previewChatLookUp("only if cards are found: the names of their chats")]),
    ],
    context: {},
  }),
  async run({ feedGroupId, feedId, noDetail }, session): Promise<CommandResult> {
    const { world } = session;
    const client = session.client();
    const notices = createNotices();
    const lookUp = createChatLookUp({ world, client, notices, remember: true });
    const ids = [...new Set(feedId)];
    const answer = answeredRecords(await client.call(queryFeedItems(feedGroupId, ids)), LISTS);
    const found = { items: objectsAt(answer, "items"), deleted_items: objectsAt(answer, "deleted_items") };
    const lists = noDetail ? found : await withChatNames(lookUp, found);
    const known = new Set([...found.items, ...found.deleted_items].map((item) => item["feed_id"]));
    const missing = ids.filter((id) => !known.has(id));
    const notice = lookUp.finish();
    // Formats of rows have no place for what is missing.
    if (missing.length > 0) {
      notices.add("cards_not_in_group", `${missing.length} of ${ids.length}: ${missing.join(", ")}`);
    }
    return {
      data: {
        ...answer,
        ...lists,
        ...(missing.length === 0 ? {} : { missing }),
        ...(notice === undefined ? {} : { _notice: notice }),
      },
      rows: [...lists.items, ...lists.deleted_items.map((item) => ({ ...item, deleted: true }))],
      warnings: notices.warnings(),
      pretty: () => [...prettyItems(lists), ...missing.map((id) => `not in the group: ${id}`)],
    };
  },
});
