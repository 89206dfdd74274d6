import { createNotices } from "../../core/enrich/notices.ts";
import { createChatLookUp, previewChatLookUp } from "../../core/feed/chat-look-up.ts";
import { listFeedItems } from "../../core/feed/requests.ts";
import { type CommandResult, defineCommand } from "../command.ts";
import { type FlagValues, required } from "../flags.ts";
import { type FeedItems, withChatNames } from "../flags-and-feed/chat-names.ts";
import { FEED_PAGES, feedGroupId, noDetail, windowFlags } from "../flags-and-feed/group-flags.ts";
import { prettyItems } from "../flags-and-feed/pretty-items.ts";
import { readLists } from "../flags-and-feed/read-lists.ts";
import { describePages, pageFlags } from "../page-flags.ts";
import { checkTimes } from "../reading/checks.ts";

const flags = { feedGroupId: required(feedGroupId), ...windowFlags, noDetail, ...pageFlags(FEED_PAGES) };

/** `im +feed-group-list-item` */
export const feedGroupListItem = defineCommand({
  name: "+feed-group-list-item",
  summary: "List the cards (chats) in a feed group",
  description: [
    "items are in the group, deleted_items were taken out. Direct chats and chats that are not visible have no " +
    "chat_name.",
  ],
  examples: [
    { comment: "the first page", line: "+feed-group-list-item --feed-group-id ofg_xxx" },
    {
      comment: "all, for people",
      line: "+feed-group-list-item --feed-group-id ofg_xxx --page-all --format pretty",
    },
  ],
  identities: ["user"],
  scopes: ["im:feed_group_v1:read"],
  moreScopes: { user: ["im:chat:read"] },
  risk: "read",
  flags,
  check: ({ startTime: start, endTime: end }, _world, _identity, nameOf) =>
    checkTimes({ start, end }, (key) => nameOf(`${key}Time`)),
  preview: (values) => ({
    api: [
      { ...requestOf(values, values.pageToken), desc: describePages(values, FEED_PAGES) },
      ...(values.noDetail ? [] : [previewChatLookUp("only if there are cards: the names of their chats")]),
    ],
    context: {},
  }),
  async run(values, session): Promise<CommandResult> {
    const { world } = session;
    const notices = createNotices();
    const lookUp = createChatLookUp({ world, client: session.client(), notices, remember: true });
    const { result, lists } = await readLists(session, values, FEED_PAGES, {
      live: "items",
      deleted: "deleted_items",
      request: (token) => requestOf(values, token),
      complete: async (read: FeedItems) => values.noDetail ? read : await withChatNames(lookUp, read),
    }, notices);
    const notice = lookUp.finish();
    return {
      ...result,
      data: { ...result.data, ...(notice === undefined ? {} : { _notice: notice }) },
      warnings: notices.warnings(),
      pretty: () => prettyItems(lists),
    };
  },
});

function requestOf(
  { feedGroupId, pageSize, startTime: start, endTime: end }: FlagValues<typeof flags>,
  pageToken: string | undefined,
) {
  return listFeedItems(feedGroupId, { pageSize, pageToken, start, end });
}
