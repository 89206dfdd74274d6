import type { MessageType } from "./message-type.ts";
import { invalidArgument } from "../failure.ts";
import { type JsonValue, stringifyJson } from "../json.ts";
import type { Warning } from "../enrich/notices.ts";

const KB = 1024;
/** Largest body of a request, bytes (writing sheet 11.1); other types have no limit of their own. */
const LIMITS: Readonly<Partial<Record<MessageType, number>>> = {
  text: 150 * KB,
  post: 30 * KB,
  interactive: 30 * KB,
};
/** From this share of the limit on a warning is due. */
const NEAR = 0.9;

/** Whether a whole request body is short enough for its type of message. */
export function isShortEnough(msgType: MessageType, body: JsonValue): boolean {
  const limit = LIMITS[msgType];
  return limit === undefined || new TextEncoder().encode(stringifyJson(body)).length <= limit;
}

/**
 * Checks the size of the whole request body before it is sent. Answers with a warning when it is close to the limit.
 *
 * @param flag what the content came from
 * @throws {Failure} exit 2 above the limit.
 */
export function checkMessageSize(flag: string, msgType: MessageType, body: JsonValue): readonly Warning[] {
  const limit = LIMITS[msgType];
  if (limit === undefined) return [];
  const size = new TextEncoder().encode(stringifyJson(body)).length;
  const told = `the message takes ${size} bytes of the ${limit} that a ${msgType} message may have`;
  if (size > limit) {
    throw invalidArgument(
      flag,
      `${told}: it is too long`,
      "shorten it, send it in parts with --split, or send it as a file with --file",
    );
  }
  return size > limit * NEAR ? [{ key: "message_near_limit", detail: told }] : [];
}
