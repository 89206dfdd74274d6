/**
 * Messages as the service sends them, and what else it answers about them. An answer is checked once, where it
 * arrives: any field may be missing, and one of another type than documented counts as missing.
 *
 * @module
 */

import { nonBlank } from "../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json/json.ts";
import {
  digits,
  list,
  object,
  readAs,
  record,
  text,
  textOr,
  toggle,
  type WireSchema,
} from "../json/schema.ts";

type Text = string | null;
/** A whole number; big ones are bigints. */
type Digits = string | number | bigint | null;

/** A message as received; fields that are not listed here are still there. */
export type RawMessage = {
  readonly message_id?: Text;
  readonly msg_type?: Text;
  readonly body?: { readonly content?: Text } | null;
  readonly sender?: RawSender | null;
  /** Unix time, mostly in milliseconds. */
  readonly create_time?: Digits;
  readonly update_time?: Digits;
  /** It was recalled. */
  readonly deleted?: boolean | null;
  /** It was edited. */
  readonly updated?: boolean | null;
  readonly mentions?: readonly RawMention[] | null;
  readonly chat_id?: Text;
  readonly thread_id?: Text;
  /** The message that it answers. */
  readonly parent_id?: Text;
  /** The message that the conversation began with. */
  readonly root_id?: Text;
  /** The bundle that holds it, for messages of a bundle. */
  readonly upper_message_id?: Text;
  /** Its place in the chat, and in the thread. */
  readonly message_position?: Digits;
  readonly thread_message_position?: Digits;
  readonly message_app_link?: Text;
  /** How it is tied to its other copy, when a reply in a thread was sent to the chat as well. */
  readonly sync_to_chat_info?: {
    readonly type?: Digits;
    readonly related_message_id?: Text;
    readonly thread_id?: Text;
  } | null;
};

/** The sender of a message as received. */
export type RawSender = {
  readonly id?: Text;
  readonly sender_type?: Text;
  readonly sender_name?: Text;
  readonly name?: Text;
  readonly open_bot_id?: Text;
};

/** A mention as received. */
export type RawMention = {
  readonly key?: Text;
  readonly id?: string | { readonly open_id?: Text } | null;
  readonly name?: Text;
};

/** The schema of a message. */
export const MESSAGE: WireSchema<RawMessage> = record({
  message_id: text,
  msg_type: text,
  body: object({ content: text }),
  sender: object({ id: text, sender_type: text, sender_name: text, name: text, open_bot_id: text }),
  create_time: digits,
  update_time: digits,
  deleted: toggle,
  updated: toggle,
  mentions: list({ key: text, id: textOr(record({ open_id: text })), name: text }),
  chat_id: text,
  thread_id: text,
  parent_id: text,
  root_id: text,
  upper_message_id: text,
  message_position: digits,
  thread_message_position: digits,
  message_app_link: text,
  sync_to_chat_info: object({ type: digits, related_message_id: text, thread_id: text }),
});

/** Checks a message. */
export function readMessage(json: JsonObject): RawMessage {
  return readAs(MESSAGE, json);
}

/** Checks the messages of a list; entries that are no objects are left out. */
export function readMessages(entries: readonly JsonValue[]): readonly RawMessage[] {
  return entries.filter(isJsonObject).map(readMessage);
}

/** Someone who is mentioned in a message. */
export type Mention = {
  /** What stands in the text for the mention, such as `@_user_1`. */
  readonly key: string;
  /** Open id; empty where the service sent none. */
  readonly id: string;
  readonly name: string;
};

/** `message_id`; empty where it is missing. */
export function messageIdOf(message: RawMessage): string {
  return message.message_id ?? "";
}

/** `msg_type`; empty where it is missing. */
export function messageTypeOf(message: RawMessage): string {
  return message.msg_type ?? "";
}

/** `body.content` as received: mostly JSON text. */
export function contentOf(message: RawMessage): string {
  return message.body?.content ?? "";
}

/** `thread_id`, if there is one. */
export function threadIdOf(message: RawMessage): string | undefined {
  return nonBlank(message.thread_id);
}

/** The message that a reply in a thread goes back to; `undefined` for the first message of a thread. */
export function threadRootIdOf(message: RawMessage): string | undefined {
  const root = nonBlank(message.root_id);
  return threadIdOf(message) === undefined || root === message.message_id ? undefined : root;
}

/** Who is mentioned; the id comes as a string or as an object with `open_id`. */
export function mentionsOf({ mentions }: RawMessage): readonly Mention[] {
  return (mentions ?? []).map(({ key, id, name }) => ({
    key: key ?? "",
    id: (typeof id === "string" ? id : id?.open_id) ?? "",
    name: name ?? "",
  }));
}

/** The object that the content of a message is; `undefined` where the content is no JSON object. */
export function parseContent(content: string): JsonObject | undefined {
  try {
    const value = parseJson(content);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // Also content that is nested deeper than the stack reaches.
    return undefined;
  }
}

/** The reactions to a message as received. */
export type ReactionAnswer = {
  readonly success_msg_reaction_counts?:
    | readonly { readonly message_id?: Text; readonly reaction_count?: readonly ReactionCount[] | null }[]
    | null;
  readonly success_msg_reaction_details?:
    | readonly {
      readonly message_id?: Text;
      readonly message_reaction_items?: readonly ReactionDetail[] | null;
      /** The service lists some of the reactions only. */
      readonly has_more?: boolean | null;
    }[]
    | null;
  readonly fail_msg_reaction_details?:
    | readonly { readonly message_id?: Text; readonly fail_reason?: Text }[]
    | null;
};

/** How many people reacted in one way. */
export type ReactionCount = { readonly reaction_type?: Text; readonly count?: Digits };
/** Who reacted how, printed as received. */
export type ReactionDetail = JsonObject;

const REACTIONS: WireSchema<ReactionAnswer> = record({
  success_msg_reaction_counts: list({
    message_id: text,
    reaction_count: list({ reaction_type: text, count: digits }),
  }),
  success_msg_reaction_details: list({
    message_id: text,
    message_reaction_items: list({}),
    has_more: toggle,
  }),
  fail_msg_reaction_details: list({ message_id: text, fail_reason: text }),
});

/** Checks the `data` of an answer about reactions. */
export function readReactions(data: JsonObject): ReactionAnswer {
  return readAs(REACTIONS, data);
}

/** What a folder holds, one level deep. */
export type FolderAnswer = {
  readonly items?: readonly FolderChild[] | null;
  readonly all_count?: Digits;
};

/** A file or folder in a folder. */
export type FolderChild = {
  readonly file_key?: Text;
  readonly name?: Text;
  readonly is_folder?: boolean | null;
  readonly children_count?: Digits;
};

const FOLDER: WireSchema<FolderAnswer> = record({
  items: list({ file_key: text, name: text, is_folder: toggle, children_count: digits }),
  all_count: digits,
});

/** Checks the `data` of a folder's listing. */
export function readFolder(data: JsonObject): FolderAnswer {
  return readAs(FOLDER, data);
}

/** A page of search results. */
export type SearchAnswer = {
  readonly items?: readonly { readonly id?: Text; readonly meta_data?: SearchHit | null }[] | null;
  /** How many messages were found. */
  readonly total?: Digits;
  /** What the service says about the search as a whole. */
  readonly notice?: Text;
};

/** Where a message is that was found. */
export type SearchHit = {
  readonly message_id?: Text;
  readonly chat_id?: Text;
  readonly thread_id?: Text;
  /** ISO 8601 with an offset. */
  readonly create_time?: Text;
  readonly is_p2p_chat?: boolean | null;
};

const SEARCH: WireSchema<SearchAnswer> = record({
  items: list({
    id: text,
    meta_data: object({
      ...{ message_id: text, chat_id: text, thread_id: text },
      ...{ create_time: text, is_p2p_chat: toggle },
    }),
  }),
  total: digits,
  notice: text,
});

/** Checks the `data` of a search. */
export function readSearch(data: JsonObject): SearchAnswer {
  return readAs(SEARCH, data);
}
