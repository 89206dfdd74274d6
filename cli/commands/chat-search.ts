import { searchChats } from "../../core/chat/list-requests.ts";
import { chatSearchBody } from "../../core/chat/search-body.ts";
import { unwrapChatHits } from "../../core/chat/search-hits.ts";
import { createNotices, type Warning } from "../../core/enrich/notices.ts";
import { invalidArgument } from "../../core/failure.ts";
import type { JsonValue } from "../../core/json.ts";
import { filledStringAt, objectAt } from "../../core/json-access.ts";
import type { Identity } from "../../core/platform/identity.ts";
import { walkPages } from "../../core/platform/pages.ts";
import { chatModes } from "../chats/chat-modes.ts";
import { prettyChats } from "../chats/chat-rows.ts";
import { checkCount } from "../chats/check-count.ts";
import { checkLength } from "../chats/check-length.ts";
import { previewMute } from "../chats/preview-mute.ts";
import { readChats } from "../chats/read-chats.ts";
import { sortOrder } from "../chats/sort-order.ts";
import { words } from "../chats/words.ts";
import { type CommandResult, defineCommand, type Session } from "../command.ts";
import { listOf } from "../flag-kinds/list-of.ts";
import { userIds } from "../flag-kinds/user-ids.ts";
import { alias, earlierName, type FlagValues, optional, text, toggle, withDefault } from "../flags.ts";
import { describePages, pageFlags, pageWish } from "../page-flags.ts";
import { askPage } from "../reading/ask-page.ts";
import { describeWarnings } from "../writing/describe-warnings.ts";
import { listParts } from "../reading/list-result.ts";

const PAGES = { size: 20, maxSize: 100, limit: 10, delay: 200 };
const SEARCH_TYPES = ["private", "external", "public_joined", "public_not_joined"] as const;
/** Above this the service answers as if it had found nothing. */
const MAX_QUERY = 64;
const MAX_MEMBERS = 50;

/** What the service calls the orders. */
const WIRE_NAMES = {
  create_time_desc: "create_time",
  update_time_desc: "update_time",
  member_count_desc: "member_count",
} as const;

const flags = {
  query: alias(withDefault(text("words", "what to search for, 64 characters"), ""), "keyword"),
  memberIds: listOf(userIds("only chats with all these people, 50 at most")),
  searchTypes: listOf(words(SEARCH_TYPES, "only chats of these kinds", "dropped")),
  chatModes: earlierName(listOf(chatModes("only groups, or only topic chats")), "types"),
  isManager: toggle("only chats that you created or manage"),
  disableSearchByUser: toggle("match the names of chats only, not of their members"),
  sort: earlierName(
    optional(
      sortOrder(WIRE_NAMES, ["create_time", "update_time", "member_count"], "highest or latest first"),
    ),
    "sort-by",
  ),
  excludeMuted: toggle("without the chats that you have muted; as a user only"),
  ...pageFlags(PAGES),
};

type Values = FlagValues<typeof flags>;

const TYPES_NOTE = "--types is taken for --chat-modes, which is the name of the flag here";

/** `im +chat-search` */
export const chatSearch = defineCommand({
  name: "+chat-search",
  summary: "Search chats by name or members",
  description: [
    "Finds groups and topic chats that you can see; direct chats are listed by im +chat-list --types p2p.",
    "With --exclude-muted a page may hold fewer chats than --page-size; total still counts all that were found.",
  ],
  examples: [
    { comment: "by name", line: "+chat-search --query release" },
    {
      comment: "the chats of two people, largest first",
      line: "+chat-search --member-ids ou_xxx,ou_yyy --sort member_count",
    },
    { comment: "the id of a chat", line: "+chat-search --query release --jq '.data.chats[0].chat_id'" },
  ],
  identities: ["user", "bot"],
  scopes: ["im:chat:read", "im:chat", "im:chat:readonly"],
  risk: "read",
  flags,
  check({ query, memberIds }) {
    if (query.trim() === "" && memberIds.length === 0) {
      throw invalidArgument(
        "--query",
        "there is nothing to search for: no --query and no --member-ids",
        "add --query <words> or --member-ids <ou_id,…>; im +chat-list lists all chats that you are in",
      );
    }
    checkLength("--query", query, MAX_QUERY);
    checkCount("--member-ids", memberIds, MAX_MEMBERS);
  },
  preview: (values, identity) => ({
    ...describeWarnings(notesOf(values)),
    warnings: notesOf(values),
    api: [
      { ...requestOf(values, values.pageToken), desc: describePages(values, PAGES) },
      ...previewMute(muteWish(values, identity)),
    ],
    context: {},
  }),
  run: search,
});

async function search(values: Values, session: Session): Promise<CommandResult> {
  const client = session.client();
  const notices = createNotices();
  for (const { key, detail } of notesOf(values)) notices.add(key, detail);
  const told: { total?: JsonValue; notice?: string; lost: number } = { lost: 0 };
  const askHits = askPage(session, client, values, (token) => requestOf(values, token));
  const ask = async (token: string | undefined, number: number) => {
    const { body, lost } = unwrapChatHits(await askHits(token, number));
    const data = objectAt(body, "data");
    const notice = filledStringAt(data, "notice");
    if (data?.["total"] !== undefined) told.total = wholeNumber(data["total"]);
    if (notice !== undefined) told.notice ??= notice;
    told.lost += lost;
    return body;
  };
  const pages = walkPages(session.world, ask, pageWish(values, PAGES));
  const wish = muteWish(values, session.identity);
  const { end, chats, count, filter } = await readChats(session, () => client, pages, wish);
  if (told.lost > 0) notices.add("chats_not_returned", `${told.lost} hit(s) came without their chat`);
  if (told.notice !== undefined) notices.add("search_notice", told.notice);
  return {
    data: {
      chats,
      ...(told.total === undefined ? {} : { total: told.total }),
      has_more: end.hasMore,
      page_token: end.nextToken ?? "",
      ...(filter === undefined ? {} : { filter }),
      ...(told.notice === undefined ? {} : { notice: told.notice }),
    },
    ...listParts({ end, count }, values, notices),
    pretty: () => prettyChats(chats, filter),
  };
}

/** What is due before anything is asked. */
function notesOf({ chatModes }: Values): readonly Warning[] {
  const isByTypes = chatModes.some((one) => one.isByTypes);
  return isByTypes ? [{ key: "types_taken_as_chat_modes", detail: TYPES_NOTE }] : [];
}

/** A count that came as text as the number that it is. */
function wholeNumber(value: JsonValue): JsonValue {
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

function requestOf(values: Values, pageToken: string | undefined) {
  const chatModes = values.chatModes.map(({ mode }) => mode);
  return searchChats(chatSearchBody({ ...values, chatModes }), values.pageSize, pageToken);
}

function muteWish({ excludeMuted, searchTypes }: Values, identity: Identity) {
  const isForeign = searchTypes.length > 0 && searchTypes.every((type) => type === "public_not_joined");
  return {
    isWanted: excludeMuted,
    notApplicable: identity === "bot"
      ? "mute settings belong to users: nothing was left out; use --as user to filter"
      : isForeign
      ? "chats that you have not joined have no mute settings: nothing was left out"
      : undefined,
  };
}
