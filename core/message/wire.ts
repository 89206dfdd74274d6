/**
 * Messages as the service delivers them: what is read from them, in one place, since any
 * part may be missing.
 *
 * @module
 */

import { nonEmptyStringAt, objectAt, objectsAt, stringAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";

/** A message as delivered. */
export type RawMessage = JsonObject;

/** Someone who is mentioned in a message. */
export interface Mention {
  /** What stands in the text for the mention, such as `@_user_1`. */
  readonly key: string;
  /** Open id; empty where the service told none. */
  readonly id: string;
  readonly name: string;
}

/** `message_id`; empty where it is missing. */
export function messageIdOf(message: RawMessage): string {
  return stringAt(message, "message_id") ?? "";
}

/** `msg_type`; empty where it is missing. */
export function messageTypeOf(message: RawMessage): string {
  return stringAt(message, "msg_type") ?? "";
}

/** `body.content` as delivered: mostly JSON text. */
export function contentOf(message: RawMessage): string {
  return stringAt(objectAt(message, "body"), "content") ?? "";
}

/** `thread_id`, if there is one. */
export function threadIdOf(message: RawMessage): string | undefined {
  return nonEmptyStringAt(message, "thread_id");
}

/** Whether it was recalled. */
export function isDeleted(message: RawMessage): boolean {
  return message["deleted"] === true;
}

/** Who is mentioned; the id is told as a string or as an object with `open_id`. */
export function mentionsOf(message: RawMessage): readonly Mention[] {
  return objectsAt(message, "mentions").map((mention) => ({
    key: stringAt(mention, "key") ?? "",
    id: stringAt(mention, "id") ?? stringAt(objectAt(mention, "id"), "open_id") ?? "",
    name: stringAt(mention, "name") ?? "",
  }));
}
