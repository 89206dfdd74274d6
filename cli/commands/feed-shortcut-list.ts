import { createNotices } from "../../core/enrich/notices.ts";
import { Failure, withDetail } from "../../core/failure.ts";
import { createChatLookUp, previewChatLookUp } from "../../core/feed/chat-look-up.ts";
import { CHAT_SHORTCUT, listShortcuts } from "../../core/feed/requests.ts";
import type { JsonObject } from "../../core/json.ts";
import { filledStringAt, objectAt, stringAt } from "../../core/json-access.ts";
import { answeredRecords } from "../../core/platform/answered-data.ts";
import type { Client } from "../../core/platform/client.ts";
import { collectLists } from "../../core/platform/collect-lists.ts";
import { walkPages } from "../../core/platform/pages.ts";
import { type CommandResult, defineCommand } from "../command.ts";
import { toggle } from "../flags.ts";
import { prettyTable } from "../output/pretty-table.ts";
import { pageFlags } from "../page-flags.ts";
import { listParts } from "../reading/list-result.ts";

const { pageToken } = pageFlags({ size: 1, limit: 1, delay: 0 });
const ONE_PAGE = { pageSize: 1, pageToken: undefined, pageAll: false, pageLimit: undefined, pageDelay: 0 };

/** `im +feed-shortcut-list` */
export const feedShortcutList = defineCommand({
  name: "+feed-shortcut-list",
  summary: "List one page of the shortcuts of your feed",
  description: [
    "Each shortcut to a chat has the chat under detail; where that is missing, the chat is not visible. A page token " +
    "holds until the shortcuts change; then reading starts over without it.",
  ],
  examples: [
    { comment: "the first page", line: "+feed-shortcut-list" },
    { comment: "the next one, ids only", line: "+feed-shortcut-list --page-token TOKEN --no-detail" },
  ],
  identities: ["user"],
  scopes: ["im:feed.shortcut:read"],
  moreScopes: { user: ["im:chat:read"] },
  risk: "read",
  flags: { pageToken, noDetail: toggle("do not look up the chats") },
  preview: ({ pageToken, noDetail }) => ({
    api: [
      { ...listShortcuts(pageToken), desc: "one page" },
      ...(noDetail ? [] : [previewChatLookUp("only if there are shortcuts to chats: what is known of them")]),
    ],
    context: {},
  }),
  async run({ pageToken, noDetail }, session): Promise<CommandResult> {
    const { world } = session;
    const client = session.client();
    const notices = createNotices();
    const wish = { token: pageToken, limit: 1, delay: 0 };
    const pages = walkPages(world, (token) => askShortcuts(client, token), wish);
    const { end, first, lists } = await collectLists(pages, ["shortcuts"]);
    const lookUp = createChatLookUp({ world, client, notices, remember: true });
    const ids = noDetail ? [] : lists.shortcuts.flatMap((one) => chatOf(one) ?? []);
    const chats = await lookUp.fetch(ids);
    const shortcuts = lists.shortcuts.map((one) => {
      const detail = chats.get(chatOf(one) ?? "");
      return detail === undefined ? one : { ...one, detail };
    });
    const notice = lookUp.finish();
    const pageTokenNow = end.nextToken ?? stringAt(first as JsonObject, "page_token") ?? "";
    const fields = { shortcuts, has_more: end.hasMore, page_token: pageTokenNow };
    return {
      data: {
        ...fields,
        ...first,
        ...fields,
        ...(notice === undefined ? {} : { _notice: notice }),
      } as JsonObject,
      rows: shortcuts,
      ...listParts({ end, count: shortcuts.length }, ONE_PAGE, notices),
      pretty: () => prettyShortcuts(shortcuts),
    };
  },
});

/** A page; where the token is refused, the shortcuts have changed since it was given (its code is unverified). */
async function askShortcuts(client: Client, token: string | undefined): Promise<JsonObject> {
  try {
    const body = await client.call(listShortcuts(token));
    answeredRecords(body, ["shortcuts"]);
    return body;
  } catch (error) {
    const isRefused = error instanceof Failure && ["api", "validation"].includes(error.detail.type);
    if (!isRefused || token === undefined || error.detail.retryable) throw error;
    throw withDetail(error, {
      hint: "a page token holds until the shortcuts change: if they did, start over without --page-token",
    });
  }
}

function chatOf(shortcut: JsonObject): string | undefined {
  return String(shortcut["type"]) === String(CHAT_SHORTCUT)
    ? filledStringAt(shortcut, "feed_card_id")
    : undefined;
}

function prettyShortcuts(shortcuts: readonly JsonObject[]): readonly string[] {
  if (shortcuts.length === 0) return ["no shortcuts"];
  const rows = shortcuts.map((one) => ({
    feed_card_id: stringAt(one, "feed_card_id") ?? "",
    mode: stringAt(objectAt(one, "detail"), "chat_mode") ?? "",
    name: stringAt(objectAt(one, "detail"), "name") ?? "",
  }));
  return prettyTable(rows).trimEnd().split("\n");
}
