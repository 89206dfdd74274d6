import { type Batcher, createBatcher } from "../../async/batch.ts";
import { getApplication, MAX_PEOPLE, queryPeople } from "../../contact/requests.ts";
import { Failure } from "../../failure.ts";
import { nonEmptyStringAt, objectAt, objectsAt, stringAt } from "../../json/access.ts";
import type { JsonObject } from "../../json/json.ts";
import { mentionsOf, type RawMessage } from "../../message/wire.ts";
import { responseData } from "../../platform/response.ts";
import { attempt, describeFailure, type StageContext } from "../stage.ts";

/** Most calls at a time. */
const MAX_CONCURRENT = 4;

/**
 * Who is called what: the name that the service sends along, else a name from the mentions, else
 * the contact route of the identity. One book serves a whole run.
 */
export interface NameStage {
  /** Takes the names that messages bring along. */
  learn(messages: readonly RawMessage[]): void;
  /** Asks for the senders that are still unknown; resolves when they are known or cannot be known. */
  loadSenders(messages: readonly RawMessage[]): Promise<void>;
  /** Asks for people by open id. */
  loadPeople(openIds: readonly string[]): Promise<void>;
  nameOf(id: string): string | undefined;
  /** Sends what still waits for company. */
  flush(): void;
}

/** Makes the stage. */
export function createNameStage(context: StageContext): NameStage {
  const names = new Map<string, string>();
  const people = createPeopleBatcher(context, names);
  const apps = createAppBatcher(context, names);

  async function loadPeople(openIds: readonly string[]): Promise<void> {
    const unknown = openIds.filter((id) => id.startsWith("ou_") && !names.has(id));
    await Promise.all(unknown.map((id) => people.get(id)));
  }

  async function findApps(appIds: readonly string[]): Promise<void> {
    // The application route takes the app's own token only.
    if (context.client.identity !== "bot") return;
    await Promise.all(appIds.filter((id) => !names.has(id)).map((id) => apps.get(id)));
  }

  return {
    learn(messages) {
      for (const message of messages) {
        for (const { id, name } of mentionsOf(message)) {
          if (id.startsWith("ou_") && name.trim() !== "" && !names.has(id)) names.set(id, name);
        }
        const sender = objectAt(message, "sender");
        const name = nonEmptyStringAt(sender, "sender_name");
        const id = stringAt(sender, "id");
        if (id && name !== undefined) names.set(id, name);
      }
    },
    async loadSenders(messages) {
      const senders = messages.map((message) => objectAt(message, "sender"));
      await Promise.all([
        loadPeople(idsOf(senders, ["user"])),
        findApps(idsOf(senders, ["app", "bot"])),
      ]);
    },
    loadPeople: loadPeople,
    nameOf: (id) => names.get(id),
    flush: () => people.flush(),
  };
}

function idsOf(senders: readonly (JsonObject | undefined)[], types: readonly string[]): string[] {
  const wanted = senders.filter((sender) => types.includes(stringAt(sender, "sender_type") ?? ""));
  return [...new Set(wanted.map((sender) => stringAt(sender, "id") ?? ""))].filter((id) => id !== "");
}

function createPeopleBatcher(context: StageContext, names: Map<string, string>): Batcher<string> {
  const { client, warnings: notices } = context;
  let isRefused = false;
  let first: Promise<unknown> | undefined;
  return createBatcher<string>({
    batchSize: MAX_PEOPLE[client.identity],
    concurrency: MAX_CONCURRENT,
    // Who has no name to tell is not asked for again on the next page.
    cache: true,
    async load(wanted) {
      const found = new Map<string, string>();
      // A name may have come along with another message in the meantime.
      const openIds = wanted.filter((id) => !names.has(id));
      // The first call shows whether the others would be refused.
      if (first !== undefined) await first;
      if (isRefused || openIds.length === 0) return found;
      const asked = attempt(async () =>
        responseData(await client.call(queryPeople(openIds, client.identity)), ["users", "items"])
      );
      first ??= asked.then(
        (answer) => void (isRefused = answer instanceof Failure && isAccessFailure(answer)),
        () => {},
      );
      const data = await asked;
      if (data instanceof Failure) {
        notices.add("sender_names_failed", describeFailure(data));
        isRefused ||= isAccessFailure(data);
        return found;
      }
      for (const person of [...objectsAt(data, "users"), ...objectsAt(data, "items")]) {
        const name = nonEmptyStringAt(person, "name");
        // As a user the open id comes under `user_id`; either spelling was seen.
        for (const id of [stringAt(person, "open_id"), stringAt(person, "user_id")]) {
          if (id && name !== undefined && !names.has(id)) names.set(id, name);
        }
      }
      return found;
    },
  });
}

/** Whether the next call would be refused as well. */
function isAccessFailure({ detail }: Failure): boolean {
  return detail.type === "authorization" || detail.type === "authentication";
}

function createAppBatcher(context: StageContext, names: Map<string, string>): Batcher<string> {
  const { client, warnings: notices } = context;
  let isRefused = false;
  return createBatcher<string>({
    batchSize: 1,
    concurrency: MAX_CONCURRENT,
    cache: true,
    async load([appId = ""]) {
      if (isRefused) return new Map();
      const data = await attempt(async () => responseData(await client.call(getApplication(appId))));
      if (data instanceof Failure) {
        notices.add("app_names_failed", describeFailure(data), appId);
        isRefused ||= isAccessFailure(data);
      } else {
        const name = nonEmptyStringAt(objectAt(data, "app"), "app_name") ??
          nonEmptyStringAt(data, "app_name");
        if (name !== undefined) names.set(appId, name);
      }
      return new Map();
    },
  });
}
