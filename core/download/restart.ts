import { Failure } from "../failure.ts";
import { protocolFailure } from "./source.ts";

/** Thrown when what was fetched so far is useless and the object has to be fetched from its first byte. */
export class Restart extends Error {
  /** @param failure what to report where no restart is left */
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** A restart since the server does not continue what it began. */
export function restartAfterMismatch(reason: string): Restart {
  return new Restart(protocolFailure(reason));
}

/** A restart since the object is another one now, by its validator. */
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
