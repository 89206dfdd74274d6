import { invalidInput } from "../failure.ts";
import { type JsonValue, stringifyJson } from "../json/json.ts";
import { input, joinPhrases, type Phrase, phrase } from "../text/phrase.ts";
import type { Warning } from "../warning.ts";
import type { MessageType } from "./message-type.ts";

const KIB = 1024;
/** Largest body of a request, bytes; other types have no limit of their own. */
const SIZE_LIMITS: Readonly<Partial<Record<MessageType, number>>> = {
  text: 150 * KIB,
  post: 30 * KIB,
  interactive: 30 * KIB,
};
/** From this share of the limit on a warning is due. */
const WARNING_RATIO = 0.9;

/** Whether a whole request body is short enough for its type of message. */
export function fitsSizeLimit(msgType: MessageType, body: JsonValue): boolean {
  const limit = SIZE_LIMITS[msgType];
  return limit === undefined || bodySize(body) <= limit;
}

function bodySize(body: JsonValue): number {
  return new TextEncoder().encode(stringifyJson(body)).length;
}

/** Inputs that help where a message is too long. */
export type SizeRemedy = "split" | "file";

const REMEDIES: Readonly<Record<SizeRemedy, Phrase>> = {
  split: phrase`send it in parts with ${input("split")}`,
  file: phrase`send it as a file with ${input("file")}`,
};

/**
 * Checks the size of the whole request body before it is sent; returns a warning when it is close to the limit.
 *
 * @param inputKey the input that the content comes from
 * @param remedies what to propose besides a shorter message
 * @throws {Failure} exit 2 above the limit.
 */
export function checkMessageSize(
  inputKey: string,
  msgType: MessageType,
  body: JsonValue,
  remedies: readonly SizeRemedy[] = [],
): readonly Warning[] {
  const limit = SIZE_LIMITS[msgType];
  if (limit === undefined) return [];
  const size = bodySize(body);
  const usage = `the message takes ${size} bytes of the ${limit} that a ${msgType} message may have`;
  if (size > limit) {
    throw invalidInput(
      inputKey,
      `${usage}: it is too long`,
      joinPhrases(["shorten it", ...remedies.map((remedy) => REMEDIES[remedy])], ", or "),
    );
  }
  return size > limit * WARNING_RATIO ? [{ key: "message_near_limit", detail: usage }] : [];
}
