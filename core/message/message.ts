import { nonBlank } from "../json/access.ts";
import type { JsonObject, JsonValue } from "../json/json.ts";
import { formatLocalMinute, parseUnixTime } from "../text/time.ts";
import { appLinkOf } from "./app-link.ts";
import {
  type Mention,
  mentionsOf,
  messageIdOf,
  messageTypeOf,
  type RawMessage,
  type RawSender,
  type ReactionCount,
  type ReactionDetail,
  threadIdOf,
  threadRootIdOf,
} from "./wire.ts";

/**
 * The message that commands print. Names and order of the fields are part of the output contract; those that are
 * optional are absent where they do not apply.
 */
export type Message =
  & {
    readonly message_id: string;
    readonly msg_type: string;
    /** The rendered text. */
    readonly content: string;
    readonly sender: Sender | null;
    /** `YYYY-MM-DD HH:MM`, local, as all times of a message. */
    readonly create_time: string;
    /** The same as Unix milliseconds. */
    readonly create_time_ms?: number;
    readonly deleted: boolean;
    readonly updated: boolean;
    readonly update_time?: string;
    readonly thread_id?: string;
    /** The message that a reply in a thread goes back to. */
    readonly root_id?: string;
    /** The message that it answers, outside of threads. */
    readonly reply_to?: string;
    readonly mentions?: readonly Mention[];
    readonly chat_id?: string;
    readonly message_position?: string | number | bigint;
    readonly thread_message_position?: string | number | bigint;
    readonly message_app_link?: string;
  }
  & StageFields
  & SyncRelation;

/** The sender as received, with `name` in place of the service's `sender_name`. */
export type Sender = Omit<RawSender, "sender_name">;

/** The fields that stages add, in the order in which they are printed. */
export type StageFields = {
  readonly reactions?: Reactions;
  /** The reactions could not be read. */
  readonly reactions_error?: true;
  readonly thread_replies?: readonly Message[];
  /** How many replies the thread has, where they are counted instead of attached. */
  readonly thread_reply_count?: number;
  /** The thread holds more than `thread_replies`, or than were counted. */
  readonly thread_has_more?: true;
  readonly thread_replies_error?: true;
  readonly resources?: readonly SavedResource[];
  /** `p2p`, `group` or `topic`. */
  readonly chat_type?: string;
  readonly chat_name?: string;
  /** The other person of a direct chat. */
  readonly chat_partner?: { readonly open_id: string; readonly name?: string };
};

/** What a stage adds to a message: fields of the contract, and further ones, which are printed behind them. */
export type AddedFields = StageFields & { readonly [key: string]: JsonValue };

/** The reactions to a message. */
export type Reactions = {
  readonly counts?: readonly ReactionCount[];
  readonly details?: readonly ReactionDetail[];
  /** `details` are not all; `counts` are. */
  readonly details_has_more?: true;
};

/** What a comparison of a saved file with the service found wrong; `not_compared`: it could not be made. */
export type VerificationProblem =
  | "missing"
  | "incomplete"
  | "not_a_file"
  | "other_size"
  | "other_bytes"
  | "not_compared";

/** A picture or file of a message, and where it was saved. */
export type SavedResource = {
  /** The message to fetch it with. */
  readonly message_id: string;
  readonly key: string;
  readonly type: "image" | "file";
  /** Absolute. */
  readonly local_path?: string;
  readonly size_bytes?: number;
  /** What of it was compared with the service, where nothing was to be saved. */
  readonly compared?: "nothing" | "length" | "head_and_tail" | "sha256";
  /** It could not be saved, or is not what the service has. */
  readonly error?: true;
  /** Why the saved file is not what the service has, where nothing was to be saved. */
  readonly problem?: VerificationProblem;
  /** Besides: the run had stopped at an earlier failure. */
  readonly not_tried?: true;
};

/** What was found out about a message besides what it says itself. */
export interface MessageEnrichment extends MessageFindings {
  /** The rendered text. */
  readonly content: string;
  /** Host of links that open the app. */
  readonly linkHost: string;
}

/** What calls may have to find out. */
export interface MessageFindings {
  readonly nameOf: (senderId: string) => string | undefined;
  readonly added?: AddedFields;
}

/** A message but for what calls find out. */
export type MessageDraft = (findings: MessageFindings) => Message;

/** Puts a message together. */
export function toMessage(message: RawMessage, enrichment: MessageEnrichment): Message {
  return draftMessage(message, enrichment)(enrichment);
}

/** Puts a message together as far as it goes without calls. */
export function draftMessage(
  message: RawMessage,
  { content, linkHost }: Pick<MessageEnrichment, "content" | "linkHost">,
): MessageDraft {
  const mentions = mentionsOf(message);
  const created = parseUnixTime(message.create_time);
  const threadId = threadIdOf(message);
  const rootId = threadRootIdOf(message);
  const replyTo = threadId === undefined ? nonBlank(message.parent_id) : undefined;
  const link = appLinkOf(message, linkHost);
  const { chat_id, message_position, thread_message_position } = message;
  const before = { message_id: messageIdOf(message), msg_type: messageTypeOf(message), content };
  const after = {
    create_time: formatLocalMinute(message.create_time),
    ...(created === undefined ? {} : { create_time_ms: created }),
    deleted: message.deleted === true,
    updated: message.updated === true,
    ...updateTimeOf(message),
    ...(threadId === undefined ? {} : { thread_id: threadId }),
    ...(rootId === undefined ? {} : { root_id: rootId }),
    ...(replyTo === undefined ? {} : { reply_to: replyTo }),
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(chat_id === undefined || chat_id === null ? {} : { chat_id }),
    ...(message_position === undefined || message_position === null ? {} : { message_position }),
    ...(thread_message_position === undefined || thread_message_position === null
      ? {}
      : { thread_message_position }),
    ...(link === undefined ? {} : { message_app_link: link }),
  };
  const relation = syncRelationOf(message);
  return ({ nameOf, added = {} }) => ({
    ...before,
    sender: senderOf(message, nameOf),
    ...after,
    ...inOrder(added),
    ...relation,
  });
}

const STAGE_FIELDS: readonly (keyof StageFields)[] = [
  "reactions",
  "reactions_error",
  "thread_replies",
  "thread_reply_count",
  "thread_has_more",
  "thread_replies_error",
  "resources",
  "chat_type",
  "chat_name",
  "chat_partner",
];

/** Stages end in the order of their calls; the fields have one of their own. */
function inOrder(added: AddedFields): AddedFields {
  const keys = Object.keys(added);
  if (keys.length < 2) return added;
  return { ...pick(added, STAGE_FIELDS.filter((key) => keys.includes(key))), ...added };
}

function pick(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.flatMap((key) => object[key] === undefined ? [] : [[key, object[key]]]));
}

function senderOf({ sender }: RawMessage, nameOf: MessageEnrichment["nameOf"]): Sender | null {
  if (sender === undefined || sender === null) return null;
  const { sender_name: ownName, ...others } = sender;
  const name = nonBlank(ownName) ?? nameOf(sender.id ?? "");
  return name === undefined ? others : { ...others, name };
}

/** The service repeats the time of creation on messages that were never edited. */
function updateTimeOf({ updated, update_time }: RawMessage): { readonly update_time?: string } {
  const time = updated === true ? formatLocalMinute(update_time).trim() : "";
  return time === "" ? {} : { update_time: time };
}

/** How a message is tied to its other copy, when a thread reply was sent to the chat as well. */
export type SyncRelation = {
  /** On the copy in the chat: message id of the reply in the thread. */
  readonly synced_from_thread_reply?: string;
  /** On the copy in the chat: id of the thread, where the service sends it. */
  readonly synced_from_thread?: string;
  /** On the reply in the thread: message id of the copy in the chat. */
  readonly synced_to_chat_message?: string;
};

/** The fields that `sync_to_chat_info` becomes; none where it is missing or odd. */
export function syncRelationOf({ sync_to_chat_info: info }: RawMessage): SyncRelation {
  const related = nonBlank(info?.related_message_id);
  if (related === undefined) return {};
  if (info?.type === 2) return { synced_to_chat_message: related };
  if (info?.type !== 1) return {};
  const thread = nonBlank(info.thread_id);
  return {
    synced_from_thread_reply: related,
    ...(thread === undefined ? {} : { synced_from_thread: thread }),
  };
}
