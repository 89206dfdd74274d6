/**
 * What the service returns to writes and to questions about receipts, read once into types. A write that was done
 * must not fail by a field of its response: what is missing or of another type counts as absent there.
 *
 * @module
 */

import { arrayAt } from "../json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../json/json.ts";
import { responseRecords, unexpectedShape } from "../platform/response.ts";
import { parseUnixTime } from "../text/time.ts";
import * as v from "valibot";

/** A message that was sent or edited. */
export interface WrittenMessage {
  readonly messageId: string | undefined;
  readonly chatId: string | undefined;
  /** Epoch milliseconds. */
  readonly createdMs: number | undefined;
  /** Epoch milliseconds. */
  readonly updatedMs: number | undefined;
  /** It was edited at least once. */
  readonly isUpdated: boolean;
  /** Fields that are passed on as the service sends them; absent and empty ones are left out. */
  readonly passedOn: JsonObject;
}

const Text = v.fallback(v.optional(v.pipe(v.string(), v.regex(/\S/))), undefined);
const WrittenSchema = v.object({
  message_id: Text,
  chat_id: Text,
  create_time: v.unknown(),
  update_time: v.unknown(),
  updated: v.unknown(),
});

const PASSED_ON = ["msg_type", "thread_id", "root_id", "parent_id", "mentions"];

/** Reads the data of a send, reply or edit. */
export function readWrittenMessage(data: JsonObject): WrittenMessage {
  const written = v.parse(WrittenSchema, { create_time: null, update_time: null, updated: null, ...data });
  const passedOn = PASSED_ON.flatMap((key) => {
    const value = data[key];
    return value === undefined || value === "" ? [] : [[key, value] as const];
  });
  return {
    messageId: written.message_id,
    chatId: written.chat_id,
    createdMs: parseUnixTime(written.create_time as JsonValue),
    updatedMs: parseUnixTime(written.update_time as JsonValue),
    isUpdated: written.updated === true,
    passedOn: Object.fromEntries(passedOn),
  };
}

/** Reads the data of an edit; some servers put the message under a key of its own (unverified). */
export function readEditedMessage(data: JsonObject): WrittenMessage {
  return readWrittenMessage(isJsonObject(data["message"]) ? data["message"] : data);
}

/** What became of forwarding several messages. */
export interface ForwardedBundle {
  readonly message: WrittenMessage;
  /** The message as the service sent it. */
  readonly record: JsonObject;
  /** Messages that were left out: recalled, not visible, or of a type that cannot be forwarded. */
  readonly invalidIds: readonly string[];
}

/** Reads the data of a bundle that was forwarded. */
export function readForwardedBundle(data: JsonObject): ForwardedBundle {
  const record = isJsonObject(data["message"]) ? data["message"] : {};
  const invalidIds = arrayAt(data, "invalid_message_id_list").map(String);
  return { message: readWrittenMessage(record), record, invalidIds };
}

/** Whether one message was read. */
export interface ReadReceipt {
  readonly messageId: string;
  readonly isRead: boolean;
  /** As the service sent it. */
  readonly record: JsonObject;
}

/** The response to a question about read receipts. */
export interface ReadStatus {
  readonly receipts: readonly ReadReceipt[];
  /** Messages that do not exist, are not visible or have no receipts. */
  readonly invalidIds: readonly string[];
  /** As the service sent it. */
  readonly data: JsonObject;
}

const ReceiptSchema = v.object({ message_id: v.string(), is_read: v.optional(v.unknown()) });

/**
 * Reads the response to a question about read receipts. A receipt without the id of its message is left out: its
 * message counts as one that the service did not return.
 *
 * @throws {Failure} `internal`/`invalid_response` for another shape.
 */
export function readReadStatus(body: JsonObject): ReadStatus {
  const data = responseRecords(body, ["items"]);
  const invalid = data["invalid_message_ids"] ?? [];
  if (!Array.isArray(invalid)) throw unexpectedShape("data.invalid_message_ids", invalid, "a list");
  const records = (data["items"] ?? []) as readonly JsonObject[];
  const receipts = records.flatMap((record) => {
    const receipt = v.safeParse(ReceiptSchema, record);
    if (!receipt.success) return [];
    return [{ messageId: receipt.output.message_id, isRead: receipt.output.is_read === true, record }];
  });
  return { receipts, invalidIds: invalid.map(String), data };
}

/** Somebody who has read a message. */
export interface Reader {
  /** Empty where the service sent none. */
  readonly userId: string;
  /** Epoch milliseconds. */
  readonly readMs: number | undefined;
}

const ReaderSchema = v.object({ user_id: Text, timestamp: v.optional(v.unknown()) });

/** Reads one record of the list of those who have read a message. */
export function readReader(record: JsonObject): Reader {
  const { user_id, timestamp } = v.parse(ReaderSchema, record);
  return { userId: user_id ?? "", readMs: parseUnixTime((timestamp ?? null) as JsonValue) };
}
