/** Hands values from one side to the other, one at a time. */
export interface Channel<T> {
  /** The receiving side; leaving the loop over it makes `send` reject. */
  readonly values: AsyncIterable<T>;
  /** Resolves when the other side has taken the value and come back for more, or for the end. */
  send(value: T): Promise<void>;
  /** Ends the values; with an error the loop over them throws it. */
  end(error?: unknown): Promise<void>;
}

/** Makes a channel. */
export function createChannel<T>(): Channel<T> {
  // deno-lint-ignore im/no-file-writable -- it is no file
  const { readable, writable } = new TransformStream<T, T>(undefined, { highWaterMark: 0 }, {
    highWaterMark: 0,
  });
  const writer = writable.getWriter();
  // Whoever sends or receives sees the error; nobody waits for the writer itself.
  writer.closed.catch(() => {});
  return {
    values: readable,
    send: (value) => writer.write(value),
    end: (error) => (error === undefined ? writer.close() : writer.abort(error)).catch(() => {}),
  };
}
