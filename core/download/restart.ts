import { Failure } from "../failure.ts";
import { protocolFailure } from "./source.ts";

/** Thrown when what was fetched so far is of no use and the object has to be fetched from its first byte. */
export class Restart extends Error {
  /** @param failure what to report when it may not start over again */
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** Starting over since the server does not go on with what it began. */
export function restartAfterMismatch(reason: string): Restart {
  return new Restart(protocolFailure(reason));
}

/** Starting over since the object is another one now, as its validator tells. */
export function restartAfterChange(reason: string): Restart {
  return new Restart(
    new Failure({
      type: "network",
      subtype: "representation_changed",
      message: `the file changed while it was fetched: ${reason}`,
      hint: "run the same command again",
      retryable: true,
    }),
  );
}
