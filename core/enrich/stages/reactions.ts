import { createBatcher } from "../../async/batch.ts";
import { attempt, describeFailure } from "../../attempt.ts";
import { Failure } from "../../failure.ts";
import { objectAt, stringAt } from "../../json/access.ts";
import type { AddedFields, Reactions } from "../../message/message.ts";
import { MAX_REACTION_QUERIES, queryReactions } from "../../message/requests.ts";
import { messageIdOf, type RawMessage, type ReactionAnswer, readReactions } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import type { Stage, StageContext } from "../stage.ts";

/** Most calls at a time. */
const MAX_CONCURRENT = 4;
/** The warning where the service lists only some of the reactions. */
const DETAILS_TRUNCATED = "the service lists the first 10 reactions of a message; the counts are complete";
/** Failures that say the scope is missing: the next call would fail in the same way. */
const MISSING_SCOPE_SUBTYPES: readonly string[] = [
  "missing_scope",
  "app_scope_not_applied",
  "token_scope_insufficient",
];

/** The reactions to messages, replies included. */
export const reactions: Stage = {
  name: "reactions",
  preview: (options) =>
    options.reactions
      ? [{
        ...queryReactions(["<message_id>"]),
        desc: `the reactions, ${MAX_REACTION_QUERIES} messages a call, replies in threads included`,
      }]
      : [],
  start(context, options) {
    if (!options.reactions) return undefined;
    const { fetch, flush } = createReactionLoader(context);
    const { reactorNames = false } = options;
    return {
      levels: ["page", "thread"],
      findsPeople: reactorNames,
      async load({ messages }) {
        const found = await fetch(messages);
        return {
          fields: (message) => reactionFields(found.get(messageIdOf(message))),
          ...(reactorNames ? { people: reactorsIn([...found.values()]) } : {}),
        };
      },
      flush,
    };
  },
};

function reactionFields(found: Reactions | "error" | undefined): AddedFields {
  if (found === undefined) return {};
  return found === "error" ? { reactions_error: true } : { reactions: found };
}

/** The open ids of those who reacted. */
function reactorsIn(found: readonly (Reactions | "error")[]): readonly string[] {
  const details = found.flatMap((one) => one === "error" ? [] : one.details ?? []);
  return [...new Set(details.flatMap((one) => stringAt(objectAt(one, "operator"), "operator_id") ?? []))];
}

/** Fetches reactions. */
export interface ReactionLoader {
  /**
   * The reactions by message id, `error` where they could not be read; a message that has none is missing, and recalled
   * ones are not requested.
   */
  fetch(messages: readonly RawMessage[]): Promise<ReadonlyMap<string, Reactions | "error">>;
  /** Sends what waits for a full call. */
  flush(): void;
}

/** The lists of an answer. */
const RESPONSE_LISTS = [
  "success_msg_reaction_counts",
  "success_msg_reaction_details",
  "fail_msg_reaction_details",
];

/** Makes a loader. */
export function createReactionLoader(context: StageContext): ReactionLoader {
  const { client, warnings, cache } = context;
  let isRefused = false;

  async function load(ids: readonly string[]): Promise<ReadonlyMap<string, Reactions | "error">> {
    const failed = new Map(ids.map((id) => [id, "error" as const]));
    if (isRefused) {
      warnings.add("reactions_batch_query_skipped", "the scope for reactions is missing");
      return failed;
    }
    const answer = await attempt(async () =>
      readReactions(responseData(await client.call(queryReactions(ids)), RESPONSE_LISTS))
    );
    if (!(answer instanceof Failure)) return reactionsIn(context, answer);
    warnings.add("reactions_batch_query_failed", describeFailure(answer));
    isRefused ||= MISSING_SCOPE_SUBTYPES.includes(answer.detail.subtype);
    return failed;
  }

  const batcher = createBatcher({
    batchSize: MAX_REACTION_QUERIES,
    concurrency: MAX_CONCURRENT,
    load,
    cache,
  });
  const idsOf = (messages: readonly RawMessage[]) =>
    messages.filter(({ deleted }) => deleted !== true).map(messageIdOf).filter((id) => id !== "");

  return {
    async fetch(messages) {
      const found = new Map<string, Reactions | "error">();
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

function reactionsIn(
  { warnings }: StageContext,
  answer: ReactionAnswer,
): ReadonlyMap<string, Reactions | "error"> {
  const details = answer.success_msg_reaction_details ?? [];
  const countsById = groupById(answer.success_msg_reaction_counts ?? [], (entry) => entry.reaction_count);
  const detailsById = groupById(details, (entry) => entry.message_reaction_items);
  const cut = new Set(details.filter((entry) => entry.has_more === true).map((entry) => entry.message_id));
  const found = new Map<string, Reactions | "error">();
  for (const id of new Set([...countsById.keys(), ...detailsById.keys()])) {
    const [counts = [], details = []] = [countsById.get(id), detailsById.get(id)];
    if (counts.length === 0 && details.length === 0) continue;
    if (cut.has(id)) warnings.add("reactions_details_limit", DETAILS_TRUNCATED, id);
    found.set(id, {
      ...(counts.length === 0 ? {} : { counts }),
      ...(details.length === 0 ? {} : { details }),
      // The service lists ten at most; the counts are complete either way.
      ...(cut.has(id) ? { details_has_more: true } : {}),
    });
  }
  for (const { message_id, fail_reason } of answer.fail_msg_reaction_details ?? []) {
    warnings.add("reactions_partial_failed", fail_reason ?? "no reason given", message_id ?? "");
    found.set(message_id ?? "", "error");
  }
  return found;
}

/** The lists of all entries, joined by message. */
function groupById<E extends { readonly message_id?: string | null }, T>(
  entries: readonly E[],
  listOf: (entry: E) => readonly T[] | null | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const id = entry.message_id ?? "";
    groups.set(id, [...groups.get(id) ?? [], ...listOf(entry) ?? []]);
  }
  return groups;
}
