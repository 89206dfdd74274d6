/**
 * What could not be had, each with its reason; nothing is left out silently.
 *
 * @module
 */

import { isPermanent } from "../attempt.ts";
import { Failure } from "../failure.ts";
import { isMissingScope } from "../platform/permission-hints.ts";
import { plainText } from "../text/phrase.ts";
import type { Database } from "./database.ts";

/** What is missing: a chat, the replies of a thread, what a bundle holds, reactions, a file, a part of the chat's facts. */
export type GapKind = "chat" | "thread" | "bundle" | "reactions" | "media" | "members" | "pins";

/** Where a gap is. */
export interface GapPlace {
  readonly kind: GapKind;
  readonly chat: string;
  /** Id of the thread or message, `MESSAGE/KEY` of a file; empty for the chat itself. */
  readonly item: string;
}

/** A gap as it is printed. */
export interface Gap extends GapPlace {
  readonly code: number | null;
  readonly reason: string;
  readonly first_run: number;
  readonly last_run: number;
  readonly tries: number;
  /** Asking again cannot help. */
  readonly final: boolean;
}

/** What gaps of one cause have in common. */
export function gapGroup({ kind, code, reason }: Pick<Gap, "kind" | "code" | "reason">): string {
  return `${kind} ${code ?? ""} ${reason}`;
}

/**
 * Notes what failed. A failure that is not about this one thing ends the run.
 *
 * @throws {Failure} where the network, the login or the disk failed, or somebody interrupted.
 */
export function noteGap(database: Database, run: number, place: GapPlace, error: unknown): void {
  if (!(error instanceof Failure) || !isOwn(error)) throw error;
  const { code, message } = error.detail;
  database.run(
    `INSERT INTO gap(kind, chat, item, code, reason, first_run, last_run, tries, final) VALUES(?, ?, ?, ?, ?, ?, ?, 1, ?)
      ON CONFLICT DO UPDATE SET code = excluded.code, reason = excluded.reason, last_run = excluded.last_run,
        tries = tries + 1, final = excluded.final`,
    ...[
      place.kind,
      place.chat,
      place.item,
      code ?? null,
      plainText(message),
      run,
      run,
      // A login or an administrator can add a scope.
      (isPermanent(error) || isRefusedFile(place, error)) && !isMissingScope(error) ? 1 : 0,
    ],
  );
}

/** What the service says of files that it never gives out: too large, of a forwarded message, not of their message. */
const REFUSALS_OF_FILES: readonly string[] = [
  "quota_exceeded",
  "feature_not_available",
  "invalid_parameters",
];

/** The key is that of the message: to ask for it once more changes nothing. */
function isRefusedFile({ kind }: GapPlace, { detail }: Failure): boolean {
  return kind === "media" && detail.type === "api" && REFUSALS_OF_FILES.includes(detail.subtype);
}

/** Whether a failure belongs to what was asked for, rather than to the way there. */
export function isOwn({ detail: { type, subtype } }: Failure): boolean {
  if (type === "internal") return subtype === "invalid_response";
  if (type === "network") return subtype === "protocol" || subtype === "representation_changed";
  return type === "api" || type === "authorization" || type === "policy" || type === "validation";
}

/** It was had after all. */
export function closeGap(database: Database, { kind, chat, item }: GapPlace): void {
  database.run("DELETE FROM gap WHERE kind = ? AND chat = ? AND item = ?", kind, chat, item);
}

/** Whether something is known not to be had. */
export function isFinalGap(database: Database, { kind, chat, item }: GapPlace): boolean {
  return database.get<{ final: number }>(
    "SELECT final FROM gap WHERE kind = ? AND chat = ? AND item = ?",
    ...[kind, chat, item],
  )?.final === 1;
}

/** All gaps, the newest last. */
export function listGaps(database: Database): readonly Gap[] {
  return database.all<Omit<Gap, "final"> & { final: number }>(
    "SELECT * FROM gap ORDER BY first_run, kind, chat, item",
  ).map((gap) => ({ ...gap, final: gap.final === 1 }));
}

/** Gaps that a run found: new ones, and earlier ones that may still be closed. */
export function hasFreshGaps(database: Database, run: number): boolean {
  return (database.get<{ count: number }>(
    "SELECT count(*) AS count FROM gap WHERE last_run = ?1 AND (first_run = ?1 OR final = 0)",
    run,
  )?.count ?? 0) > 0;
}

/** Whether a run found something of a chat missing that may still be had. */
export function hasOpenGap(database: Database, run: number, chat: string): boolean {
  return database.get(
    "SELECT 1 AS one FROM gap WHERE last_run = ? AND chat = ? AND final = 0 LIMIT 1",
    run,
    chat,
  ) !== undefined;
}

/** Queues again what may still be available. */
export function reopenGaps(database: Database): void {
  database.transaction(() => {
    // Reactions to a recalled message cannot be asked for.
    database.run(
      `DELETE FROM gap WHERE kind = 'reactions' AND EXISTS (SELECT 1 FROM message
        WHERE message_id = gap.item AND message.state = 'recalled')`,
    );
    for (const kind of ["bundle", "reactions"]) {
      database.run(
        `INSERT OR IGNORE INTO task(kind, id, chat) SELECT g.kind, m.seq, m.chat FROM gap g
          JOIN message m ON m.message_id = g.item WHERE g.kind = ? AND g.final = 0`,
        kind,
      );
    }
    database.run(
      `INSERT OR IGNORE INTO task(kind, id, chat) SELECT g.kind, t.n, t.chat FROM gap g
        JOIN thread t ON t.thread_id = g.item WHERE g.kind = 'thread' AND g.final = 0`,
    );
    database.run(
      `UPDATE resource SET state = 'wanted' WHERE state = 'failed' AND EXISTS (SELECT 1 FROM gap g
        JOIN message m ON g.item = m.message_id || '/' || resource.key
        WHERE g.kind = 'media' AND g.final = 0 AND m.seq = resource.message)`,
    );
  });
}

/** Gaps that no run tries again by itself. */
export function countFinalGaps(database: Database): number {
  return database.get<{ count: number }>("SELECT count(*) AS count FROM gap WHERE final = 1")?.count ?? 0;
}

/** Has everything tried again that was known not to be had; answers with the number of gaps. */
export function retryGaps(database: Database): number {
  return database.transaction(() => {
    database.run("UPDATE thread SET state = 'open' WHERE state = 'closed'");
    return database.run("UPDATE gap SET final = 0 WHERE final = 1");
  });
}
