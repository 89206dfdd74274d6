import type { Failure } from "../failure.ts";
import { nonBlank } from "../json/access.ts";
import { mentionsOf, type RawMessage } from "../message/wire.ts";

/** Who is called what in one run: people and apps by id. */
export interface NameBook {
  /** Takes the names that messages bring along: a sender's own, else one from the mentions. */
  learn(messages: readonly RawMessage[]): void;
  /** Takes a name that was looked up, unless one is known. */
  add(id: string, name: string): void;
  nameOf(id: string): string | undefined;
}

/** Makes an empty book. */
export function createNameBook(): NameBook {
  const names = new Map<string, string>();
  const add = (id: string, name: string) => void (names.has(id) || names.set(id, name));
  return {
    learn(messages) {
      for (const message of messages) {
        for (const { id, name } of mentionsOf(message)) {
          if (id.startsWith("ou_") && name.trim() !== "") add(id, name);
        }
        const name = nonBlank(message.sender?.sender_name);
        const id = message.sender?.id;
        if (id && name !== undefined) names.set(id, name);
      }
    },
    add,
    nameOf: (id) => names.get(id),
  };
}

/** The ids of senders of some types, each once. */
export function senderIds(messages: readonly RawMessage[], types: readonly string[]): readonly string[] {
  const senders = messages.map(({ sender }) => sender).filter((sender) =>
    types.includes(sender?.sender_type ?? "")
  );
  return [...new Set(senders.map((sender) => sender?.id ?? ""))].filter((id) => id !== "");
}

/** Whether the next call for names would be refused as well. */
export function isAccessFailure({ detail }: Failure): boolean {
  return detail.type === "authorization" || detail.type === "authentication";
}
