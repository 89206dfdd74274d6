import { describeTruncation, memberRows, memberTotals } from "../../../core/chat/members.ts";
import { listMembers } from "../../../core/chat/requests.ts";
import { CHAT_MEMBER, TRUNCATION } from "../../../core/chat/wire.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { idFrom, listedId, readLists, recordsAt } from "../../../core/platform/list-reader.ts";
import { createWarnings } from "../../../core/warning.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { choiceList } from "../../options/choice.ts";
import { chatId } from "../../options/ids.ts";
import { listOf } from "../../options/list.ts";
import {
  alias,
  choice,
  integer,
  optional,
  type OptionValues,
  required,
  withDefault,
  withVariable,
} from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import type { Line, Screen } from "../../screen.ts";
import { listing } from "../../output/listing.ts";
import { idText, markdownText } from "../../output/markdown.ts";
import { createPageFetcher, listParts, walkPages } from "../../pages.ts";

const LISTS = ["users", "bots", "truncations"];
const PAGES = { size: 20, maxSize: 100, limit: 10, delay: 200 };

const options = {
  chatId: required(chatId("the chat: its id, a link to it, or its exact name")),
  memberTypes: listOf(choiceList(["user", "bot"], "only people, or only bots")),
  memberIdType: withDefault(
    choice(["open_id", "union_id", "user_id"], "kind of id to use for people in the result"),
    "open_id",
  ),
  ...pageOptions(PAGES),
  pageSize: withVariable(
    alias(
      optional(integer(1, PAGES.maxSize, "items per page, 1 to 100 (default 20, or 100 with --page-all)")),
      "limit",
      "max-results",
    ),
  ),
};

type Values = OptionValues<typeof options>;

/** `im +chat-members-list` */
export const chatMembersList = defineCommand({
  name: "+chat-members-list",
  summary: "List the people and bots in a chat",
  description: [
    "You must be in the chat. In some chats the service lists only some of the members; a warning and " +
    "data.truncations say so.",
  ],
  examples: [
    { comment: "who is in the chat", line: "+chat-members-list --chat-id oc_xxx --page-all" },
    { comment: "only its bots", line: "+chat-members-list --chat-id oc_xxx --member-types bot" },
    { comment: "one member per line", line: "+chat-members-list --chat-id oc_xxx --page-all --format csv" },
  ],
  identities: ["user", "bot"],
  scopes: ["im:chat.members:read"],
  risk: "read",
  answer: async () => (await import("./answers.ts")).members(),
  columns: ["name", "member_id", "type", "app_id", "member_id_type", "tenant_key"],
  slim: ["name", "member_id", "type"],
  options: options,
  preview: (values) => ({
    api: [{ ...requestOf(values, values.pageToken), desc: describePages(sized(values), PAGES) }],
    context: {},
  }),
  run: list,
});

async function list(values: Values, runtime: Runtime): Promise<CommandResult> {
  const warnings = createWarnings();
  const paging = sized(values);
  const fetchPage = createPageFetcher(
    runtime,
    runtime.client(),
    paging,
    (token) => requestOf(values, token),
    LISTS,
  );
  const pages = walkPages(runtime, fetchPage, paging, PAGES);
  const { emit } = runtime;
  const { end, lists: { users, bots }, count, last } = await readLists(
    pages,
    { users: CHAT_MEMBER, bots: CHAT_MEMBER },
    idFrom("member_id"),
    emit === undefined ? undefined : (lists) => emit(memberRows(lists.users, lists.bots)),
    { listing: runtime.listing },
  );
  // What is said about the whole list stands on its last page.
  const truncations = recordsAt(last, "truncations", TRUNCATION);
  for (const truncation of truncations) warnings.add("members_truncated", describeTruncation(truncation));
  const cursor = { has_more: end.hasMore, page_token: end.nextToken ?? "" };
  const partsOf = (people: typeof users, apps: typeof bots, count: number) => {
    const rows = memberRows(people, apps);
    return {
      data: {
        ...{ chat_id: values.chatId, users: people, bots: apps, truncations },
        ...{ ...cursor, ...memberTotals(last) },
      },
      rows,
      count,
      pretty: (screen: Screen) => prettyMembers(rows, screen),
      concise: () => conciseMembers(rows, memberTotals(last)),
    };
  };
  const idOf = (key: string, member: JsonObject) => listedId(key, member, idFrom("member_id"));
  return {
    ...partsOf(users, bots, count),
    ...listParts({ end, count }, paging, warnings),
    cut: {
      ids: () => [...users.map((one) => [idOf("users", one)]), ...bots.map((one) => [idOf("bots", one)])],
      first: (count) =>
        partsOf(users.slice(0, count), bots.slice(0, Math.max(0, count - users.length)), count),
    },
  };
}

function prettyMembers(rows: ReturnType<typeof memberRows>, screen: Screen): readonly Line[] {
  if (rows.length === 0) return ["no members"];
  const lines = rows.map(({ type, member_id: id, name }) => ({
    name: name ?? "",
    id: id ?? "",
    facts: [type],
  }));
  return listing(lines, screen);
}

/** A line a member; people are the usual. */
function conciseMembers(
  rows: ReturnType<typeof memberRows>,
  totals: ReturnType<typeof memberTotals>,
): string {
  const lines = rows.map(({ type, member_id: id, name }) => {
    const who = [markdownText(name ?? ""), idText(id ?? "")].filter((text) => text !== "").join(" ");
    return `- ${type === "user" ? who : `${who} · ${type}`}\n`;
  });
  const counts = Object.entries(totals).map(([key, count]) => `${key}: ${count}`);
  return [
    ...(lines.length === 0 ? ["[none]\n"] : lines),
    ...(counts.length === 0 ? [] : [`\n${counts.join(" · ")}\n`]),
  ]
    .join("");
}

/** Several pages are read with the largest size, unless one is given. */
function sized(values: Values) {
  return { ...values, pageSize: values.pageSize ?? (values.pageAll ? PAGES.maxSize : PAGES.size) };
}

function requestOf(values: Values, pageToken: string | undefined) {
  const { chatId, memberIdType, memberTypes } = values;
  const { pageSize } = sized(values);
  return listMembers(chatId, { memberIdType, memberTypes: [...new Set(memberTypes)], pageSize, pageToken });
}
