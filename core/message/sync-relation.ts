import { filledStringAt, objectAt } from "../json-access.ts";
import type { RawMessage } from "./raw-message.ts";

/** How a message is tied to its other copy, when a thread reply was sent to the chat as well. */
export interface SyncRelation {
  /** On the copy in the chat: message id of the reply in the thread. */
  readonly synced_from_thread_reply?: string;
  /** On the copy in the chat: id of the thread, where it was told. */
  readonly synced_from_thread?: string;
  /** On the reply in the thread: message id of the copy in the chat. */
  readonly synced_to_chat_message?: string;
}

/** The fields that `sync_to_chat_info` becomes (reading sheet 4.9); none where it is missing or odd. */
export function syncRelationOf(message: RawMessage): SyncRelation {
  const info = objectAt(message, "sync_to_chat_info");
  const related = filledStringAt(info, "related_message_id");
  if (related === undefined) return {};
  if (info?.["type"] === 2) return { synced_to_chat_message: related };
  if (info?.["type"] !== 1) return {};
  const thread = filledStringAt(info, "thread_id");
  return {
    synced_from_thread_reply: related,
    ...(thread === undefined ? {} : { synced_from_thread: thread }),
  };
}
