/**
 * What an archive says itself about what it should have: the counts of its manifest, the times that are covered, the
 * places of messages in their chats.
 *
 * @module
 */

import { fileFailure, isNotFound } from "../failure.ts";
import { arrayAt, stringAt } from "../json/access.ts";
import { isJsonObject, parseJson } from "../json/json.ts";
import type { World } from "../world.ts";
import type { Archive } from "./directory.ts";
import { join } from "@std/path";

/** A chat that has fewer messages than were counted at the end of the last run. */
export interface LostCount {
  readonly chat_id: string;
  readonly counted: number;
  readonly messages: number;
}

/** Where something may be missing of a chat: no problem, since there are reasons for it. */
export interface PossibleGap {
  readonly chat_id: string;
  /** A time between two that are covered, Unix milliseconds. */
  readonly from?: number;
  readonly to?: number;
  /** Places in the chat that no message of the archive has. */
  readonly positions?: number;
}

/** Chats with fewer messages than the manifest has; what a run that was ended added is not in it yet. */
export async function lostCounts(
  { files }: Pick<World, "files">,
  { database, path }: Archive,
): Promise<readonly LostCount[]> {
  const counts = new Map(
    database.all<{ chat_id: string; messages: number }>(
      "SELECT c.chat_id, count(m.seq) AS messages FROM chat c LEFT JOIN message m ON m.chat = c.n GROUP BY c.n",
    ).map(({ chat_id, messages }) => [chat_id, messages]),
  );
  return (await countsOfManifest(files, join(path, "manifest.json")))
    .map(([chat_id, counted]) => ({ chat_id, counted, messages: counts.get(chat_id) ?? 0 }))
    .filter(({ counted, messages }) => messages < counted);
}

async function countsOfManifest(files: World["files"], path: string): Promise<readonly [string, number][]> {
  let text: string;
  try {
    text = await files.readTextFile(path);
  } catch (error) {
    // It is written at the end of the first run.
    if (isNotFound(error)) return [];
    throw fileFailure("read", path, error);
  }
  let manifest;
  try {
    manifest = parseJson(text);
  } catch {
    return [];
  }
  if (!isJsonObject(manifest)) return [];
  return arrayAt(manifest, "chats").flatMap((chat): [string, number][] => {
    if (!isJsonObject(chat)) return [];
    const [id, messages] = [stringAt(chat, "chat_id"), chat["messages"]];
    return id === undefined || typeof messages !== "number" ? [] : [[id, messages]];
  });
}

/** Times between those that are covered, and places that no message has. */
export function possibleGaps({ database }: Archive): readonly PossibleGap[] {
  const holes = database.all<{ chat_id: string; from_ms: number; to_ms: number }>(
    `SELECT chat_id, to_ms AS from_ms, next AS to_ms FROM (SELECT chat, to_ms,
      lead(from_ms) OVER (PARTITION BY chat ORDER BY from_ms) AS next FROM coverage)
      JOIN chat ON chat.n = chat WHERE next > to_ms + 1 ORDER BY chat, to_ms`,
  );
  const places = database.all<{ chat_id: string; positions: number }>(
    `SELECT chat_id, max(position) - min(position) + 1 - count(DISTINCT position) AS positions
      FROM message JOIN chat ON chat.n = chat WHERE position IS NOT NULL AND upper IS NULL
      GROUP BY chat HAVING positions > 0`,
  );
  return [
    ...holes.map(({ chat_id, from_ms, to_ms }) => ({ chat_id, from: from_ms, to: to_ms })),
    ...places.map(({ chat_id, positions }) => ({ chat_id, positions })),
  ];
}
