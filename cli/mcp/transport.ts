/**
 * The protocol's messages over standard input and output: a line a message, nothing else.
 *
 * @module
 */

import type { Transport } from "@modelcontextprotocol/sdk/shared/transport";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types";
// @ts-types="@modelcontextprotocol/sdk/types"
import { JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";
import { MAX_READ_BYTES } from "../../core/async/read-bytes.ts";
import { isJsonObject, type JsonValue, parseJson, stringifyJson } from "../../core/json/json.ts";
import type { World } from "../../core/world.ts";
import { isBrokenPipe, writeText } from "../output/terminal.ts";

/** The streams as a transport of the SDK, whose own one never notices that its input ends. */
export interface StreamTransport extends Transport {
  /** Resolves when there is nothing more to read, or nobody reads what is written; rejects where nothing can be. */
  readonly ended: Promise<void>;
  /** Resolves when every request has its answer, or was cancelled. */
  idle(): Promise<void>;
  /** Resolves when all that was sent is written. */
  flushed(): Promise<void>;
}

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/**
 * Makes it; integers keep their digits in both directions.
 *
 * @param maxLength longest line, characters
 */
export function createStreamTransport(
  { stdinStream, stdout }: Pick<World, "stdinStream" | "stdout">,
  maxLength = MAX_READ_BYTES,
): StreamTransport {
  const ended = Promise.withResolvers<void>();
  const open = createOpenRequests();
  let writing: Promise<void> = Promise.resolve();
  let isClosed = false;

  const write = (message: unknown): Promise<void> => {
    // One after the other: a stream may take a text in pieces.
    writing = writing.then(() => writeText(stdout, `${stringifyJson(message)}\n`)).catch((error) =>
      isBrokenPipe(error) ? ended.resolve() : ended.reject(error)
    );
    return writing;
  };
  const refuse = (code: number, message: string) =>
    void write({ jsonrpc: "2.0", id: null, error: { code, message } });

  function receive(line: string): void {
    if (line.trim() === "" || isClosed) return;
    let value: JsonValue;
    try {
      value = parseJson(line);
    } catch {
      return refuse(PARSE_ERROR, "Parse error: the line is not JSON");
    }
    const { success, data } = JSONRPCMessageSchema.safeParse(value);
    if (!success) return refuse(INVALID_REQUEST, "Invalid Request: not a message of JSON-RPC 2.0");
    open.received(data);
    transport.onmessage?.(data);
  }

  const transport: StreamTransport = {
    ended: ended.promise,
    idle: open.none,
    flushed: () => writing,
    start() {
      const onTooLong = () => refuse(INVALID_REQUEST, "Invalid Request: the line is too long");
      readLines(stdinStream(), maxLength, receive, onTooLong)
        .catch((error) => transport.onerror?.(error))
        .finally(ended.resolve);
      return Promise.resolve();
    },
    async send(message) {
      await write(message);
      open.sent(message);
    },
    close() {
      isClosed = true;
      transport.onclose?.();
      return Promise.resolve();
    },
  };
  return transport;
}

/** Hands out the lines of a stream; a longer one than may be read is left out. */
async function readLines(
  stream: ReadableStream<Uint8Array>,
  maxLength: number,
  onLine: (line: string) => void,
  onTooLong: () => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  let length = 0;
  for await (const bytes of stream) {
    const [first = "", ...others] = decoder.decode(bytes, { stream: true }).split("\n");
    pieces.push(first);
    length += first.length;
    if (length > maxLength) pieces = [];
    for (const next of others) {
      if (length > maxLength) onTooLong();
      else onLine(pieces.join(""));
      pieces = [next];
      length = next.length;
    }
  }
  if (length <= maxLength) onLine(pieces.join(""));
}

/** The requests that have no answer yet. */
function createOpenRequests() {
  const ids = new Set<unknown>();
  let waiting: (() => void)[] = [];
  const remove = (id: unknown) => {
    ids.delete(id);
    if (ids.size > 0) return;
    for (const done of waiting) done();
    waiting = [];
  };
  return {
    received(message: JSONRPCMessage) {
      if ("method" in message && "id" in message) ids.add(message.id);
      if (!("method" in message) || message.method !== "notifications/cancelled") return;
      const params = message.params as JsonValue | undefined;
      if (isJsonObject(params)) remove(params["requestId"]);
    },
    sent(message: JSONRPCMessage) {
      if (!("method" in message)) remove(message.id);
    },
    none: () => ids.size === 0 ? Promise.resolve() : new Promise<void>((done) => waiting.push(done)),
  };
}
