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
import { createTokens, type NextPage, type Tokens } from "./tokens.ts";

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
 * Queues the messages within the rescan again, of chats where something happened: nothing says that reactions
 * changed, and a quiet chat costs no call. What is new was queued when it was written.
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
    const broken = new Map<string, Failure>();
    let open: readonly OpenList[] = tasks.map(({ message_id }) => ({ message_id, tokens: createTokens() }));
    for (let round = 0; open.length > 0; round++) {
      if (context.isStopping()) return;
      if (round === MAX_ROUNDS) open.forEach(({ message_id }) => broken.set(message_id, tooLong()));
      if (round === MAX_ROUNDS) break;
      const data = responseData(await context.call("reactions", requestFor(open)), LISTS);
      records.push(data);
      answers.push(readReactions(data));
      open = goOn(data, open, broken);
    }
    database.transaction(() => {
      writeBatch(context.archive, context.run, "reactions", records);
      storeReactions(context, tasks, answers, broken);
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

/** The people of a message whose list goes on. */
interface OpenList {
  readonly message_id: string;
  /** Absent for its first page. */
  readonly token?: string;
  readonly tokens: Tokens;
}

function tooLong(): Failure {
  return new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: `the list of the people who reacted has no end after ${MAX_ROUNDS} pages`,
  });
}

function requestFor(open: readonly OpenList[]) {
  const request = queryReactions(open.map(({ message_id }) => message_id));
  const queries = open.map(({ message_id, token }) => ({
    message_id,
    ...token === undefined ? {} : { page_token: token },
  }));
  return { ...request, body: { queries } };
}

/**
 * The messages whose people go on; what was not asked about is nothing.
 *
 * @param broken takes the messages whose tokens lead nowhere
 */
function goOn(
  data: JsonObject,
  open: readonly OpenList[],
  broken: Map<string, Failure>,
): readonly OpenList[] {
  const entries = new Map(
    arrayAt(data, "success_msg_reaction_details").filter(isJsonObject)
      .map((entry) => [stringAt(entry, "message_id"), entry]),
  );
  return open.flatMap((list) => {
    const entry = entries.get(list.message_id);
    const { token, failure } = entry === undefined ? {} : nextOf(list, entry);
    if (failure !== undefined) broken.set(list.message_id, failure);
    return token === undefined ? [] : [{ ...list, token }];
  });
}

/** A cursor that cannot be read is about one message, not about all of the call. */
function nextOf({ tokens }: OpenList, entry: JsonObject): NextPage {
  try {
    return tokens.after(entry);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { failure: error };
  }
}

function storeReactions(
  context: SyncContext,
  tasks: readonly ReactionTask[],
  answers: readonly ReactionAnswer[],
  broken: ReadonlyMap<string, Failure>,
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
    const failure = reason === undefined
      ? broken.get(message_id)
      : new Failure({ type: "api", subtype: "unknown", message: reason });
    if (reason === undefined) {
      database.run("UPDATE reaction_count SET count = 0, run = ? WHERE message = ?", run, id);
    }
    // A part of the people does not say that the others took theirs back.
    if (failure !== undefined) {
      context.gap(place, failure);
      continue;
    }
    closeGap(database, place);
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
