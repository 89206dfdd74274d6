/** A request body that is made while it is sent. */
export interface StreamedBody {
  /** Media type, for the `content-type` header. */
  readonly type: string;
  /** Exact length, bytes. */
  readonly size: number;
  /** A new stream of the whole body, from its first byte. */
  stream(): ReadableStream<Uint8Array>;
}

/**
 * Gives a streamed body the form that `fetch` sends with a `Content-Length`. A bare stream goes out in chunked
 * coding whatever headers are set (Deno 2.4 and 2.9); of a blob, `fetch` asks the size and the stream, so this is a
 * blob that answers with ours and holds no bytes. A body that ends early breaks the request.
 */
export function streamedBlob({ size, stream }: Pick<StreamedBody, "size" | "stream">): Blob {
  return Object.defineProperties(new Blob(), { size: { value: size }, stream: { value: stream } });
}
