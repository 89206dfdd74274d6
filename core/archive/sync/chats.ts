/**
 * Which chats a run is about, and their mode and name.
 *
 * @module
 */

import { attempt } from "../../attempt.ts";
import { listChats, MAX_CHATS, queryChats } from "../../chat/requests.ts";
import { CHAT, type Chat } from "../../chat/wire.ts";
import { Failure, withDetail } from "../../failure.ts";
import { nonBlank } from "../../json/access.ts";
import { stringifyJson } from "../../json/json.ts";
import type { Client } from "../../platform/client.ts";
import { isMissingScope } from "../../platform/permission-hints.ts";
import { recordsAt } from "../../platform/list-reader.ts";
import { responseData } from "../../platform/response.ts";
import { input, phrase } from "../../text/phrase.ts";
import type { Database } from "../database.ts";
import { createForgottenTest, recall } from "../forgotten.ts";
import type { Archive } from "../directory.ts";
import { isOwn } from "../gaps.ts";
import type { ChatRow } from "./context.ts";
import { createTokens } from "./tokens.ts";

/** Which chats are exported. */
export type ChatChoice =
  | { readonly kind: "some"; readonly ids: readonly string[] }
  | { readonly kind: "all"; readonly types: readonly string[]; readonly excluded: readonly string[] };

/** A chat that was found, and what the service says about it. */
export interface FoundChat {
  readonly id: string;
  readonly chat: Chat | undefined;
}

/** The chats of a run. One that the archive knows costs no call; without an archive, none is known. */
export async function findChats(
  client: Client,
  choice: ChatChoice,
  archive: Archive | undefined,
): Promise<readonly FoundChat[]> {
  if (choice.kind === "all") {
    const isForgotten = archive === undefined ? () => false : createForgottenTest(archive);
    const found = await findAllChats(client, choice.types, choice.excluded);
    return found.filter(({ id }) => !isForgotten(id));
  }
  const ids = [...new Set(choice.ids)];
  const known = new Set<string>();
  if (archive !== undefined) {
    for (const id of ids) recall(archive, id);
    knownChats(archive.database, ids).forEach(({ chat_id }) => known.add(chat_id));
  }
  const described = await describeChats(client, ids.filter((id) => !known.has(id)));
  return ids.map((id) => described.find((one) => one.id === id) ?? { id, chat: undefined });
}

/** All chats of the caller, in the order in which they were made: none can slip past the cursor. */
async function findAllChats(
  client: Client,
  types: readonly string[],
  excluded: readonly string[],
): Promise<readonly FoundChat[]> {
  const found = new Map<string, FoundChat>();
  const tokens = createTokens();
  let token: string | undefined;
  while (true) {
    const query = {
      sort: "create_time" as const,
      userIdType: "open_id",
      types,
      pageSize: 100,
      pageToken: token,
    };
    const data = responseData(await client.call(listChats(query)), ["items"]);
    for (const chat of recordsAt(data, "items", CHAT)) {
      const id = nonBlank(chat.chat_id);
      if (id !== undefined && !excluded.includes(id)) found.set(id, { id, chat });
    }
    const next = tokens.after(data);
    if (next.failure !== undefined) {
      throw withDetail(next.failure, { hint: phrase`name the chats: ${input("chatId")}` });
    }
    if (next.token === undefined) return [...found.values()];
    token = next.token;
  }
}

/** What the service says about some chats; one that it does not tell about is left without. */
async function describeChats(client: Client, ids: readonly string[]): Promise<readonly FoundChat[]> {
  const known = new Map<string, Chat>();
  for (let at = 0; at < ids.length; at += MAX_CHATS) {
    const answer = await attempt(async () =>
      responseData(await client.call(queryChats(ids.slice(at, at + MAX_CHATS))), ["items"])
    );
    if (answer instanceof Failure) {
      // Without a code it was not sent: the login has no scope for the messages either.
      if (!isOwn(answer) || isMissingScope(answer) && answer.detail.code === undefined) throw answer;
      continue;
    }
    for (const chat of recordsAt(answer, "items", CHAT)) known.set(chat.chat_id ?? "", chat);
  }
  return ids.map((id) => ({ id, chat: known.get(id) }));
}

/** The rows of chats, made where they are missing; what changed is kept as a dated snapshot. */
export function storeChats(database: Database, run: number, found: readonly FoundChat[]): readonly ChatRow[] {
  return database.transaction(() => found.map(({ id, chat }) => storeChat(database, run, id, chat)));
}

function storeChat(database: Database, run: number, id: string, chat: Chat | undefined): ChatRow {
  const mode = nonBlank(chat?.chat_mode);
  const name = nonBlank(chat?.name);
  database.run(
    `INSERT INTO chat(chat_id, mode, name, partner, first_run, last_run) VALUES(?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET last_run = excluded.last_run, mode = coalesce(?7, mode), name = coalesce(?3, name),
        partner = coalesce(?4, partner)`,
    ...[id, mode ?? "group", name ?? null, nonBlank(chat?.p2p_target_id) ?? null, run, run, mode ?? null],
  );
  const row = database.get<ChatRow>("SELECT n, chat_id, mode, name FROM chat WHERE chat_id = ?", id);
  if (row === undefined) throw new TypeError("a chat that was just written is missing");
  if (chat !== undefined) storeSnapshot(database, run, row.n, "details", stringifyJson(chat));
  return row;
}

/** Keeps facts about a chat with the run that saw them, where they are not those of the last time. */
export function storeSnapshot(
  database: Database,
  run: number,
  chat: number,
  kind: string,
  json: string,
): void {
  const last = database.get<{ json: string }>(
    "SELECT json FROM chat_snapshot WHERE chat = ? AND kind = ? ORDER BY run DESC LIMIT 1",
    ...[chat, kind],
  );
  if (last?.json === json) return;
  database.run(
    "INSERT OR REPLACE INTO chat_snapshot(chat, kind, run, json) VALUES(?, ?, ?, ?)",
    ...[chat, kind, run, json],
  );
}

/** Chats that were archived before, by their ids. */
function knownChats(database: Database, ids: readonly string[]): readonly ChatRow[] {
  return ids.flatMap((id) =>
    database.get<ChatRow>("SELECT n, chat_id, mode, name FROM chat WHERE chat_id = ?", id) ?? []
  );
}
