/**
 * Asking again and again until a person has decided in a browser (RFC 8628, 3.4 and 3.5).
 *
 * @module
 */

import { Failure, withDetail } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import type { HttpRequest } from "../platform/http.ts";
import { serviceCode } from "../platform/service-code.ts";
import { phrase, plainText } from "../text/phrase.ts";
import type { Warning } from "../warning.ts";
import { sleep } from "../world.ts";
import { type AccountAnswer, type AccountCall, ask, errorWord, isRefusal, refusal } from "./account-call.ts";

/** What is asked, and how often. */
export interface Poll<T> {
  /** Asked anew for each poll. */
  request(): HttpRequest;
  /** Seconds between two polls. */
  readonly interval: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Whether the first poll comes without a wait. */
  readonly isImmediate: boolean;
  /** Makes something of a success; `undefined` where it makes no sense. */
  read(body: JsonObject): Decision<T> | undefined;
  onWarning?(warning: Warning): void;
}

/** What a success says: there is something, or the next poll will show, at once or after the interval. */
export type Decision<T> = { readonly kind: "done"; readonly value: T } | { readonly kind: "again" | "wait" };

/** Longest interval, seconds. */
const LONGEST_INTERVAL = 60;
/** What `slow_down` adds to the interval, and what a poll without an answer adds, seconds. */
const SLOW_DOWN = 5;
const AFTER_FAILURE = 1;

/**
 * Polls until there is something to answer with.
 *
 * @throws {Failure} `authentication`/`access_denied` and `expired_token`, or what else the service refuses.
 */
export async function pollUntilDecided<T>(call: AccountCall, poll: Poll<T>): Promise<T> {
  const { clock, interrupt } = call.world;
  let interval = Math.min(poll.interval, LONGEST_INTERVAL);
  let isImmediate = poll.isImmediate;
  while (true) {
    if (!isImmediate) await sleep(clock, pause(interval, poll.expiresAt - clock.now()), interrupt);
    if (clock.now() >= poll.expiresAt) throw codeExpired();
    const outcome = await pollOnce(call, poll);
    if (outcome.kind === "done") return outcome.value;
    isImmediate = outcome.kind === "again";
    if (outcome.kind === "slower") interval = Math.min(interval + outcome.seconds, LONGEST_INTERVAL);
  }
}

/** Milliseconds to wait; never beyond the expiry, so that its end is reported in time. */
function pause(interval: number, left: number): number {
  return Math.max(0, Math.min(interval * 1000, left));
}

type Outcome<T> = Decision<T> | { readonly kind: "slower"; readonly seconds: number };

async function pollOnce<T>(call: AccountCall, poll: Poll<T>): Promise<Outcome<T>> {
  let answer: AccountAnswer;
  try {
    answer = await ask(call, poll.request(), { isOnce: true });
  } catch (error) {
    if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
    poll.onWarning?.({ key: "login_poll_failed", detail: error.detail.message });
    return { kind: "slower", seconds: AFTER_FAILURE };
  }
  const { body } = answer;
  const word = body === undefined ? undefined : errorWord(body);
  if (word === "authorization_pending") return { kind: "wait" };
  if (word === "slow_down" || answer.status === 429) return { kind: "slower", seconds: SLOW_DOWN };
  if (body === undefined || (answer.status >= 500 && !hasCode(body))) return survive(call, answer, poll);
  if (isRefusal(answer)) throw pollRefused(call, answer, word);
  const value = poll.read(body);
  if (value === undefined) return survive(call, answer, poll);
  return value;
}

function hasCode(body: JsonObject): boolean {
  return errorWord(body) !== undefined || (serviceCode(body) ?? 0) !== 0;
}

/** An answer that makes no sense, such as the page of a proxy, is not the service's decision. */
function survive<T>(call: AccountCall, answer: AccountAnswer, poll: Poll<T>): Outcome<T> {
  const detail = answer.status >= 400
    ? plainText(refusal(call, answer).detail.message)
    : "the answer is not what the service promises";
  poll.onWarning?.({ key: "login_poll_failed", detail });
  return { kind: "slower", seconds: AFTER_FAILURE };
}

function pollRefused(call: AccountCall, answer: AccountAnswer, word: string | undefined): Failure {
  if (word === "expired_token" || word === "invalid_grant") return codeExpired();
  const failure = refusal(call, answer);
  const reason = failure.detail.message;
  if (word === "access_denied") {
    return withDetail(failure, {
      type: "authentication",
      subtype: "access_denied",
      message: phrase`the login was denied: ${reason}`,
      hint: "if that was a mistake, begin again",
    });
  }
  return asLoginFailure(failure);
}

/** The refusal of a login where nothing better is known is about the login. */
export function asLoginFailure(failure: Failure): Failure {
  const { type, subtype } = failure.detail;
  return type === "api" && subtype === "unknown" ? withDetail(failure, { type: "authentication" }) : failure;
}

function codeExpired(): Failure {
  return new Failure({
    type: "authentication",
    subtype: "expired_token",
    message: "the device code has expired, or was used already",
    hint: "begin again, and open the address before it expires",
  });
}
