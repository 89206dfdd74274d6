/**
 * What happened across chats: what is asked, and what was found.
 *
 * @module
 */

import type { Failure } from "../failure.ts";
import type { RawMessage } from "../message/wire.ts";
import type { Client } from "../platform/client.ts";
import type { World } from "../world.ts";

/** Kinds of chats that can be asked about; topic chats are groups. */
export const CHAT_TYPES = ["p2p", "group"] as const;

/** What is asked. */
export interface Question {
  /** Epoch milliseconds, whole seconds, both included. */
  readonly start: number;
  readonly end: number;
  readonly types: readonly (typeof CHAT_TYPES)[number][];
  /** Only messages that mention the caller. */
  readonly mentionsMe: boolean;
  /** Only these chats; empty for all. */
  readonly chatIds: readonly string[];
}

/** How chats with messages are found: by the search for messages, or by looking into one after another. */
export type Way = "search" | "chats";

/** Where a walk begins. */
export interface Place {
  readonly by: Way;
  /** Page token of the search, or of the list of chats. */
  readonly token?: string | undefined;
  /** Chats to look into first; without a token, nothing but these. */
  readonly chats?: readonly string[] | undefined;
  /** Messages of the last second that an earlier walk listed. */
  readonly seen?: readonly string[] | undefined;
}

/** A question and where its answer goes on. */
export interface Cursor {
  readonly question: Question;
  readonly place: Place;
}

/** What a walk works with. */
export interface Walk {
  readonly world: World;
  readonly client: Client;
  /** Most messages of a chat. */
  readonly perChat: number;
  /** Most pages; `Infinity` for all. */
  readonly pageLimit: number;
  /** Wait between two pages, milliseconds. */
  readonly delay: number;
  /** Shows what is being done. */
  note(line: string): void;
}

/** What is known of a chat. */
export interface ChatFacts {
  readonly chatId: string;
  readonly name?: string | undefined;
  /** `p2p`, `group` or `topic`. */
  readonly type?: string | undefined;
  /** Open id of the other one of a direct chat. */
  readonly partner?: string | undefined;
}

/** A chat that has messages. */
export interface ActiveChat extends ChatFacts {
  /** The newest ones, newest first. */
  readonly messages: readonly RawMessage[];
  /** How many were found; more than `messages` only by search. */
  readonly count: number;
  /** Messages that were found but not returned. */
  readonly missing: readonly string[];
  /** Where its messages go on: by search in a walk of its own, else with the page token of its list, which may be empty. */
  readonly more?: Cursor | { readonly token: string };
  /** Epoch milliseconds of its newest message. */
  readonly newest: number;
}

/** A chat that could not be looked into. */
export interface UnreadChat extends ChatFacts {
  readonly failure: Failure;
}

/** What a walk found. */
export interface Findings {
  readonly by: Way;
  readonly chats: readonly ActiveChat[];
  /** How many chats were looked into and had no message. */
  readonly quiet: number;
  readonly unread: readonly UnreadChat[];
  readonly pages: number;
  /** Where the walk goes on. */
  readonly next?: Place | undefined;
  /** Why it ended early. */
  readonly failure?: Failure | undefined;
  /** The failure is that page tokens lead nowhere. */
  readonly isBroken?: boolean;
  /** What the service says about the search as a whole. */
  readonly notice?: string | undefined;
  /** How many results of the search came without a message id. */
  readonly lost?: number;
}

/** Newest chats first. */
export function byNewest(chats: readonly ActiveChat[]): readonly ActiveChat[] {
  return chats.toSorted((one, other) => other.newest - one.newest);
}
