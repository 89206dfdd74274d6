import type { Chat } from "../../../core/chat/wire.ts";
import { Failure, invalidArgument, withDetail } from "../../../core/failure.ts";
import { createFeedChats, previewFeedChats } from "../../../core/feed/chats.ts";
import {
  CHAT_SHORTCUT,
  createShortcuts,
  listShortcuts,
  MAX_SHORTCUTS,
  removeShortcuts,
} from "../../../core/feed/requests.ts";
import {
  reportShortcuts,
  type ShortcutReport,
  type ShortcutRow,
} from "../../../core/feed/shortcut-report.ts";
import { FAILED_SHORTCUT, SHORTCUT, type Shortcut } from "../../../core/feed/wire.ts";
import { stringAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { type Client, sendWrite } from "../../../core/platform/client.ts";
import { readLists } from "../../../core/platform/list-reader.ts";
import { paginate } from "../../../core/platform/pages.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { recordsAt, responseRecords } from "../../../core/platform/response.ts";
import { createWarnings } from "../../../core/warning.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { chatIds } from "../../options/ids.ts";
import { requiredListOf } from "../../options/list.ts";
import { alias, type OptionValues, toggle } from "../../options/option.ts";
import { pageOptions } from "../../options/page.ts";
import { prettyTable } from "../../output/formats/table.ts";
import { listParts } from "../../pages.ts";
import { spelled } from "../../spelling.ts";

/** The chats whose shortcuts change. */
export const shortcutChatsOption = alias(
  requiredListOf(chatIds("1 to 10 chats, separated by commas; can be repeated")),
  "chat-ids",
);

/** The chats, each once, in order. */
export function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

/** Refuses more chats than one call takes (docs/contract.md, 10). */
export function checkShortcutCount(ids: readonly string[]): void {
  const count = distinct(ids).length;
  if (count <= MAX_SHORTCUTS) return;
  throw invalidArgument(
    "--chat-id",
    `--chat-id has ${count} chats, but only ${MAX_SHORTCUTS} are allowed`,
    `give ${MAX_SHORTCUTS} at a time`,
  );
}

const { pageToken } = pageOptions({ size: 1, limit: 1, delay: 0 });
const ONE_PAGE = { pageSize: 1, pageToken: undefined, pageAll: false, pageLimit: undefined, pageDelay: 0 };

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
  risk: "read",
  options: { pageToken, noDetail: toggle("do not fetch the chats") },
  preview: ({ pageToken, noDetail }) => ({
    api: [
      { ...listShortcuts(pageToken), desc: "one page" },
      ...(noDetail ? [] : [previewChats()]),
    ],
    context: {},
  }),
  async run({ pageToken, noDetail }, session): Promise<CommandResult> {
    const client = session.client();
    const warnings = createWarnings();
    const fetchPage = (token: string | undefined) => fetchShortcuts(client, token);
    const pages = paginate(session.world, fetchPage, { token: pageToken, limit: 1, delay: 0 });
    const { end, first, lists } = await readLists(pages, { shortcuts: SHORTCUT });
    const source = createFeedChats(client, warnings);
    const chats = await source.fetch(noDetail ? [] : lists.shortcuts.flatMap((one) => chatOf(one) ?? []));
    const shortcuts = lists.shortcuts.map((one): DetailedShortcut => {
      const detail = chats.get(chatOf(one) ?? "");
      return detail === undefined ? one : { ...one, detail };
    });
    const notice = source.finish();
    const nextToken = end.nextToken ?? stringAt(first, "page_token") ?? "";
    const fields = { shortcuts, has_more: end.hasMore, page_token: nextToken };
    return {
      data: {
        ...fields,
        ...first,
        ...fields,
        ...(notice === undefined ? {} : { _notice: spelled(notice) }),
      },
      rows: shortcuts,
      ...listParts({ end, count: shortcuts.length }, ONE_PAGE, warnings),
      pretty: () => prettyShortcuts(shortcuts),
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

function prettyShortcuts(shortcuts: readonly DetailedShortcut[]): readonly string[] {
  if (shortcuts.length === 0) return ["no shortcuts"];
  const rows = shortcuts.map(({ feed_card_id: id, detail }) => ({
    feed_card_id: id ?? "",
    mode: detail?.chat_mode ?? "",
    name: detail?.name ?? "",
  }));
  return prettyTable(rows).trimEnd().split("\n");
}

const shortcutCreateOptions = {
  chatId: shortcutChatsOption,
  head: toggle("put them at the top (the default)"),
  tail: toggle("put them at the end"),
};

/** `im +feed-shortcut-create` */
export const feedShortcutCreate = defineCommand({
  name: "+feed-shortcut-create",
  summary: "Add chats to your feed shortcuts",
  description: [
    "A chat that is already there counts as done. If some chats fail, the result has the outcome for each, and the " +
    "exit status is 1.",
  ],
  examples: [
    { comment: "at the top", line: "+feed-shortcut-create --chat-id oc_xxx" },
    { comment: "two, at the end", line: "+feed-shortcut-create --chat-id oc_xxx,oc_yyy --tail" },
  ],
  identities: ["user"],
  scopes: ["im:feed.shortcut:write"],
  risk: "write",
  options: shortcutCreateOptions,
  check({ chatId, head, tail }) {
    checkShortcutCount(chatId);
    if (!head || !tail) return;
    throw invalidArgument("--tail", "--head and --tail exclude each other", "leave one of them out");
  },
  preview: (values) => ({ api: [createRequest(values)], context: {} }),
  async run(values, session): Promise<CommandResult> {
    const report = await changeShortcuts(session.client(), createRequest(values), distinct(values.chatId));
    return shortcutResult(report, "added");
  },
});

function createRequest({ chatId, tail }: OptionValues<typeof shortcutCreateOptions>) {
  return createShortcuts(distinct(chatId), tail ? "tail" : "head");
}

/** `im +feed-shortcut-remove` */
export const feedShortcutRemove = defineCommand({
  name: "+feed-shortcut-remove",
  summary: "Remove chats from your feed shortcuts",
  description: [
    "A chat that is not there counts as done. If some chats fail, the result has the outcome for each, and the " +
    "exit status is 1.",
  ],
  examples: [
    { comment: "one chat", line: "+feed-shortcut-remove --chat-id oc_xxx" },
    { comment: "two, as a preview", line: "+feed-shortcut-remove --chat-id oc_xxx,oc_yyy --dry-run" },
  ],
  identities: ["user"],
  scopes: ["im:feed.shortcut:write"],
  risk: "write",
  options: { chatId: shortcutChatsOption },
  check: ({ chatId }) => checkShortcutCount(chatId),
  preview: ({ chatId }) => ({ api: [removeShortcuts(distinct(chatId))], context: {} }),
  async run({ chatId }, session): Promise<CommandResult> {
    const ids = distinct(chatId);
    const report = await changeShortcuts(session.client(), removeShortcuts(ids), ids);
    return shortcutResult(report, "removed");
  },
});

async function changeShortcuts(
  client: Client,
  request: ApiRequest,
  chatIds: readonly string[],
): Promise<ShortcutReport> {
  const answer = await sendWrite(client, request, ["failed_shortcuts"]);
  const failures = recordsAt(answer, "failed_shortcuts", FAILED_SHORTCUT);
  return reportShortcuts(chatIds, answer, failures);
}

/** A report as a result; one with failures is partial. */
function shortcutResult(
  { data, rows, failed, total, isComplete }: ShortcutReport,
  verb: "added" | "removed",
): CommandResult {
  const failure = new Failure({
    type: "api",
    subtype: "partial_failure",
    message: failed.length === 0
      ? "the service reports failures that match none of the chats: see unmatched_failures"
      : `${failed.length} of ${total} chat(s) could not be ${verb}: ${failed.join(", ")}`,
  });
  return {
    data,
    rows,
    ...(isComplete ? {} : { failure }),
    pretty: () => rows.map((row) => prettyShortcutLine(row, verb)),
  };
}

function prettyShortcutLine(row: ShortcutRow, verb: string): string {
  return row.status === "ok"
    ? `${verb}: ${row.feed_card_id}`
    : `not ${verb}: ${row.feed_card_id} (${row.reason_label ?? "no reason given"})`;
}
