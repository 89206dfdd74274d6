/**
 * The part of `@std/streams` that the program uses, for machines without JSR.
 *
 * @module
 */

/** Reads a stream of text or UTF-8 bytes to its end. */
export async function toText(stream: ReadableStream<string> | ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream as ReadableStream<string | Uint8Array>) {
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Reads a stream of bytes to its end. */
export function toBytes(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).bytes();
}

/** Cuts text into lines at `\n` and `\r\n`, and with `allowCR` at a lone `\r`; a last line needs no end. */
export class TextLineStream extends TransformStream<string, string> {
  /** Sets what ends a line. */
  constructor(options: { allowCR?: boolean } = {}) {
    const allowCR = options.allowCR ?? false;
    let pending: string[] = [];
    super({
      transform(chunk, controller) {
        pending.push(chunk);
        // A line over many chunks must not be scanned again with each of them.
        if (!allowCR && !chunk.includes("\n")) return;
        const text = pending.join("");
        // A `\r` at the very end may be the first half of `\r\n`: it waits for the next chunk.
        const lines = text.split(allowCR ? /\r?\n|\r(?!$)/ : /\r?\n/);
        pending = [lines.pop() ?? ""];
        for (const line of lines) controller.enqueue(line);
      },
      flush(controller) {
        const line = pending.join("");
        if (line !== "") controller.enqueue(allowCR ? line.replace(/\r$/, "") : line);
      },
    });
  }
}

/** Passes chunks while their sum stays within `size`; then ends the stream, or fails it with `error`. */
export class LimitedBytesTransformStream extends TransformStream<Uint8Array, Uint8Array> {
  /** Sets the limit in bytes. */
  constructor(size: number, options: { error?: boolean } = {}) {
    let passed = 0;
    super({
      transform(chunk, controller) {
        if (passed + chunk.byteLength <= size) {
          passed += chunk.byteLength;
          controller.enqueue(chunk);
        } else if (options.error) {
          throw new RangeError(`Exceeded byte size limit of '${size}'`);
        } else {
          controller.terminate();
        }
      },
    });
  }
}
