import { createBatcher } from "../../async/batch.ts";
import { Failure } from "../../failure.ts";
import { arrayAt, objectsAt, stringAt } from "../../json/access.ts";
import type { JsonObject, JsonValue } from "../../json/json.ts";
import { MAX_REACTION_QUERIES, queryReactions } from "../../message/requests.ts";
import { isDeleted, messageIdOf, type RawMessage } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import { attempt, describeFailure, type StageContext } from "../stage.ts";

/** Most calls at a time. */
const MAX_CONCURRENT = 4;
/** What is told where the service lists only some of the reactions. */
const DETAILS_TRUNCATED = "the service lists the first 10 reactions of a message; the counts are complete";
/** Failures that say the scope is missing: the next call would fail in the same way. */
const MISSING_SCOPE_SUBTYPES: readonly string[] = [
  "missing_scope",
  "app_scope_not_applied",
  "token_scope_insufficient",
];

/** The reactions to a message; `error` where they could not be read. */
export type Reactions = JsonObject | "error";

/** Fetches reactions. */
export interface ReactionStage {
  /** The reactions by message id; a message that has none is missing, and recalled ones are not asked about. */
  fetch(messages: readonly RawMessage[]): Promise<ReadonlyMap<string, Reactions>>;
  /** Sends what still waits for company. */
  flush(): void;
}

/** The lists of an answer. */
const RESPONSE_LISTS = [
  "success_msg_reaction_counts",
  "success_msg_reaction_details",
  "fail_msg_reaction_details",
];

/** Makes the stage. */
export function createReactionStage(context: StageContext): ReactionStage {
  const { client, warnings: notices, cache: remember } = context;
  let isRefused = false;

  async function ask(ids: readonly string[]): Promise<ReadonlyMap<string, Reactions>> {
    const failed = new Map<string, Reactions>(ids.map((id) => [id, "error"]));
    if (isRefused) {
      notices.add("reactions_batch_query_skipped", "the scope for reactions is missing");
      return failed;
    }
    const data = await attempt(async () =>
      responseData(await client.call(queryReactions(ids)), RESPONSE_LISTS)
    );
    if (!(data instanceof Failure)) return readReactions(context, data);
    notices.add("reactions_batch_query_failed", describeFailure(data));
    isRefused ||= MISSING_SCOPE_SUBTYPES.includes(data.detail.subtype);
    return failed;
  }

  const batcher = createBatcher({
    batchSize: MAX_REACTION_QUERIES,
    concurrency: MAX_CONCURRENT,
    load: ask,
    cache: remember,
  });
  const idsOf = (messages: readonly RawMessage[]) =>
    messages.filter((message) => !isDeleted(message)).map(messageIdOf).filter((id) => id !== "");

  return {
    async fetch(messages) {
      const found = new Map<string, Reactions>();
      await Promise.all(
        idsOf(messages).map(async (id) => {
          const reactions = await batcher.get(id);
          if (reactions !== undefined) found.set(id, reactions);
        }),
      );
      return found;
    },
    flush: () => batcher.flush(),
  };
}

function readReactions(
  { warnings: notices }: StageContext,
  data: JsonObject | undefined,
): ReadonlyMap<string, Reactions> {
  const counts = groupByMessage(data, "success_msg_reaction_counts", "reaction_count");
  const details = groupByMessage(data, "success_msg_reaction_details", "message_reaction_items");
  const cut = new Set(
    objectsAt(data, "success_msg_reaction_details").filter((entry) => entry["has_more"] === true)
      .map((entry) => stringAt(entry, "message_id")),
  );
  const found = new Map<string, Reactions>();
  for (const id of new Set([...counts.keys(), ...details.keys()])) {
    const [count = [], detail = []] = [counts.get(id), details.get(id)];
    if (count.length === 0 && detail.length === 0) continue;
    if (cut.has(id)) notices.add("reactions_details_limit", DETAILS_TRUNCATED, id);
    found.set(id, {
      ...(count.length === 0 ? {} : { counts: count }),
      ...(detail.length === 0 ? {} : { details: detail }),
      // The service lists ten at most; the counts are complete either way.
      ...(cut.has(id) ? { details_has_more: true } : {}),
    });
  }
  for (const entry of objectsAt(data, "fail_msg_reaction_details")) {
    const id = stringAt(entry, "message_id") ?? "";
    notices.add("reactions_partial_failed", stringAt(entry, "fail_reason") ?? "no reason given", id);
    found.set(id, "error");
  }
  return found;
}

/** The lists under `part` of all entries, joined by message. */
function groupByMessage(data: JsonObject | undefined, list: string, part: string): Map<string, JsonValue[]> {
  const groups = new Map<string, JsonValue[]>();
  for (const entry of objectsAt(data, list)) {
    const id = stringAt(entry, "message_id") ?? "";
    groups.set(id, [...groups.get(id) ?? [], ...arrayAt(entry, part)]);
  }
  return groups;
}
