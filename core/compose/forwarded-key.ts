/**
 * Whether the key of a forward belongs to another one: the service then returns what that made, and forwards nothing.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import { nonEmptyStringAt, objectAt, objectsAt, stringAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import { getMessage } from "../message/requests.ts";
import type { WrittenMessage } from "../message/write-responses.ts";
import type { Client } from "../platform/client.ts";
import { input, phrase } from "../text/phrase.ts";
import { formatLocalTime } from "../text/time.ts";
import type { Warning } from "../warning.ts";
import { reusedKeyWarning } from "./repeated-key.ts";

/**
 * The warning where the returned message is no copy of the one that was forwarded, which is read for that, by the rule
 * for messages that are sent; `undefined` also where it cannot be read.
 */
export async function forwardedKeyWarning(
  client: Client,
  messageId: string,
  returned: JsonObject,
  uuid: string,
): Promise<Warning | undefined> {
  // The forward is done: whatever goes wrong here, an interrupt too, must not hide that.
  const response = await client.call(getMessage(messageId)).catch((error) => {
    if (error instanceof Failure) return {};
    throw error;
  });
  const source = objectsAt(objectAt(response, "data"), "items")
    .find((item) => stringAt(item, "message_id") === messageId);
  if (source === undefined) return undefined;
  const content = stringAt(objectAt(source, "body"), "content");
  const body = {
    msg_type: stringAt(source, "msg_type") ?? "",
    ...(content === undefined ? {} : { content }),
  };
  // Where the copy went is in neither: the key counts per target.
  const { message_id = "", msg_type = "", body: copy = {} } = returned;
  return reusedKeyWarning({ method: "POST", path: "", body, repeatable: true }, {
    message_id,
    msg_type,
    body: copy,
  }, uuid);
}

/** How far the clock of the service may be behind, milliseconds. */
const CLOCK_TOLERANCE = 120_000;

/**
 * The warning where the returned message is no bundle, or older than the call: an earlier call made it. Whether from
 * the same messages, a bundle does not say.
 */
export function oldBundleWarning(
  returned: JsonObject,
  { messageId, createdMs }: WrittenMessage,
  startedMs: number,
  uuid: string,
): Warning | undefined {
  const isOther = (nonEmptyStringAt(returned, "msg_type") ?? "merge_forward") !== "merge_forward";
  const isOld = createdMs !== undefined && createdMs < startedMs - CLOCK_TOLERANCE;
  if (!isOther && !isOld) return undefined;
  const made = createdMs === undefined ? "" : ` of ${formatLocalTime(createdMs)}`;
  return {
    key: "idempotency_key_reused",
    detail: phrase`${input("idempotencyKey", uuid)} was used before for the message ${
      messageId ?? "without an id"
    }${made}; nothing new was forwarded: if that is something else, use another ${
      input("idempotencyKey")
    }, or leave it out; the service forgets a key after an hour`,
  };
}
