import { Failure } from "../failure.ts";
import { phrase, plainText } from "../text/phrase.ts";

const UNKNOWN_PREFIX = "the outcome is unknown";
/** Ends of an exchange after which a request may have been carried out. */
const INCONCLUSIVE_SUBTYPES: readonly string[] = ["transport", "timeout", "server_error", "tls"];

/**
 * The failure of a write that may have taken effect nevertheless (docs/contract.md, 6): it says so, and does not suggest
 * repeating the write except under its key. A refusal by the service, and an interrupt, stay as they are.
 *
 * @param key the `uuid` under which the service carries it out once
 */
export function outcomeUnknown(error: unknown, key?: string): unknown {
  if (
    !(error instanceof Failure) ||
    (error.detail.type !== "network" && !isInconclusive(error) && !isServerError(error))
  ) {
    return error;
  }
  const { retryable: _, ...detail } = error.detail;
  return new Failure(
    {
      ...detail,
      ...(detail.type === "api" ? { type: "network", subtype: "server_error" } : {}),
      message: phrase`${UNKNOWN_PREFIX}: ${detail.message}`,
      hint: "check whether it took effect before you run it again" +
        (key === undefined ? "" : `; under the same uuid it counts once: ${key}`),
    },
    error.cause,
    error.exhausted,
  );
}

/**
 * Whether the outcome of a request is open: the connection broke, time ran out, a gateway failed, or the answer made no
 * sense.
 */
export function isInconclusive(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { type, subtype } = error.detail;
  return type === "network"
    ? INCONCLUSIVE_SUBTYPES.includes(subtype)
    : type === "internal" && subtype === "invalid_response";
}

/** Whether the service failed with a code of its own; it does not say how far it had got. */
export function isServerError(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { type, subtype, retryable } = error.detail;
  return type === "api" && subtype === "server_error" && retryable === true;
}

/** Whether a failure says so. */
export function isOutcomeUnknown({ detail }: Failure): boolean {
  return (detail.type === "network" || detail.type === "internal") &&
    plainText(detail.message).startsWith(UNKNOWN_PREFIX);
}
