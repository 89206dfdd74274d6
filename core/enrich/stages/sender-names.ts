import { type Batcher, createBatcher } from "../../async/batch.ts";
import { attempt, describeFailure } from "../../attempt.ts";
import { MAX_PEOPLE, queryPeople } from "../../contact/requests.ts";
import { readPeople } from "../../contact/wire.ts";
import { Failure } from "../../failure.ts";
import { nonBlank } from "../../json/access.ts";
import { responseData } from "../../platform/response.ts";
import { isAccessFailure, senderIds } from "../names.ts";
import type { Stage, StageContext } from "../stage.ts";

/** Most calls at a time. */
const MAX_CONCURRENT = 4;

/** The names of people who sent messages, where they did not come along. */
export const senderNames: Stage = {
  name: "sender names",
  preview: ({ reactorNames = false }, identity) => [{
    ...queryPeople(["<sender_id>"], identity),
    desc: `for senders${reactorNames ? ", and people who reacted," : ""} whose name is not included, up to ${
      MAX_PEOPLE[identity]
    } a call`,
  }],
  start(context) {
    const { loadPeople, flush } = createPeopleLoader(context);
    return {
      levels: ["page", "thread", "bundle"],
      async load({ messages }) {
        await loadPeople(senderIds(messages, ["user"]));
        return {};
      },
      loadPeople,
      flush,
    };
  },
};

/** Finds the names of people and puts them into the book. */
export function createPeopleLoader(context: Pick<StageContext, "client" | "warnings" | "names">) {
  const batcher = createPeopleBatcher(context);
  return {
    async loadPeople(openIds: readonly string[]): Promise<void> {
      const unknown = openIds.filter((id) => id.startsWith("ou_") && context.names.nameOf(id) === undefined);
      await Promise.all(unknown.map((id) => batcher.get(id)));
    },
    flush: batcher.flush,
  };
}

function createPeopleBatcher(
  { client, warnings, names }: Pick<StageContext, "client" | "warnings" | "names">,
): Batcher<string> {
  let isRefused = false;
  let first: Promise<unknown> | undefined;
  return createBatcher<string>({
    batchSize: MAX_PEOPLE[client.identity],
    concurrency: MAX_CONCURRENT,
    // A person without a name is not requested again on the next page.
    cache: true,
    async load(ids) {
      // A name may have come along with another message in the meantime.
      const openIds = ids.filter((id) => names.nameOf(id) === undefined);
      // The first call shows whether the others would be refused.
      if (first !== undefined) await first;
      if (isRefused || openIds.length === 0) return new Map();
      const request = queryPeople(openIds, client.identity);
      const answer = attempt(async () =>
        readPeople(responseData(await client.call(request), ["users", "items"]))
      );
      first ??= answer.then(
        (people) => void (isRefused = people instanceof Failure && isAccessFailure(people)),
        () => {},
      );
      const people = await answer;
      if (people instanceof Failure) {
        warnings.add("sender_names_failed", describeFailure(people));
        isRefused ||= isAccessFailure(people);
        return new Map();
      }
      for (const { open_id, user_id, name } of people) {
        const known = nonBlank(name);
        for (const id of [open_id, user_id]) {
          if (id && known !== undefined) names.add(id, known);
        }
      }
      return new Map();
    },
  });
}
