/**
 * Puts replies that are listed by themselves into the thread of their root, so that no message is in a result twice
 * (docs/contract.md, 9).
 *
 * @module
 */

import { createIdSet, type IdSet, REMEMBERED_IDS } from "../message/id-set.ts";
import type { Message } from "../message/message.ts";

/** By creation time. */
export type Order = "asc" | "desc";

/** Nests the replies of one list of messages. */
export interface Nesting {
  /**
   * Replies whose root is among the messages stand in its `thread_replies`, oldest first, and nowhere else. Called
   * again with the messages of a further page, it leaves out what an earlier call answered with, not too long ago.
   */
  nest(messages: readonly Message[]): readonly Message[];
}

/**
 * Makes a nesting for one run.
 *
 * @param order how the list is sorted
 */
export function createNesting(order: Order): Nesting {
  const shown = createIdSet(REMEMBERED_IDS);
  return {
    nest(messages) {
      const fresh = messages.filter(({ message_id }) => !shown.has(message_id));
      const roots = new Map(
        fresh.filter((one) => one.thread_id !== undefined).map((one) => [one.message_id, one]),
      );
      const rootOf = rootFinder(fresh, roots);
      const nested = new Map<Message, Message[]>();
      const own: Message[] = [];
      for (const message of order === "asc" ? fresh : fresh.toReversed()) {
        const root = rootOf(message);
        // A root that is a reply itself stays where people see it, and so do its replies.
        if (root === undefined || rootOf(root) !== undefined) own.push(message);
        else nested.set(root, [...nested.get(root) ?? [], message]);
      }
      const result = (order === "asc" ? own : own.reverse()).map((message) =>
        withReplies(message, nested, shown)
      );
      for (const message of result) {
        for (const { message_id } of [message, ...message.thread_replies ?? []]) {
          if (message_id !== "") shown.add(message_id);
        }
      }
      return result;
    },
  };
}

/** Finds the message that hosts the thread of a reply: its root, or the one whose thread was read with it inside. */
function rootFinder(messages: readonly Message[], roots: ReadonlyMap<string, Message>) {
  const hosts = new Map(
    messages.flatMap((host) =>
      (host.thread_replies ?? []).map(({ message_id }) => [message_id, host] as const)
    ),
  );
  hosts.delete("");
  return (message: Message): Message | undefined => {
    const named = message.root_id === undefined ? undefined : roots.get(message.root_id);
    const root = named?.thread_id === message.thread_id ? named : hosts.get(message.message_id);
    return root === message ? undefined : root;
  };
}

function withReplies(
  message: Message,
  nested: ReadonlyMap<Message, readonly Message[]>,
  shown: Pick<IdSet, "has">,
): Message {
  const read = (message.thread_replies ?? []).filter(({ message_id }) => !shown.has(message_id));
  const known = new Set(read.map(({ message_id }) => message_id));
  const listed = (nested.get(message) ?? []).filter(({ message_id }) => !known.has(message_id));
  if (listed.length === 0 && read.length === (message.thread_replies ?? []).length) return message;
  const { thread_replies: _, ...rest } = message;
  const replies = [...read, ...listed];
  return replies.length === 0 ? rest : { ...rest, thread_replies: replies };
}

/**
 * Takes the messages of a result out of each other's `thread_replies`: for results whose messages were requested by
 * id, and keep the order of the ids.
 */
export function withoutRepetition(messages: readonly Message[]): readonly Message[] {
  const own = new Set(messages.map(({ message_id }) => message_id));
  own.delete("");
  return messages.map((message) => withReplies(message, new Map(), own));
}

/**
 * The same, with the number of the replies in place of the replies (`thread_reply_count`); one that was counted already
 * stays. Replies whose root is not among the messages are messages of their own.
 */
export function createCountingNesting(order: Order): Nesting {
  const { nest } = createNesting(order);
  return {
    nest: (messages) =>
      nest(messages).map((message) => {
        const { thread_replies: replies, ...rest } = message;
        if (replies === undefined) return message;
        const isKnown = rest.thread_reply_count !== undefined || rest.thread_replies_error === true;
        return isKnown ? rest : { ...rest, thread_reply_count: replies.length };
      }),
  };
}
