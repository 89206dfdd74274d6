/**
 * Members that the service keeps to itself: it lists a part, and says so. That is a gap, which no further call closes.
 *
 * @module
 */

import { describeTruncation } from "../../chat/members.ts";
import { TRUNCATION, type Truncation } from "../../chat/wire.ts";
import { Failure } from "../../failure.ts";
import { arrayAt } from "../../json/access.ts";
import { type JsonObject, parseJson, stringifyJson } from "../../json/json.ts";
import { recordsAt } from "../../platform/list-reader.ts";
import { noteGap } from "../gaps.ts";
import { storeSnapshot } from "./chats.ts";
import type { ChatRow, SyncContext } from "./context.ts";

const KIND = "truncations";

/** Members of a chat that are listed in part only. */
export interface TruncatedMembers extends Truncation {
  readonly chat_id: string;
}

/**
 * Notes what a complete walk through the members of a chat said about itself, or that nothing is left out any more.
 *
 * @param last data of the last page, where it stands
 */
export function noteTruncations(
  { archive: { database }, run }: SyncContext,
  { n, chat_id: chat }: ChatRow,
  last: JsonObject,
): void {
  const truncations = recordsAt(last, KIND, TRUNCATION);
  const items = truncations.map(({ member_type: type }) => `${chat}/${type ?? "member"}`);
  for (const { item } of gapsOf(database, chat)) {
    if (items.includes(item)) continue;
    database.run("DELETE FROM gap WHERE kind = 'members' AND chat = ? AND item = ?", chat, item);
  }
  for (const [at, truncation] of truncations.entries()) {
    const message = describeTruncation(truncation);
    const failure = new Failure({ type: "policy", subtype: "members_truncated", message });
    noteGap(database, run, { kind: "members", chat, item: items[at] ?? "" }, failure);
  }
  if (truncations.length > 0 || snapshotOf(database, n) !== undefined) {
    storeSnapshot(database, run, n, KIND, stringifyJson(arrayAt(last, KIND)));
  }
}

function gapsOf(database: SyncContext["archive"]["database"], chat: string) {
  return database.all<{ item: string }>(
    "SELECT item FROM gap WHERE kind = 'members' AND chat = ? AND item <> ''",
    chat,
  );
}

function snapshotOf(database: SyncContext["archive"]["database"], chat: number): string | undefined {
  return database.get<{ json: string }>(
    "SELECT json FROM chat_snapshot WHERE chat = ? AND kind = ? ORDER BY run DESC LIMIT 1",
    ...[chat, KIND],
  )?.json;
}

/** The members of the run's chats that are listed in part only, by what was said last. */
export function truncatedMembers(
  { archive: { database }, chats }: Pick<SyncContext, "archive" | "chats">,
): readonly TruncatedMembers[] {
  return chats.flatMap(({ n, chat_id }) => {
    const json = snapshotOf(database, n);
    if (json === undefined) return [];
    return recordsAt({ [KIND]: parseJson(json) }, KIND, TRUNCATION).map((one) => ({ chat_id, ...one }));
  });
}
