import { nonEmptyStringAt, objectAt, stringAt } from "../json/access.ts";
import type { JsonObject, JsonValue } from "../json/json.ts";
import { formatLocalMinute } from "../text/time.ts";
import { appLinkOf } from "./app-link.ts";
import { isDeleted, mentionsOf, messageIdOf, messageTypeOf, type RawMessage, threadIdOf } from "./wire.ts";

/** What was found out about a message besides what it says itself. */
export interface MessageEnrichment {
  /** The rendered text. */
  readonly content: string;
  readonly nameOf: (senderId: string) => string | undefined;
  /** Host of links that open the app. */
  readonly linkHost: string;
  /** `error` where they could not be read. */
  readonly reactions?: JsonObject | "error" | undefined;
  /** Fields about the thread that it hosts. */
  readonly thread?: JsonObject | undefined;
  readonly resources?: readonly JsonObject[] | undefined;
  /** Fields about its chat. */
  readonly chat?: JsonObject | undefined;
}

/**
 * The message object that commands print. Names and order of the fields are part of the output
 * contract.
 */
export function toMessage(message: RawMessage, facts: MessageEnrichment): JsonObject {
  const mentions = mentionsOf(message);
  const threadId = threadIdOf(message);
  const replyTo = threadId === undefined ? nonEmptyStringAt(message, "parent_id") : undefined;
  const link = appLinkOf(message, facts.linkHost);
  const { reactions, resources } = facts;
  return {
    message_id: messageIdOf(message),
    msg_type: messageTypeOf(message),
    content: facts.content,
    sender: senderOf(message, facts.nameOf),
    create_time: formatLocalMinute(message["create_time"]),
    deleted: isDeleted(message),
    updated: message["updated"] === true,
    ...updateTimeOf(message),
    ...(threadId === undefined ? {} : { thread_id: threadId }),
    ...(replyTo === undefined ? {} : { reply_to: replyTo }),
    ...(mentions.length === 0 ? {} : { mentions: mentions.map(({ key, id, name }) => ({ key, id, name })) }),
    ...pick(message, ["chat_id", "message_position", "thread_message_position"]),
    ...(link === undefined ? {} : { message_app_link: link }),
    ...(reactions === undefined ? {} : reactions === "error" ? { reactions_error: true } : { reactions }),
    ...facts.thread,
    ...(resources === undefined || resources.length === 0 ? {} : { resources }),
    ...facts.chat,
    ...syncRelationOf(message),
  };
}

/** The sender as delivered, with `name` in place of the service's `sender_name`. */
function senderOf(message: RawMessage, nameOf: MessageEnrichment["nameOf"]): JsonValue {
  const sender = objectAt(message, "sender");
  if (sender === undefined) return null;
  const { sender_name: serverName, ...others } = sender;
  const own = typeof serverName === "string" && serverName.trim() !== "" ? serverName : undefined;
  const name = own ?? nameOf(stringAt(sender, "id") ?? "");
  return name === undefined ? others : { ...others, name };
}

/** The service repeats the time of creation on messages that were never edited. */
function updateTimeOf(message: RawMessage): JsonObject {
  const raw = message["update_time"];
  if (message["updated"] !== true || raw === undefined || raw === null) return {};
  const time = formatLocalMinute(raw).trim();
  return time === "" ? {} : { update_time: time };
}

function pick(message: RawMessage, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key) => message[key] === undefined ? [] : [[key, message[key]]] as const),
  );
}

/** How a message is tied to its other copy, when a thread reply was sent to the chat as well. */
export interface SyncRelation {
  /** On the copy in the chat: message id of the reply in the thread. */
  readonly synced_from_thread_reply?: string;
  /** On the copy in the chat: id of the thread, where it was told. */
  readonly synced_from_thread?: string;
  /** On the reply in the thread: message id of the copy in the chat. */
  readonly synced_to_chat_message?: string;
}

/** The fields that `sync_to_chat_info` becomes; none where it is missing or odd. */
export function syncRelationOf(message: RawMessage): SyncRelation {
  const info = objectAt(message, "sync_to_chat_info");
  const related = nonEmptyStringAt(info, "related_message_id");
  if (related === undefined) return {};
  if (info?.["type"] === 2) return { synced_to_chat_message: related };
  if (info?.["type"] !== 1) return {};
  const thread = nonEmptyStringAt(info, "thread_id");
  return {
    synced_from_thread_reply: related,
    ...(thread === undefined ? {} : { synced_from_thread: thread }),
  };
}
