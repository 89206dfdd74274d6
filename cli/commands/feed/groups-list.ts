import { idFrom } from "../../../core/platform/list-reader.ts";
import { listFeedGroups } from "../../../core/feed/requests.ts";
import { FEED_GROUP } from "../../../core/feed/wire.ts";
import { createWarnings } from "../../../core/warning.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import type { OptionValues } from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import { checkTimeRange, type TimeRange } from "../../options/time.ts";
import { counted } from "../../../core/text/count.ts";
import { listing } from "../../output/listing.ts";
import { readLiveAndDeleted } from "../../live-and-deleted.ts";
import { changeRange, FEED_PAGES, timeRangeOptions } from "./groups.ts";

const options = { ...timeRangeOptions, ...pageOptions(FEED_PAGES) };

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
  answer: async () => (await import("./answers.ts")).groupList(),
  columns: ["name", "group_id", "type", "rules", "deleted"],
  slim: ["name", "group_id", "deleted"],
  options,
  check: (values, world, _identity, nameOf) =>
    checkTimeRange(changeRange(values, world), (key) => nameOf(`${key}Time`)),
  prepare: (values, world) => Promise.resolve(changeRange(values, world)),
  preview: (values, _identity, range) => ({
    api: [{ ...requestOf(values, range, values.pageToken), desc: describePages(values, FEED_PAGES) }],
    context: {},
  }),
  async run(values, runtime, range): Promise<CommandResult> {
    const { result } = await readLiveAndDeleted(runtime, values, FEED_PAGES, {
      schemas: { groups: FEED_GROUP, deleted_groups: FEED_GROUP },
      idOf: idFrom("group_id"),
      live: "groups",
      deleted: "deleted_groups",
      request: (token) => requestOf(values, range, token),
      pretty: ({ groups, deleted_groups: deleted }) => {
        const rows = groups.map(({ group_id: id, name, type }) => ({
          name: name ?? "",
          id: id ?? "",
          facts: [type ?? ""],
        }));
        const counts = `${counted(rows.length, "group")}, ${deleted.length} deleted`;
        return (screen) => [...listing(rows, screen), counts];
      },
    }, createWarnings());
    return result;
  },
});

function requestOf(
  { pageSize }: OptionValues<typeof options>,
  range: TimeRange,
  pageToken: string | undefined,
) {
  return listFeedGroups({ pageSize, pageToken, ...range });
}
