import type { Chat } from "../../../core/chat/wire.ts";
import { nameDirectChatsById, previewDirectChats } from "../../../core/enrich/direct-chats.ts";
import { Failure, withDetail } from "../../../core/failure.ts";
import { createFeedChats, previewFeedChats } from "../../../core/feed/chats.ts";
import { CHAT_SHORTCUT, listShortcuts } from "../../../core/feed/requests.ts";
import { SHORTCUT, type Shortcut } from "../../../core/feed/wire.ts";
import { stringAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import type { Client } from "../../../core/platform/client.ts";
import { idFrom, listedId, readLists } from "../../../core/platform/list-reader.ts";
import { paginate } from "../../../core/platform/pages.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { responseRecords } from "../../../core/platform/response.ts";
import { createWarnings } from "../../../core/warning.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { toggle } from "../../options/option.ts";
import { pageOptions } from "../../options/page.ts";
import type { Line, Screen } from "../../screen.ts";
import { listing } from "../../output/listing.ts";
import { isHumanReadable } from "../../output/formats/traits.ts";
import { cutOf, listParts } from "../../pages.ts";

const pageTokenOption = pageOptions({ size: 1, limit: 1, delay: 0 }).pageToken;
const SHORTCUT_ID = idFrom("feed_card_id", "type");
const ONE_PAGE = { pageSize: 1, pageToken: undefined, pageAll: false, pageLimit: undefined, pageDelay: 0 };

const SHORTCUT_COLUMNS = [
  ...["detail.name", "feed_card_id", "type", "detail.chat_mode", "detail.external", "detail.description"],
  ...["detail.chat_id", "detail.chat_status", "detail.owner_id", "detail.owner_id_type", "detail.tenant_key"],
  "detail.avatar",
];

/** `im +feed-shortcut-list` */
export const feedShortcutList = defineCommand({
  name: "+feed-shortcut-list",
  summary: "List one page of your feed shortcuts",
  description: [
    "Each shortcut has its chat under detail, unless you cannot see the chat. A page token is valid until the " +
    "shortcuts change; after that, start again without one.",
  ],
  examples: [
    { comment: "the first page", line: "+feed-shortcut-list" },
    { comment: "the next one, ids only", line: "+feed-shortcut-list --page-token TOKEN --no-detail" },
  ],
  identities: ["user"],
  scopes: ["im:feed.shortcut:read"],
  moreScopes: { user: ["im:chat:read"] },
  scopesFor: ({ noDetail }) => ({
    required: [["im:feed.shortcut:read"]],
    helpful: noDetail ? [] : ["im:chat:read"],
  }),
  risk: "read",
  answer: async () => (await import("./answers.ts")).shortcutList(),
  columns: SHORTCUT_COLUMNS,
  slim: ["feed_card_id", "detail.name", "detail.chat_mode"],
  options: { pageToken: pageTokenOption, noDetail: toggle("do not fetch the chats") },
  preview: ({ pageToken, noDetail }, identity, _prepared, { format }) => ({
    api: [
      { ...listShortcuts(pageToken), desc: "one page" },
      ...(noDetail
        ? []
        : [previewChats(), ...(isHumanReadable(format) ? [previewDirectChats(identity)] : [])]),
    ],
    context: {},
  }),
  async run({ pageToken, noDetail }, runtime): Promise<CommandResult> {
    const client = runtime.client();
    const warnings = createWarnings();
    const fetchPage = (token: string | undefined) => fetchShortcuts(client, token);
    const pages = paginate(runtime.world, fetchPage, { token: pageToken, limit: 1, delay: 0 });
    const { end, first, lists } = await readLists(
      pages,
      { shortcuts: SHORTCUT },
      SHORTCUT_ID,
      undefined,
      { listing: runtime.listing },
    );
    const source = createFeedChats(client, warnings);
    const found = await source.fetch(noDetail ? [] : lists.shortcuts.flatMap((one) => chatOf(one) ?? []));
    const chats = isHumanReadable(runtime.format)
      ? await nameDirectChatsById({ client, warnings }, found)
      : found;
    const shortcuts = lists.shortcuts.map((one): DetailedShortcut => {
      const detail = chats.get(chatOf(one) ?? "");
      return detail === undefined ? one : { ...one, detail };
    });
    const notice = source.finish();
    const nextToken = end.nextToken ?? stringAt(first, "page_token") ?? "";
    const partsOf = (shortcuts: readonly DetailedShortcut[]) => {
      const fields = { shortcuts, has_more: end.hasMore, page_token: nextToken };
      return {
        data: {
          ...fields,
          ...first,
          ...fields,
          ...(notice === undefined ? {} : { _notice: runtime.texts.text(notice) }),
        },
        rows: shortcuts,
        pretty: (screen: Screen) => prettyShortcuts(shortcuts, screen),
      };
    };
    return {
      ...partsOf(shortcuts),
      ...listParts({ end, count: shortcuts.length }, ONE_PAGE, warnings),
      cut: cutOf(shortcuts, (one) => listedId("shortcuts", one, SHORTCUT_ID), partsOf),
    };
  },
});

/** A shortcut with its chat, where that is visible. */
type DetailedShortcut = Shortcut & { readonly detail?: Chat };

function previewChats(): ApiRequest {
  const request = previewFeedChats("only if there are shortcuts to chats: fetches the chats");
  return { ...request, desc: `${request.desc}; --no-detail leaves it out` };
}

/** A page; where the token is refused, the shortcuts have changed since it was given (its code is unverified). */
async function fetchShortcuts(client: Client, token: string | undefined): Promise<JsonObject> {
  try {
    const body = await client.call(listShortcuts(token));
    responseRecords(body, ["shortcuts"]);
    return body;
  } catch (error) {
    const isRefused = error instanceof Failure && ["api", "validation"].includes(error.detail.type);
    if (!isRefused || token === undefined || error.detail.retryable) throw error;
    throw withDetail(error, {
      hint: "a page token is valid until the shortcuts change: if they did, start again without --page-token",
    });
  }
}

function chatOf({ type, feed_card_id: id }: Shortcut): string | undefined {
  return String(type) === String(CHAT_SHORTCUT) && id?.trim() ? id : undefined;
}

function prettyShortcuts(shortcuts: readonly DetailedShortcut[], screen: Screen): readonly Line[] {
  if (shortcuts.length === 0) return ["no shortcuts"];
  const rows = shortcuts.map(({ feed_card_id: id, detail }) => ({
    name: detail?.name ?? "",
    id: id ?? "",
    facts: detail?.chat_mode === "p2p"
      ? ["direct chat"]
      : detail?.chat_mode === "topic"
      ? ["topic chat"]
      : [],
  }));
  return listing(rows, screen);
}
