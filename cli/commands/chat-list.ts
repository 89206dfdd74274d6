import { listChats } from "../../core/chat/list-requests.ts";
import { createNotices } from "../../core/enrich/notices.ts";
import { invalidArgument } from "../../core/failure.ts";
import type { Identity } from "../../core/platform/identity.ts";
import { walkPages } from "../../core/platform/pages.ts";
import { prettyChats } from "../chats/chat-rows.ts";
import { previewMute } from "../chats/preview-mute.ts";
import { readChats } from "../chats/read-chats.ts";
import { sortOrder } from "../chats/sort-order.ts";
import { words } from "../chats/words.ts";
import { type CommandResult, defineCommand, type Session } from "../command.ts";
import { listOf } from "../flag-kinds/list-of.ts";
import { choice, earlierName, type FlagValues, toggle, withDefault } from "../flags.ts";
import { describePages, pageFlags, pageWish } from "../page-flags.ts";
import { askPage } from "../reading/ask-page.ts";
import { describeWarnings } from "../writing/describe-warnings.ts";
import { listParts } from "../reading/list-result.ts";

const PAGES = { size: 20, maxSize: 100, limit: 10, delay: 200 };

/** What the service calls the orders. */
const WIRE_NAMES = { ByCreateTimeAsc: "create_time", ByActiveTimeDesc: "active_time" } as const;

const STRIPPED = "bots cannot list direct chats: p2p was left out of --types";

const STRIP_WARNING = { key: "bot_strip_p2p", detail: STRIPPED };

const flags = {
  types: listOf(words(["group", "p2p"], "kinds of chats: groups, direct chats; direct chats as a user only")),
  sort: earlierName(
    withDefault(
      sortOrder(WIRE_NAMES, ["create_time", "active_time"], "oldest first, or most recently active first"),
      "create_time",
    ),
    "sort-type",
  ),
  userIdType: withDefault(
    choice(["open_id", "union_id", "user_id"], "kind of id that owners and partners are told by"),
    "open_id",
  ),
  excludeMuted: toggle("without the chats that you have muted; as a user only"),
  ...pageFlags(PAGES),
};

type Values = FlagValues<typeof flags>;

/** `im +chat-list` */
export const chatList = defineCommand({
  name: "+chat-list",
  summary: "List the chats that you are in",
  description: [
    "Without --types these are groups. As a user, --types p2p,group lists direct chats, too.",
    "With --exclude-muted a page may hold fewer chats than --page-size; data.filter tells how many were left out.",
  ],
  examples: [
    { comment: "the groups that you are in", line: "+chat-list" },
    {
      comment: "all chats, the liveliest first",
      line: "+chat-list --types p2p,group --sort active_time --page-all",
    },
    {
      comment: "those that you have not muted, for people",
      line: "+chat-list --exclude-muted --format pretty",
    },
  ],
  identities: ["user", "bot"],
  identitiesFor: ({ types }) => isDirectOnly(types) ? ["user"] : ["user", "bot"],
  scopes: ["im:chat:read", "im:chat", "im:chat:readonly", "im:chat.group_info:readonly"],
  risk: "read",
  flags,
  check({ types }, _world, identity) {
    if (identity !== "bot" || !isDirectOnly(types)) return;
    throw invalidArgument(
      "--types",
      `--types is "p2p", but bots cannot list direct chats`,
      "use --as user, or --types group",
    );
  },
  preview: (values, identity) => ({
    // It changes the request, so it is told here, too (chats sheet 5).
    ...(isStripped(values, identity)
      ? { ...describeWarnings([STRIP_WARNING]), warnings: [STRIP_WARNING] }
      : {}),
    api: [
      { ...requestOf(values, identity, values.pageToken), desc: describePages(values, PAGES) },
      ...previewMute(muteWish(values, identity)),
    ],
    context: {},
  }),
  run: list,
});

async function list(values: Values, session: Session): Promise<CommandResult> {
  const { identity } = session;
  const client = session.client();
  const notices = createNotices();
  const ask = askPage(session, client, values, (token) => requestOf(values, identity, token));
  const pages = walkPages(session.world, ask, pageWish(values, PAGES));
  const { end, chats, count, filter } = await readChats(
    session,
    () => client,
    pages,
    muteWish(values, identity),
  );
  if (isStripped(values, identity)) notices.add("bot_strip_p2p", STRIPPED);
  return {
    data: {
      chats,
      has_more: end.hasMore,
      page_token: end.nextToken ?? "",
      ...(filter === undefined ? {} : { filter }),
      ...(isStripped(values, identity) ? { notices: [{ code: "bot_strip_p2p", message: STRIPPED }] } : {}),
    },
    ...listParts({ end, count }, values, notices),
    pretty: () => prettyChats(chats, filter),
  };
}

function requestOf(values: Values, identity: Identity, pageToken: string | undefined) {
  const { sort, userIdType, pageSize } = values;
  const types = [...new Set(values.types)].filter((type) => identity === "user" || type !== "p2p");
  return listChats({ sort, userIdType, types, pageSize, pageToken });
}

function isDirectOnly(types: readonly string[]): boolean {
  return types.length > 0 && types.every((type) => type === "p2p");
}

function isStripped({ types }: Values, identity: Identity): boolean {
  return identity === "bot" && types.includes("p2p");
}

function muteWish({ excludeMuted }: Values, identity: Identity) {
  return {
    isWanted: excludeMuted,
    notApplicable: identity === "bot"
      ? "mute settings belong to users: nothing was left out; use --as user to filter"
      : undefined,
  };
}
