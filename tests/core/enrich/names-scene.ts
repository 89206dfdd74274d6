/**
 * What the tests of names share: the stages that look them up, on a service that names everyone.
 *
 * @module
 */

import { createAppLoader } from "../../../core/enrich/stages/app-names.ts";
import { createPeopleLoader } from "../../../core/enrich/stages/sender-names.ts";
import { senderIds } from "../../../core/enrich/names.ts";
import type { RawMessage } from "../../../core/message/wire.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import {
  type Answer,
  fakeClient,
  from,
  idRange,
  idsIn,
  items,
  linesOf,
  ok,
  stageContext,
  textMessage,
} from "./fake-client.ts";

/** Names everyone: `Name of ou_1`. */
export const nameAll: Answer = (request) =>
  request.method === "POST"
    ? ok({ users: idsIn(request).map((id) => ({ user_id: id, name: `Name of ${id}` })) })
    : items(idsIn(request).map((id) => ({ open_id: id, name: `Name of ${id}` })));

/** The book of names and what fills it. */
export function namesScene(answer: Answer = nameAll, identity: Identity = "user") {
  const client = fakeClient(answer, identity);
  const context = stageContext(client);
  const people = createPeopleLoader(context);
  const loadApps = createAppLoader(context);
  return {
    client,
    ...people,
    ...context.names,
    /** Learns from messages and finds their senders, as the pipeline does. */
    async find(messages: readonly RawMessage[]) {
      context.names.learn(messages);
      const found = Promise.all([
        people.loadPeople(senderIds(messages, ["user"])),
        identity === "bot" ? loadApps(senderIds(messages, ["app", "bot"])) : undefined,
      ]);
      people.flush();
      await found;
    },
    lines: () => linesOf(context.warnings),
  };
}

/** Messages of so many people: `ou_1`, … */
export const senders = (count: number) =>
  idRange("ou_", count).map((id) => textMessage(`om_${id}`, from(id)));
