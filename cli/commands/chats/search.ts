import { counted } from "../../../core/text/count.ts";
import { searchChats } from "../../../core/chat/requests.ts";
import { chatSearchBody, unwrapChatHits } from "../../../core/chat/search.ts";
import { type Chat, CHAT_HIT, CHAT_SEARCH_PAGE, type ChatHit } from "../../../core/chat/wire.ts";
import { invalidArgument } from "../../../core/failure.ts";
import type { JsonValue } from "../../../core/json/json.ts";
import { readAs } from "../../../core/json/schema.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { recordsAt } from "../../../core/platform/list-reader.ts";
import { responseData } from "../../../core/platform/response.ts";
import { createWarnings } from "../../../core/warning.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { choiceList, sortOrder } from "../../options/choice.ts";
import { userIds } from "../../options/ids.ts";
import { checkCount, checkLength } from "../../options/limits.ts";
import { listOf, splitList } from "../../options/list.ts";
import {
  alias,
  choice,
  formerName,
  type Kind,
  optional,
  type OptionValues,
  text,
  toggle,
  withDefault,
} from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import type { Screen } from "../../screen.ts";
import { createPageFetcher, listParts, walkPages } from "../../pages.ts";
import { cutChats, muteFilter, previewMuteFilter, readChats } from "./mute.ts";
import { CHAT_COLUMNS, CHAT_SLIM, prettyChats } from "./view.ts";

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

const options = {
  query: alias(withDefault(text("text", "text to search for, up to 64 characters"), ""), "keyword"),
  memberIds: listOf(userIds("only chats that all these people are in, up to 50 people")),
  searchTypes: listOf(choiceList(SEARCH_TYPES, "only chats of these kinds", "dropped")),
  chatModes: formerName(listOf(chatModes("only groups, or only topic chats")), "types"),
  isManager: toggle("only chats you created or manage"),
  disableSearchByUser: toggle("match chat names only, not member names"),
  sort: formerName(
    optional(
      sortOrder(WIRE_NAMES, ["create_time", "update_time", "member_count"], "highest or latest first"),
    ),
    "sort-by",
  ),
  excludeMuted: toggle("leave out chats you have muted; as a user only"),
  ...pageOptions(PAGES),
};

type Values = OptionValues<typeof options>;

/** `im +chat-search` */
export const chatSearch = defineCommand({
  name: "+chat-search",
  summary: "Search chats by name or members",
  description: [
    "Finds groups and topic chats you can see. To list direct chats, use im +chat-list --types p2p.",
    "With --exclude-muted, a page may have fewer chats than --page-size; total still counts every match.",
  ],
  examples: [
    { comment: "by name", line: "+chat-search --query release" },
    {
      comment: "chats that two people are both in, largest first",
      line: "+chat-search --member-ids ou_xxx,ou_yyy --sort member_count",
    },
    { comment: "the id of a chat", line: "+chat-search --query release --jq '.data.chats[0].chat_id'" },
  ],
  identities: ["user", "bot"],
  scopes: ["im:chat:read", "im:chat", "im:chat:readonly"],
  risk: "read",
  answer: async () => (await import("./answers.ts")).chatSearch(),
  columns: CHAT_COLUMNS,
  slim: CHAT_SLIM,
  options,
  oneOf: [["query", "memberIds"]],
  check({ query, memberIds }) {
    if (query.trim() === "" && memberIds.length === 0) {
      throw invalidArgument(
        "--query",
        "there is nothing to search for: no --query and no --member-ids",
        "add --query <text> or --member-ids <ou_id,…>; im +chat-list lists all chats you are in",
      );
    }
    checkLength("--query", query, MAX_QUERY);
    checkCount("--member-ids", memberIds, MAX_MEMBERS);
  },
  preview: (values, identity) => ({
    api: [
      { ...requestOf(values, values.pageToken), desc: describePages(values, PAGES) },
      ...previewMuteFilter(filterOf(values, identity)),
    ],
    context: {},
  }),
  run: search,
});

async function search(values: Values, runtime: Runtime): Promise<CommandResult> {
  const warnings = createWarnings();
  const found: { total?: JsonValue; notice?: string; skipped: number } = { skipped: 0 };
  const fetchHits = createPageFetcher(
    runtime,
    runtime.client(),
    values,
    (token) => requestOf(values, token),
  );
  const fetchPage = async (token: string | undefined, number: number) => {
    const body = await fetchHits(token, number);
    const data = responseData(body);
    const { total, notice } = readAs(CHAT_SEARCH_PAGE, data);
    found.skipped += unwrapChatHits(recordsAt(data, "items", CHAT_HIT)).skipped;
    if (total !== undefined) found.total = wholeNumber(total);
    if (notice) found.notice ??= notice;
    return body;
  };
  const chatsOf = (hits: readonly ChatHit[]) => unwrapChatHits(hits).chats;
  const pages = walkPages(runtime, fetchPage, values, PAGES);
  const muted = filterOf(values, runtime.identity);
  const { end, chats, count, filter } = await readChats(runtime, pages, CHAT_HIT, chatsOf, muted);
  if (found.skipped > 0) {
    warnings.add("chats_not_returned", `${counted(found.skipped, "result")} came without a chat`);
  }
  if (found.notice !== undefined) warnings.add("search_notice", found.notice);
  const partsOf = (chats: readonly Chat[]) => ({
    data: {
      chats,
      ...(found.total === undefined ? {} : { total: found.total }),
      has_more: end.hasMore,
      page_token: end.nextToken ?? "",
      ...(filter === undefined ? {} : { filter }),
      ...(found.notice === undefined ? {} : { notice: found.notice }),
    },
    rows: chats,
    pretty: (screen: Screen) => prettyChats(chats, filter, screen),
  });
  return { ...partsOf(chats), ...listParts({ end, count }, values, warnings), cut: cutChats(chats, partsOf) };
}

/** A count that came as text as the number that it is. */
function wholeNumber(value: JsonValue): JsonValue {
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

function requestOf(values: Values, pageToken: string | undefined) {
  return searchChats(chatSearchBody(values), values.pageSize, pageToken);
}

function filterOf({ excludeMuted, searchTypes }: Values, identity: Identity) {
  const isForeign = searchTypes.length > 0 && searchTypes.every((type) => type === "public_not_joined");
  const reason = "chats that you have not joined have no mute settings: nothing was left out";
  return muteFilter(excludeMuted, identity, isForeign ? reason : undefined);
}

/**
 * A comma list of modes of chats. By its former name, `--types`, it understands what people know from listing chats:
 * groups alone can be searched for.
 */
export function chatModes(summary: string): Kind<readonly ("group" | "topic")[]> {
  const { parse, ...one } = choice(["group", "topic"], summary, { anyCase: true });
  return {
    ...one,
    placeholder: "group,topic",
    parse: (value, name) =>
      splitList(value).map((entry) => {
        if (name !== "--types") return parse(entry, name);
        if (entry.toLowerCase() === "group") return "group";
        throw invalidArgument(
          name,
          `${name} finds groups only: "${value}"`,
          "use --chat-modes group,topic; list direct chats with: im +chat-list --types p2p --as user",
        );
      }),
  };
}
