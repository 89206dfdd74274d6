import { Failure } from "../../failure.ts";
import { objectAt, stringAt } from "../../json/access.ts";
import { MAX_REACTION_QUERIES, queryReactions } from "../../message/requests.ts";
import { type ReactionAnswer, type ReactionDetail, readReactions } from "../../message/wire.ts";
import { arrayAt } from "../../json/access.ts";
import { isJsonObject, type JsonObject } from "../../json/json.ts";
import { responseData } from "../../platform/response.ts";
import { parseUnixTime } from "../../text/time.ts";
import { writeBatch } from "../batch.ts";
import { closeGap } from "../gaps.ts";
import { createPeople } from "../people.ts";
import { firstSortKey } from "../sort-key.ts";
import { chatOf, type SyncContext } from "./context.ts";
import { runLane } from "./lane.ts";

/** Calls at a time. */
const MAX_CONCURRENT = 6;
/** Rounds of calls for the people of one message: ten a call. */
const MAX_ROUNDS = 1_000;

const LISTS = ["success_msg_reaction_counts", "success_msg_reaction_details", "fail_msg_reaction_details"];

interface ReactionTask {
  readonly id: number;
  readonly chat: number;
  readonly message_id: string;
}

/**
 * Puts the messages within the rescan in line again, of chats where something happened: nothing says that reactions
 * changed, and a quiet chat costs no call. What is new was put in line when it was written.
 *
 * @returns how many messages of that time are not asked about
 */
export function planReactions(context: SyncContext): number {
  const { archive: { database }, run, startedMs, options, chats, active } = context;
  if (options.sweep) return 0;
  const since = firstSortKey(startedMs - options.rescan);
  const where = "chat = ? AND sort_key >= ? AND upper IS NULL AND state = 'live'";
  return database.transaction(() => {
    let left = 0;
    for (const { n } of chats) {
      if (options.reactions && active.has(n)) {
        database.run(
          `INSERT OR IGNORE INTO task(kind, id, chat) SELECT 'reactions', seq, chat FROM message
            WHERE ${where} AND (SELECT run FROM batch WHERE id = message.batch) < ?`,
          ...[n, since, run],
        );
        continue;
      }
      left +=
        database.get<{ count: number }>(`SELECT count(*) AS count FROM message WHERE ${where}`, n, since)
          ?.count ?? 0;
    }
    return left;
  });
}

/** Fetches who reacted how; the people beyond the first ten of a message as well. */
export async function runReactionLane(context: SyncContext, isFed: () => boolean): Promise<void> {
  const { database } = context.archive;
  const taken = new Set<number>();
  await runLane<readonly ReactionTask[]>(context, {
    name: "reactions",
    concurrency: MAX_CONCURRENT,
    keyOf: ([first]) => String(first?.id),
    isFed,
    next(count) {
      const pieces: (readonly ReactionTask[])[] = [];
      const waiting = database.all<ReactionTask>(
        `SELECT task.id, task.chat, message_id FROM task JOIN message ON message.seq = task.id
          WHERE kind = 'reactions' AND task.chat IN (${context.chatList}) ORDER BY task.id LIMIT ?`,
        taken.size + count * MAX_REACTION_QUERIES,
      ).filter(({ id }) => !taken.has(id));
      for (let at = 0; at < waiting.length && pieces.length < count; at += MAX_REACTION_QUERIES) {
        const piece = waiting.slice(at, at + MAX_REACTION_QUERIES);
        // A call that is not full waits for more while more may come.
        if (piece.length < MAX_REACTION_QUERIES && !isFed()) break;
        pieces.push(piece);
      }
      return pieces;
    },
    async work(tasks) {
      tasks.forEach(({ id }) => taken.add(id));
      try {
        await fetchReactions(context, tasks);
      } finally {
        tasks.forEach(({ id }) => taken.delete(id));
      }
    },
  });
}

async function fetchReactions(context: SyncContext, tasks: readonly ReactionTask[]): Promise<void> {
  const { database } = context.archive;
  const drop = (all: readonly ReactionTask[]) =>
    all.forEach(({ id }) => database.run("DELETE FROM task WHERE kind = 'reactions' AND id = ?", id));
  try {
    const records: JsonObject[] = [];
    const answers: ReactionAnswer[] = [];
    const broken = new Set<string>();
    let tokens = new Map<string, string | undefined>(tasks.map(({ message_id }) => [message_id, undefined]));
    for (let round = 0; tokens.size > 0 && round < MAX_ROUNDS; round++) {
      if (context.isStopping()) return;
      const data = responseData(await context.call("reactions", requestFor(tokens)), LISTS);
      records.push(data);
      answers.push(readReactions(data));
      tokens = nextTokens(data, tokens, broken);
    }
    database.transaction(() => {
      writeBatch(context.archive, context.run, "reactions", records);
      storeReactions(context, tasks, answers);
      for (const { chat, message_id } of tasks.filter((task) => broken.has(task.message_id))) {
        context.gap(
          { kind: "reactions", chat: chatOf(context, chat).chat_id, item: message_id },
          new Failure({
            type: "internal",
            subtype: "invalid_response",
            message: "the service says that more people reacted, but not where their list goes on",
          }),
        );
      }
      drop(tasks);
    });
  } catch (error) {
    if (context.refuse("reactions", error)) return;
    database.transaction(() => {
      for (const { chat, message_id } of tasks) {
        context.gap({ kind: "reactions", chat: chatOf(context, chat).chat_id, item: message_id }, error);
      }
      drop(tasks);
    });
  }
}

function requestFor(tokens: ReadonlyMap<string, string | undefined>) {
  const request = queryReactions([...tokens.keys()]);
  const queries = [...tokens].map(([message_id, page_token]) => ({
    message_id,
    ...page_token === undefined ? {} : { page_token },
  }));
  return { ...request, body: { queries } };
}

/**
 * The messages whose people go on, with the token of each; what was not asked about is nothing.
 *
 * @param broken takes the messages whose tokens lead nowhere
 */
function nextTokens(
  data: JsonObject,
  asked: ReadonlyMap<string, string | undefined>,
  broken: Set<string>,
): Map<string, string | undefined> {
  const next = new Map<string, string | undefined>();
  for (const entry of arrayAt(data, "success_msg_reaction_details").filter(isJsonObject)) {
    const id = stringAt(entry, "message_id");
    const token = stringAt(entry, "page_token");
    if (entry["has_more"] !== true || id === undefined || !asked.has(id)) continue;
    if (!token || asked.get(id) === token) broken.add(id);
    else next.set(id, token);
  }
  return next;
}

function storeReactions(
  context: SyncContext,
  tasks: readonly ReactionTask[],
  answers: readonly ReactionAnswer[],
): void {
  const { archive: { database }, run } = context;
  const people = createPeople(database);
  const seqOf = new Map(tasks.map(({ message_id, id }) => [message_id, id]));
  const failed = new Map(
    answers.flatMap(({ fail_msg_reaction_details: list }) => list ?? [])
      .map(({ message_id, fail_reason }) => [message_id ?? "", fail_reason ?? "no reason given"]),
  );
  for (const { id, chat, message_id } of tasks) {
    const reason = failed.get(message_id);
    const place = { kind: "reactions" as const, chat: chatOf(context, chat).chat_id, item: message_id };
    if (reason !== undefined) {
      context.gap(place, new Failure({ type: "api", subtype: "unknown", message: reason }));
      continue;
    }
    closeGap(database, place);
    database.run("UPDATE reaction_count SET count = 0, run = ? WHERE message = ?", run, id);
    database.run("UPDATE reaction SET removed_run = ? WHERE message = ? AND removed_run IS NULL", run, id);
  }
  for (
    const { message_id, reaction_count } of answers.flatMap((one) => one.success_msg_reaction_counts ?? [])
  ) {
    const seq = seqOf.get(message_id ?? "");
    for (const { reaction_type, count } of seq === undefined ? [] : reaction_count ?? []) {
      database.run(
        `INSERT INTO reaction_count(message, type, count, run) VALUES(?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET count = excluded.count, run = excluded.run`,
        ...[seq ?? 0, reaction_type ?? "", Number(count ?? 0), run],
      );
    }
  }
  for (const entry of answers.flatMap((one) => one.success_msg_reaction_details ?? [])) {
    const seq = seqOf.get(entry.message_id ?? "");
    for (const item of seq === undefined ? [] : entry.message_reaction_items ?? []) {
      storePerson(context, people, seq ?? 0, item);
    }
  }
}

function storePerson(
  { archive: { database }, run }: SyncContext,
  people: ReturnType<typeof createPeople>,
  seq: number,
  item: ReactionDetail,
): void {
  const operator = stringAt(objectAt(item, "operator"), "operator_id") ?? "";
  if (operator !== "") {
    people.idOf(run, operator, stringAt(objectAt(item, "operator"), "operator_type") ?? "", undefined);
  }
  database.run(
    `INSERT INTO reaction(message, type, operator, reaction_id, at_ms, first_run) VALUES(?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET removed_run = NULL, at_ms = excluded.at_ms, reaction_id = excluded.reaction_id`,
    ...[seq, stringAt(item, "emoji_type") ?? "", operator, stringAt(item, "reaction_id") ?? null],
    ...[parseUnixTime(item["action_time"]) ?? null, run],
  );
}
