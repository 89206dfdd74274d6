import { Failure } from "../failure.ts";
import { input, type Phrase, phrase } from "../text/phrase.ts";
import type { Clock } from "../world.ts";

/**
 * Runs a part of an exchange that must be over within `ms`, else ends the exchange.
 *
 * @param abort ends the exchange: its reason is what the part then fails with
 */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  abort: AbortController,
  part: () => Promise<T>,
): Promise<T> {
  const cancel = clock.after(ms, () => {
    const hint = phrase`give it more time with ${input("timeout")}`;
    abort.abort(timeoutFailure(`no complete answer within ${ms / 1000} s`, hint));
  });
  try {
    return await part();
  } catch (error) {
    // Not every reader of a body passes the reason on.
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    cancel();
  }
}

/** The failure of a call that took too long. */
export function timeoutFailure(message: string, hint?: Phrase): Failure {
  return new Failure({
    type: "network",
    subtype: "timeout",
    message,
    ...(hint === undefined ? {} : { hint }),
    retryable: true,
  });
}
