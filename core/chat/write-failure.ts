import { Failure, type FailureDetail, withDetail } from "../failure.ts";
import type { Identity } from "../platform/identity.ts";
import { isOutcomeUnknown } from "../platform/outcome-unknown.ts";

/** What was tried. */
export interface ChatWriteContext {
  readonly identity: Identity;
  /** The chat that was to be changed; absent where it was to be made. */
  readonly chatId?: string;
  /** The key under which it may be repeated. */
  readonly uuid?: string;
}

type DetailFor = (context: ChatWriteContext) => Partial<FailureDetail>;

const notAllowed: DetailFor = (context) => ({
  type: "authorization",
  subtype: "permission_denied",
  hint:
    `${context.identity === "bot" ? "the bot is" : "you are"} neither owner nor administrator of the chat: ` +
    `try --as ${otherIdentity(context)}`,
});

/** What refusals mean here. */
const CODE_DETAILS: Readonly<Record<number, DetailFor>> = {
  232002: notAllowed,
  232016: notAllowed,
  232017: notAllowed,
  232011: (context) => ({
    hint: `${context.identity === "bot" ? "the bot is" : "you are"} not in the chat: join it, or try --as ${
      otherIdentity(context)
    }`,
  }),
  232043: () => ({
    hint:
      "the bot and somebody in --users do not see each other: create the chat without --users, then add them " +
      `as a user: im chat.members create --chat-id oc_xxx --id-list ou_a,ou_b --params '{"succeed_type":1}' --as user, ` +
      "and look at invalid_id_list",
  }),
};

/** The failure of making or changing a chat in words that fit what was tried. Other errors stay. */
export function chatWriteFailure(error: unknown, context: ChatWriteContext): unknown {
  if (!(error instanceof Failure)) return error;
  const { type, code = 0, retryable } = error.detail;
  const isOpen = type === "interrupted" || isOutcomeUnknown(error);
  if (context.uuid !== undefined && (isOpen || retryable)) {
    return withDetail(error, {
      hint:
        `run the command again with --idempotency-key ${context.uuid}: it creates no second chat within ten hours`,
    });
  }
  return withDetail(error, CODE_DETAILS[code]?.(context) ?? {});
}

function otherIdentity({ identity }: ChatWriteContext): Identity {
  return identity === "bot" ? "user" : "bot";
}
