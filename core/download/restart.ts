import { Failure } from "../failure.ts";
import { type OpenResponse, protocolFailure } from "./source.ts";

/** Thrown when what was fetched so far is useless and the object has to be fetched from its first byte. */
export class Restart extends Error {
  /**
   * @param failure what to report where no restart is left
   * @param begin the object from its first byte, where it is there already
   */
  constructor(readonly failure: Failure, readonly begin?: OpenResponse) {
    super(failure.message);
  }

  /** Whether the validator was another one. */
  get byValidator(): boolean {
    return this.failure.detail.subtype === "representation_changed";
  }
}

/** A restart since the server does not continue what it began. */
export function restartAfterMismatch(reason: string, begin?: OpenResponse): Restart {
  return new Restart(protocolFailure(reason), begin);
}

/** A restart since the object is another one now, by its validator. */
export function restartAfterChange(reason: string, begin?: OpenResponse): Restart {
  return new Restart(
    new Failure({
      type: "network",
      subtype: "representation_changed",
      message: `the file changed during the download: ${reason}`,
      hint: "run the same command again",
      retryable: true,
    }),
    begin,
  );
}
