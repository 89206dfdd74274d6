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
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    // A read that never ends, as of a terminal, is left behind. Raced as a whole: were each read raced with the one
    // promise, that would keep what all of them gave.
    return await Promise.race([readAll(stream.getReader(), limit, signal), aborted.promise]);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/**
 * Reads a stream of UTF-8 to its end, as text; `undefined`, and the rest unread, where it has more than `limit` bytes. Bytes
 * are kept no longer than it takes to read them: memory beside the heap is given back late.
 *
 * @throws whatever the stream fails with
 */
export async function readUtf8(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<string | undefined> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  while (true) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // Copied at once: a chunk may be a small part of a large buffer, which it would keep.
  let all = new Uint8Array(64 * 1024);
  let size = 0;
  while (true) {
    const { done, value } = await reader.read();
    signal?.throwIfAborted();
    if (done) return all.subarray(0, size);
    if (size + value.length > limit) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    if (size + value.length > all.length) {
      const larger = new Uint8Array(Math.max(2 * all.length, size + value.length));
      larger.set(all.subarray(0, size));
      all = larger;
    }
    all.set(value, size);
    size += value.length;
  }
}
