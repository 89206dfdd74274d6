import type { JsonObject, JsonValue } from "../json.ts";
import { filledStringAt, objectAt, stringAt } from "../json-access.ts";
import { appLinkOf } from "./app-link.ts";
import { formatMinute } from "./local-time.ts";
import {
  isDeleted,
  mentionsOf,
  messageIdOf,
  messageTypeOf,
  type RawMessage,
  threadIdOf,
} from "./raw-message.ts";
import { syncRelationOf } from "./sync-relation.ts";

/** What was found out about a message besides what it says itself. */
export interface MessageFacts {
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
 * The message object that commands print (reading sheet 3.1). Names and order of the fields are part of the output
 * contract.
 */
export function messageObject(message: RawMessage, facts: MessageFacts): JsonObject {
  const mentions = mentionsOf(message);
  const threadId = threadIdOf(message);
  const replyTo = threadId === undefined ? filledStringAt(message, "parent_id") : undefined;
  const link = appLinkOf(message, facts.linkHost);
  const { reactions, resources } = facts;
  return {
    message_id: messageIdOf(message),
    msg_type: messageTypeOf(message),
    content: facts.content,
    sender: senderOf(message, facts.nameOf),
    create_time: formatMinute(message["create_time"]),
    deleted: isDeleted(message),
    updated: message["updated"] === true,
    ...updateTimeOf(message),
    ...(threadId === undefined ? {} : { thread_id: threadId }),
    ...(replyTo === undefined ? {} : { reply_to: replyTo }),
    ...(mentions.length === 0 ? {} : { mentions: mentions.map(({ key, id, name }) => ({ key, id, name })) }),
    ...copied(message, ["chat_id", "message_position", "thread_message_position"]),
    ...(link === undefined ? {} : { message_app_link: link }),
    ...(reactions === undefined ? {} : reactions === "error" ? { reactions_error: true } : { reactions }),
    ...facts.thread,
    ...(resources === undefined || resources.length === 0 ? {} : { resources }),
    ...facts.chat,
    ...syncRelationOf(message),
  };
}

/** The sender as delivered, with `name` in place of the service's `sender_name`. */
function senderOf(message: RawMessage, nameOf: MessageFacts["nameOf"]): JsonValue {
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
  const time = formatMinute(raw).trim();
  return time === "" ? {} : { update_time: time };
}

function copied(message: RawMessage, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.flatMap((key) => message[key] === undefined ? [] : [[key, message[key]]] as const),
  );
}
