import { Failure } from "../failure.ts";
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
  const cancel = clock.after(ms, () => abort.abort(deadlineFailure(ms)));
  try {
    return await part();
  } catch (error) {
    // Not every reader of a body passes the reason on.
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    cancel();
  }
}

function deadlineFailure(ms: number): Failure {
  return new Failure({
    type: "network",
    subtype: "timeout",
    message: `no complete answer within ${ms / 1000} s`,
    hint: "give it more time with --timeout SECONDS",
    retryable: true,
  });
}
