import { listChats } from "../../../core/chat/requests.ts";
import { CHAT, type Chat } from "../../../core/chat/wire.ts";
import { nameDirectChats, previewDirectChats } from "../../../core/enrich/direct-chats.ts";
import { invalidArgument } from "../../../core/failure.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { createWarnings } from "../../../core/warning.ts";
import { type CommandResult, defineCommand, describeWarnings, type Runtime } from "../../command.ts";
import { choiceList, sortOrder } from "../../options/choice.ts";
import { listOf } from "../../options/list.ts";
import { choice, formerName, type OptionValues, toggle, withDefault } from "../../options/option.ts";
import { describePages, pageOptions } from "../../options/page.ts";
import type { Screen } from "../../screen.ts";
import { isHumanReadable } from "../../output/formats/traits.ts";
import { createPageFetcher, listParts, walkPages } from "../../pages.ts";
import { cutChats, muteFilter, previewMuteFilter, readChats } from "./mute.ts";
import { CHAT_COLUMNS, CHAT_SLIM, prettyChats } from "./view.ts";

const PAGES = { size: 20, maxSize: 100, limit: 10, delay: 200 };

/** What the service calls the orders. */
const WIRE_NAMES = { ByCreateTimeAsc: "create_time", ByActiveTimeDesc: "active_time" } as const;

const P2P_STRIPPED = "bots cannot list direct chats: p2p was left out of --types";

const P2P_STRIPPED_WARNING = { key: "bot_strip_p2p", detail: P2P_STRIPPED };

const SCOPES = ["im:chat:read", "im:chat", "im:chat:readonly", "im:chat.group_info:readonly"];
/** Direct chats are called by the other person, where people read the list. */
const NAMES_SCOPE = "contact:user.basic_profile:readonly";

const options = {
  types: listOf(
    choiceList(["group", "p2p"], "groups, direct chats, or both; direct chats as a user only"),
  ),
  sort: formerName(
    withDefault(
      sortOrder(WIRE_NAMES, ["create_time", "active_time"], "oldest first, or most recently active first"),
      "create_time",
    ),
    "sort-type",
  ),
  userIdType: withDefault(
    choice(["open_id", "union_id", "user_id"], "kind of id to use for people in the result"),
    "open_id",
  ),
  excludeMuted: toggle("leave out chats you have muted; as a user only"),
  ...pageOptions(PAGES),
};

type Values = OptionValues<typeof options>;

/** `im +chat-list` */
export const chatList = defineCommand({
  name: "+chat-list",
  summary: "List the chats you are in",
  description: [
    "Without --types, only groups are listed. As a user, --types p2p,group adds direct chats.",
    "With --exclude-muted, a page may have fewer chats than --page-size; data.filter says how many were left out.",
  ],
  examples: [
    { comment: "the groups you are in", line: "+chat-list" },
    {
      comment: "all chats, the most recently active first",
      line: "+chat-list --types p2p,group --sort active_time --page-all",
    },
    {
      comment: "chats you have not muted, as a table",
      line: "+chat-list --exclude-muted --format table",
    },
  ],
  identities: ["user", "bot"],
  identitiesFor: ({ types }) => isDirectOnly(types) ? ["user"] : ["user", "bot"],
  scopes: SCOPES,
  moreScopes: { user: [NAMES_SCOPE] },
  scopesFor: (values, identity) => ({
    required: [SCOPES],
    helpful: hasNames(values, identity) ? [NAMES_SCOPE] : [],
  }),
  risk: "read",
  answer: async () => (await import("./answers.ts")).chatList(),
  columns: CHAT_COLUMNS,
  slim: CHAT_SLIM,
  options: options,
  check({ types }, _world, identity) {
    if (identity !== "bot" || !isDirectOnly(types)) return;
    throw invalidArgument(
      "--types",
      `--types is "p2p", but bots cannot list direct chats`,
      "use --as user, or --types group",
    );
  },
  preview: (values, identity, _prepared, { format }) => ({
    // It changes the request, so the preview says so.
    ...(isP2pStripped(values, identity)
      ? { ...describeWarnings([P2P_STRIPPED_WARNING]), warnings: [P2P_STRIPPED_WARNING] }
      : {}),
    api: [
      { ...requestOf(values, identity, values.pageToken), desc: describePages(values, PAGES) },
      ...previewMuteFilter(muteFilter(values.excludeMuted, identity)),
      ...(isHumanReadable(format) && hasNames(values, identity) ? [previewDirectChats(identity)] : []),
    ],
    context: {},
  }),
  run: list,
});

async function list(values: Values, runtime: Runtime): Promise<CommandResult> {
  const { identity } = runtime;
  const warnings = createWarnings();
  const client = runtime.client();
  const fetchPage = createPageFetcher(
    runtime,
    client,
    values,
    (token) => requestOf(values, identity, token),
  );
  const pages = walkPages(runtime, fetchPage, values, PAGES);
  const { end, chats: found, count, filter } = await readChats(
    runtime,
    pages,
    CHAT,
    (records) => records,
    muteFilter(values.excludeMuted, identity),
  );
  const { chats, interrupt } = isHumanReadable(runtime.format) && hasNames(values, identity)
    ? await nameDirectChats({ client, warnings }, found)
    : { chats: found };
  const failure = end.failure ?? interrupt;
  if (isP2pStripped(values, identity)) warnings.add("bot_strip_p2p", P2P_STRIPPED);
  const partsOf = (chats: readonly Chat[]) => ({
    data: {
      chats,
      has_more: end.hasMore,
      page_token: end.nextToken ?? "",
      ...(filter === undefined ? {} : { filter }),
      ...(isP2pStripped(values, identity)
        ? { notices: [{ code: "bot_strip_p2p", message: P2P_STRIPPED }] }
        : {}),
    },
    rows: chats,
    pretty: (screen: Screen) => prettyChats(chats, filter, screen),
  });
  const read = { end: { ...end, ...(failure === undefined ? {} : { failure }) }, count };
  return { ...partsOf(chats), ...listParts(read, values, warnings), cut: cutChats(chats, partsOf) };
}

function requestOf(values: Values, identity: Identity, pageToken: string | undefined) {
  const { sort, userIdType, pageSize } = values;
  const types = [...new Set(values.types)].filter((type) => identity === "user" || type !== "p2p");
  return listChats({ sort, userIdType, types, pageSize, pageToken });
}

/** Whether there may be direct chats whose names can be found: people are known by their open ids. */
function hasNames({ types, userIdType }: Values, identity: Identity): boolean {
  return identity === "user" && types.includes("p2p") && userIdType === "open_id";
}

function isDirectOnly(types: readonly string[]): boolean {
  return types.length > 0 && types.every((type) => type === "p2p");
}

function isP2pStripped({ types }: Values, identity: Identity): boolean {
  return identity === "bot" && types.includes("p2p");
}
