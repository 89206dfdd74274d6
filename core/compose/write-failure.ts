/**
 * Failures of writing messages, with hints that say how to repeat what was tried.
 *
 * @module
 */

import { Failure, type FailureDetail, withDetail } from "../failure.ts";
import { nonEmptyStringAt, objectAt, objectsAt } from "../json/access.ts";
import { getMessage } from "../message/requests.ts";
import type { Client } from "../platform/client.ts";
import type { Identity } from "../platform/identity.ts";
import { isOutcomeUnknown } from "../platform/outcome-unknown.ts";
import { explainRefusal } from "../platform/service-failure.ts";
import { action, input, joinPhrases, type Phrase, phrase, plainText } from "../text/phrase.ts";

/** What was tried. */
export interface WriteContext {
  readonly endpoint: "send" | "reply" | "edit" | "forward";
  readonly identity: Identity;
  /** The chat, person or message that it was for. */
  readonly target: string;
  /** The key under which it may be repeated. */
  readonly uuid?: string;
  /** The same command makes the same key again. */
  readonly isSafeRepeat?: boolean;
}

/** The failure of a write in words that fit what was tried. Other errors stay. */
export function explainWriteFailure(error: unknown, context: WriteContext): unknown {
  if (!(error instanceof Failure)) return error;
  const { type, code, message, retryable } = error.detail;
  if (type === "network" || type === "interrupted" || isOutcomeUnknown(error)) {
    return explainUnknownOutcome(error, context);
  }
  const { endpoint: operation, identity, target } = context;
  const refusal = explainRefusal(error, { operation, identity, target });
  const known = code === 230099 ? withDetail(refusal, cardErrorDetail(plainText(message))) : refusal;
  // An earlier attempt of the same run may have arrived: under the same key it does not count twice.
  return retryable ? withDetail(known, { hint: joinHints(known.detail.hint, retryHint(context)) }) : known;
}

/** It is unknown whether the message was sent; under its key it can be sent again without harm. */
function explainUnknownOutcome(error: Failure, context: WriteContext): Failure {
  // Interrupted before it was sent, it can be repeated as it is; under its key that is safe to say either way.
  const isOpen = isOutcomeUnknown(error) ||
    (error.detail.type === "interrupted" && context.uuid !== undefined);
  if (!isOpen) return error;
  const look = `check whether it is there (${context.target}) before you send it again`;
  return withDetail(error, {
    hint: context.uuid === undefined
      ? look
      : phrase`${look}, or ${retryHint(context)}: it cannot post twice within the hour`,
  });
}

/** The failure of a part after others were sent: how to send the rest without those. */
export function explainPartFailure(
  failure: Failure,
  context: WriteContext,
  sent: number,
  all: number,
): Failure {
  const { hint = "" } = failure.detail;
  const again = retryHint(context);
  const isKnown = plainText(hint).includes(plainText(again));
  const progress = `${sent} of ${all} parts were sent`;
  return withDetail(failure, {
    hint: joinHints(hint, isKnown ? progress : phrase`${progress}; for the others ${again}`),
  });
}

/** How to repeat what was tried. */
function retryHint({ uuid, isSafeRepeat }: WriteContext): Phrase {
  if (isSafeRepeat) return "run the same command again";
  return uuid === undefined
    ? "run the command again later"
    : phrase`run the command again with ${input("idempotencyKey", uuid)}`;
}

function joinHints(...hints: readonly (Phrase | undefined)[]): Phrase {
  return joinPhrases(hints.filter((hint) => hint !== undefined).filter((hint) => hint !== ""), "; ");
}

/** The parts of the reason why a card was refused. */
function cardErrorDetail(message: string): Partial<FailureDetail> {
  const part = (name: string) => new RegExp(`\\b${name}:\\s*([^;]+)`).exec(message)?.[1]?.trim();
  const code = /\bErrCode:\s*(\d+)/.exec(message)?.[1];
  if (code === undefined) return {};
  const params = ["ErrPath", "ErrMsg", "ErrorValue"].flatMap((name) => {
    const value = part(name);
    return value === undefined ? [] : [{ name, reason: value }];
  });
  const known = code === AMBIGUOUS_CARD_ERROR
    ? cardProblem(part("ErrMsg") ?? "")
    : Object.hasOwn(CARD_ERRORS, code)
    ? CARD_ERRORS[code]
    : undefined;
  return {
    ...(known === undefined ? {} : { hint: `${known} (code ${code} of the card)` }),
    params: [{ name: "ErrCode", reason: code }, ...params],
  };
}

/** The code of several problems, which only its text distinguishes. */
const AMBIGUOUS_CARD_ERROR = "11310";
const CARD_PROBLEMS: readonly (readonly [said: RegExp, problem: string])[] = [
  [/table/i, "the card has too many tables: leave some out, or send them as lists or code"],
  [/element|component|node/i, "the card has too many elements: 200 are allowed"],
  [/lock|interact|operat/i, "somebody is using the card right now: try again"],
  [/template|visible|permission/i, "the template is not visible to the app"],
];

function cardProblem(said: string): string {
  const known = CARD_PROBLEMS.find(([pattern]) => pattern.test(said));
  return known?.[1] ??
    "the template is not visible to the app, the card has too many elements or tables, or somebody is using it";
}

const CARD_ERRORS: Readonly<Record<string, string>> = {
  100290: "a mention or person names an id that does not exist",
  200380: "the template does not exist or is not published",
  200381: "the template is not shared with this app",
  200621: "the card cannot be read, or has an unknown property",
  200732: "a variable of the template has the wrong type",
  200737: "a variable of the template has the wrong format",
  200550: "the description of a chart is invalid",
  200570: "an image key is invalid",
  200861: "an element of version 1 does not exist in version 2",
  200914: "the rows of a table are invalid",
  200915: "a row of a table names a column that is not declared",
  300220: "a card with a recording must not be forwarded: set enable_forward to false",
  300230: "two recordings have the same id",
  300240: "the recording was uploaded by another app",
};

/** Code of the service for a message whose type cannot be edited. */
const TYPE_NOT_EDITABLE = 230054;

/**
 * Adds to the refusal of an edit what type the message has and what to do instead; the message is read for that. Other
 * errors stay, and so does this one where the message cannot be read.
 */
export async function explainUneditable(error: unknown, client: Client, messageId: string): Promise<unknown> {
  if (!(error instanceof Failure) || error.detail.code !== TYPE_NOT_EDITABLE) return error;
  const response = await client.call(getMessage(messageId)).catch((problem) => {
    if (problem instanceof Failure && problem.detail.type !== "interrupted") return {};
    throw problem;
  });
  const [message = {}] = objectsAt(objectAt(response, "data") ?? {}, "items");
  const type = nonEmptyStringAt(message, "msg_type");
  return type === undefined ? error : withDetail(error, { hint: uneditableHint(type, messageId) });
}

function uneditableHint(type: string, messageId: string): Phrase {
  const params = `{"message_id":"${messageId}"}`;
  return type === "interactive"
    ? phrase`the message is a card: replace it with ${
      action("messages.patch", { params, data: '{"content":"…"}' })
    }`
    : phrase`the message is of type "${type}": recall it with ${
      action("messages.delete", { params })
    }, then send it again`;
}
