import { Failure, withDetail } from "../failure.ts";
import type { Identity } from "../platform/identity.ts";
import { isOutcomeUnknown } from "../platform/outcome-unknown.ts";
import { explainRefusal } from "../platform/service-failure.ts";
import { input, phrase } from "../text/phrase.ts";

/** What was tried. */
export interface ChatWriteContext {
  readonly identity: Identity;
  /** The chat to be changed; absent where one was to be made. */
  readonly chatId?: string;
  /** The key under which it may be repeated. */
  readonly uuid?: string;
}

/** The failure of making or changing a chat, with a hint for what was tried. Other errors stay. */
export function chatWriteFailure(error: unknown, { identity, chatId = "", uuid }: ChatWriteContext): unknown {
  if (!(error instanceof Failure)) return error;
  const isOpen = error.detail.type === "interrupted" || isOutcomeUnknown(error);
  if (uuid !== undefined && (isOpen || error.detail.retryable)) {
    const again = input("idempotencyKey", uuid);
    return withDetail(error, {
      hint: phrase`run the command again with ${again}: it cannot create a second chat within ten hours`,
    });
  }
  return explainRefusal(error, { operation: "chat", identity, target: chatId });
}
