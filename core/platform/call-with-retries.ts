import { Failure } from "../failure.ts";
import { isServerFault, isSilence, outcomeUnknown } from "./outcome-unknown.ts";
import { keyOf } from "./key-of.ts";
import type { ApiRequest } from "./request.ts";
import type { Retries } from "./retry.ts";
import { wasNeverSent } from "./transport-failure.ts";

/**
 * Attempts a call until it succeeds or no further attempt is allowed (CONTRACT 6). A write without an idempotency key
 * is repeated only where no connection was made; where one under a key ends without an answer, and an earlier attempt
 * may have acted, the failure says so.
 *
 * @param callOnce makes one attempt
 * @throws {Failure} that of the last attempt.
 */
export async function callWithRetries<T>(
  request: Pick<ApiRequest, "repeatable" | "isWrite" | "params" | "body">,
  retries: Retries,
  callOnce: () => Promise<T>,
): Promise<T> {
  let mayHaveActed = false;
  while (true) {
    try {
      return await callOnce();
    } catch (error) {
      // Without a token nothing was sent: all retries of getting one were made.
      const wasSent = !(error instanceof Failure && (error.exhausted || wasNeverSent(error)));
      const isSilent = wasSent && isSilence(error);
      if (wasSent && !request.repeatable) {
        throw isSilent || isServerFault(error) ? outcomeUnknown(error) : error;
      }
      mayHaveActed ||= isSilent && request.isWrite === true;
      await retries.next(error).catch((last) => {
        throw mayHaveActed ? outcomeUnknown(last, keyOf(request)) : last;
      });
    }
  }
}
