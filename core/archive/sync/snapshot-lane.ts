import { listMembers } from "../../chat/requests.ts";
import { arrayAt, nonEmptyStringAt, stringAt } from "../../json/access.ts";
import { isJsonObject, type JsonObject, parseJson, stringifyJson } from "../../json/json.ts";
import type { ApiRequest } from "../../platform/request.ts";
import { responseData } from "../../platform/response.ts";
import type { Database } from "../database.ts";
import { createForgottenTest } from "../forgotten.ts";
import { closeGap, isFinalGap } from "../gaps.ts";
import { createPeople } from "../people.ts";
import { storeSnapshot } from "./chats.ts";
import type { ChatRow, SyncContext } from "./context.ts";
import { runLane } from "./lane.ts";
import { createTokens, type NextPage } from "./tokens.ts";
import { noteTruncations } from "./truncations.ts";

/** The pinned messages of a chat. */
function listPins(chatId: string, pageToken: string | undefined): ApiRequest {
  return {
    method: "GET",
    path: "/open-apis/im/v1/pins",
    params: { chat_id: chatId, page_size: "50", ...pageToken === undefined ? {} : { page_token: pageToken } },
    repeatable: true,
  };
}

/** Calls of each kind at a time; together they can use up the service's limit. */
const MAX_CONCURRENT = 8;

/** Keeps members and pins of chats where something happened; a quiet chat costs no call. */
export async function runSnapshotLane(context: SyncContext, kind: "members" | "pins"): Promise<void> {
  const { active, options } = context;
  const waiting = new Set(
    context.chats.filter((chat) =>
      (kind === "members" || chat.mode !== "p2p") &&
      (active.has(chat.n) || options.sweep || isDue(context, chat, kind))
    ),
  );
  await runLane<ChatRow>(context, {
    name: kind,
    concurrency: MAX_CONCURRENT,
    keyOf: ({ n }) => String(n),
    isFed: () => true,
    next: (count) => [...waiting.values().take(count)],
    async work(chat) {
      await keepList(context, chat, kind, (token) => request(kind, chat.chat_id, token));
      waiting.delete(chat);
    },
  });
}

function request(kind: "members" | "pins", chatId: string, pageToken: string | undefined): ApiRequest {
  return kind === "pins"
    ? listPins(chatId, pageToken)
    : listMembers(chatId, { memberIdType: "open_id", memberTypes: [], pageSize: 100, pageToken });
}

/** A run that was ended, or left them out, may have kept none; or there is hope to get them after all. */
function isDue(
  { archive: { database } }: SyncContext,
  { n, chat_id: chat }: ChatRow,
  kind: "members" | "pins",
): boolean {
  const gap = database.get<{ final: number }>(
    "SELECT final FROM gap WHERE kind = ? AND chat = ? AND item = ''",
    ...[kind, chat],
  );
  if (gap !== undefined) return gap.final === 0;
  return database.get("SELECT 1 AS one FROM chat_snapshot WHERE chat = ? AND kind = ?", n, kind) ===
    undefined;
}

/** Of a pin its message, of a member the person or app. */
function idOf(entry: JsonObject): string {
  return stringAt(entry, "message_id") ?? stringAt(entry, "member_id") ?? "";
}

async function keepList(
  context: SyncContext,
  chat: ChatRow,
  kind: "members" | "pins",
  request: (token: string | undefined) => ApiRequest,
): Promise<void> {
  const { archive: { database }, run } = context;
  if (context.refusals.has(kind)) return;
  const place = { kind, chat: chat.chat_id, item: "" };
  const isForgotten = createForgottenTest(context.archive);
  if (isFinalGap(database, place) && !context.options.sweep) return;
  const entries: JsonObject[] = [];
  const tokens = createTokens();
  let next: NextPage = {};
  let last: JsonObject = {};
  try {
    do {
      const data = last = responseData(await context.call(kind, request(next.token)));
      const listed = ["items", "users", "bots"].flatMap((key) => arrayAt(data, key)).filter(isJsonObject);
      entries.push(...listed.filter((entry) => !isForgotten(idOf(entry))));
      next = tokens.after(data);
      if (next.failure !== undefined) throw next.failure;
    } while (next.token !== undefined && !context.isStopping());
  } catch (error) {
    if (context.refuse(kind, error)) return;
    database.transaction(() => {
      context.gap(place, error);
      keepPart(context, chat, kind, entries);
    });
    return;
  }
  // The run stopped on the way: a part must not pass for the list.
  if (next.token !== undefined) return;
  database.transaction(() => {
    storeSnapshot(database, run, chat.n, kind, stringifyJson(entries));
    if (kind === "members") {
      learnNames(context, entries);
      noteTruncations(context, chat, last);
    }
    closeGap(database, place);
  });
}

/** A part of a list adds to what was kept before, and takes nothing away. */
function keepPart(
  context: SyncContext,
  chat: ChatRow,
  kind: "members" | "pins",
  entries: readonly JsonObject[],
): void {
  if (entries.length === 0) return;
  const { archive: { database }, run } = context;
  const known = new Map(lastSnapshot(database, chat.n, kind).map((entry) => [keyOf(entry), entry]));
  for (const entry of entries) known.set(keyOf(entry), entry);
  storeSnapshot(database, run, chat.n, kind, stringifyJson([...known.values()]));
  if (kind === "members") learnNames(context, entries);
}

const keyOf = (entry: JsonObject) => idOf(entry) || stringifyJson(entry);

function lastSnapshot(database: Database, chat: number, kind: string): readonly JsonObject[] {
  const last = database.get<{ json: string }>(
    "SELECT json FROM chat_snapshot WHERE chat = ? AND kind = ? ORDER BY run DESC LIMIT 1",
    ...[chat, kind],
  );
  const entries = last === undefined ? [] : parseJson(last.json);
  return Array.isArray(entries) ? entries.filter(isJsonObject) : [];
}

function learnNames({ archive: { database }, run }: SyncContext, members: readonly JsonObject[]): void {
  const people = createPeople(database);
  for (const member of members) {
    const id = nonEmptyStringAt(member, "member_id");
    if (id !== undefined) {
      people.idOf(run, id, stringAt(member, "member_type") ?? "user", nonEmptyStringAt(member, "name"));
    }
  }
}
