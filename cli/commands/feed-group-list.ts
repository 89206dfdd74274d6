import { createNotices } from "../../core/enrich/notices.ts";
import { listFeedGroups } from "../../core/feed/requests.ts";
import { stringAt } from "../../core/json-access.ts";
import { type CommandResult, defineCommand } from "../command.ts";
import type { FlagValues } from "../flags.ts";
import { FEED_PAGES, windowFlags } from "../flags-and-feed/group-flags.ts";
import { readLists } from "../flags-and-feed/read-lists.ts";
import { prettyTable } from "../output/pretty-table.ts";
import { describePages, pageFlags } from "../page-flags.ts";
import { checkTimes } from "../reading/checks.ts";

const flags = { ...windowFlags, ...pageFlags(FEED_PAGES) };

/** `im +feed-group-list` */
export const feedGroupList = defineCommand({
  name: "+feed-group-list",
  summary: "List your feed groups (tags)",
  description: ["groups are those that stand, deleted_groups those that were deleted; a page counts both."],
  examples: [
    { comment: "the first page", line: "+feed-group-list" },
    { comment: "what changed since a day", line: "+feed-group-list --start-time 2026-05-20 --page-all" },
  ],
  identities: ["user"],
  scopes: ["im:feed_group_v1:read"],
  risk: "read",
  flags,
  check: ({ startTime: start, endTime: end }, _world, _identity, nameOf) =>
    checkTimes({ start, end }, (key) => nameOf(`${key}Time`)),
  preview: (values) => ({
    api: [{ ...requestOf(values, values.pageToken), desc: describePages(values, FEED_PAGES) }],
    context: {},
  }),
  async run(values, session): Promise<CommandResult> {
    const { result, lists } = await readLists(session, values, FEED_PAGES, {
      live: "groups",
      deleted: "deleted_groups",
      request: (token) => requestOf(values, token),
    }, createNotices());
    const rows = lists.groups.map((group) => ({
      group_id: stringAt(group, "group_id") ?? "",
      name: stringAt(group, "name") ?? "",
      type: stringAt(group, "type") ?? "",
    }));
    const counts = `${rows.length} group(s), ${lists.deleted_groups.length} deleted`;
    return {
      ...result,
      pretty: () => [...(rows.length === 0 ? [] : prettyTable(rows).trimEnd().split("\n")), counts],
    };
  },
});

function requestOf(
  { pageSize, startTime: start, endTime: end }: FlagValues<typeof flags>,
  pageToken: string | undefined,
) {
  return listFeedGroups({ pageSize, pageToken, start, end });
}
