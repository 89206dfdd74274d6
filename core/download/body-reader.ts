import { Failure } from "../failure.ts";
import { transportFailure } from "../platform/transport-failure.ts";
import type { Clock } from "../world.ts";

/** Size of a read buffer, bytes: few large writes are what makes writing cheap. */
export const BUFFER_BYTES = 768 * 1024;

/** What is done with a piece of a body. */
export type Take = (piece: Uint8Array) => void | Promise<"enough" | void>;

/** Reads bodies piece by piece into one buffer that it reuses. */
export interface BodyReader {
  /**
   * Gives the pieces of a body to `take`, in order; a piece is valid only until `take` returns. Where that is "enough",
   * the rest is left unread.
   *
   * @throws {Failure} `network` when the body breaks off or nothing comes for the idle time.
   */
  read(body: BodySource, take: Take): Promise<void>;
}

/** A body and what its reading needs. */
export interface BodySource {
  readonly response: Response;
  /** Where it came from, for messages. */
  readonly url: string;
  /** Ends the exchange; called when nothing comes for too long. */
  readonly abort: AbortController;
  /** Longest silence, milliseconds. */
  readonly idle: number;
  /** Least number of bytes that a read waits for; called before each read. */
  readonly gather: () => number;
  /** Most bytes that a read takes; default: the buffer. */
  readonly most?: number | undefined;
}

/** Makes a reader; one per worker, since the buffer is used by one body at a time. */
export function createBodyReader(clock: Clock): BodyReader {
  let buffer = new ArrayBuffer(BUFFER_BYTES);

  /** One read into the buffer; where it breaks, the error is what broke it. */
  async function readPiece(reader: ReadableStreamBYOBReader, source: BodySource) {
    const cancel = clock.after(source.idle, () => source.abort.abort(idleTimeout(source.idle)));
    const most = Math.min(source.most ?? BUFFER_BYTES, BUFFER_BYTES);
    const min = Math.min(Math.max(1, source.gather()), most);
    try {
      const result = await reader.read(new Uint8Array(buffer, 0, most), { min });
      if (result.value !== undefined) buffer = result.value.buffer;
      return result;
    } catch (error) {
      // A read that failed has kept the buffer.
      if (buffer.byteLength === 0) buffer = new ArrayBuffer(BUFFER_BYTES);
      if (error instanceof Failure) throw error;
      throw source.abort.signal.aborted ? source.abort.signal.reason : brokenBody(error, source.url);
    } finally {
      cancel();
    }
  }

  return {
    async read(source, take) {
      if (source.response.body === null) return;
      const reader = source.response.body.getReader({ mode: "byob" });
      try {
        for (let done = false; !done;) {
          const piece = await readPiece(reader, source);
          done = piece.done;
          // The last read may say "done" and carry bytes at once: they count.
          if (piece.value === undefined || piece.value.length === 0) continue;
          if (await take(piece.value) === "enough") return;
        }
      } finally {
        reader.releaseLock();
      }
    },
  };
}

function idleTimeout(idle: number): Failure {
  return new Failure({
    type: "network",
    subtype: "timeout",
    message: `nothing arrived for ${idle / 1000} s`,
    hint: "check the network, then run the same command again: it continues where it stopped",
    retryable: true,
  });
}

function brokenBody(error: unknown, url: string): Failure {
  const failure = transportFailure(error, url);
  return new Failure({
    ...failure.detail,
    message: "the connection broke in the middle of the file",
    hint: "run the same command again: it continues where it stopped",
    retryable: true,
  }, error);
}
