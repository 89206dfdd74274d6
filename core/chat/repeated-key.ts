/**
 * Whether a key that a person gave belongs to another chat: the service then returns that one, and creates nothing.
 *
 * @module
 */

import { input, phrase } from "../text/phrase.ts";
import type { Warning } from "../warning.ts";
import type { CreatedChat } from "./wire.ts";

/** The chat that was asked for, as far as the response shows it; absent where the service decides. */
export interface RequestedChat {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly chatType: string | undefined;
  readonly chatMode: string | undefined;
}

/**
 * The warning where the returned chat is not the one that was asked for; `undefined` where it is, or may be.
 *
 * @param inputKey the input that the key comes from
 */
export function reusedChatKeyWarning(
  requested: RequestedChat,
  created: CreatedChat,
  uuid: string,
  inputKey = "idempotencyKey",
): Warning | undefined {
  const difference = differenceOf(requested, created);
  if (difference === undefined) return undefined;
  return {
    key: "idempotency_key_reused",
    detail: phrase`${input(inputKey, uuid)} was used before for ${
      created.chat_id ? `the chat ${created.chat_id}` : "another chat"
    }, which has another ${difference}; nothing new was created: use another ${
      input(inputKey)
    }, or leave it out; the service forgets a key after ten hours`,
  };
}

function differenceOf(requested: RequestedChat, created: CreatedChat): string | undefined {
  const differs = (asked: string | undefined, returned: string | null | undefined) => {
    const [one, other] = [asked, returned].map((text) => text?.trim().normalize() ?? "");
    return one !== "" && other !== "" && one !== other;
  };
  if (differs(requested.name, created.name)) return "name";
  if (differs(requested.chatMode, created.chat_mode)) return "mode";
  if (differs(requested.chatType, created.chat_type)) return "type";
  return differs(requested.description, created.description) ? "description" : undefined;
}
