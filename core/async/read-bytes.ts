/** Most bytes of a JSON answer, decoded, and of standard input for text and JSON (docs/contract.md, 13). */
export const MAX_READ_BYTES = 64 * 1024 * 1024;

/**
 * Reads a stream to its end; `undefined`, and the rest unread, where it has more than `limit` bytes.
 *
 * @throws whatever the stream fails with, or the signal's reason as soon as it is aborted
 */
export async function readBytes(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  signal?.throwIfAborted();
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A read that never ends, as of a terminal, is left behind.
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {});
  const stop = () => aborted.reject(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    while (true) {
      const { done, value } = await Promise.race([reader.read(), aborted.promise]);
      if (done) break;
      size += value.length;
      if (size > limit) {
        reader.cancel().catch(() => {});
        return undefined;
      }
      chunks.push(value);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
