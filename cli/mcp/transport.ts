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

/** What a transport holds in memory at most, characters. */
export interface StreamLimits {
  /** Of a line that is read. */
  readonly maxLength?: number | undefined;
  /** Of lines that nobody has read yet, before the next one is taken. */
  readonly maxUnwritten?: number;
}

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const INVALID_PARAMS = -32602;

/**
 * Makes it; integers keep their digits in both directions.
 */
export function createStreamTransport(
  { stdinStream, stdout }: Pick<World, "stdinStream" | "stdout">,
  { maxLength = MAX_READ_BYTES, maxUnwritten = MAX_READ_BYTES }: StreamLimits = {},
): StreamTransport {
  const ended = Promise.withResolvers<void>();
  const open = createOpenRequests();
  const { write, backlog } = createWriter(stdout, ended);
  let isClosed = false;
  // Who asks on and on without reading the answers is not listened to until they are read.
  const ready = () => backlog().length > maxUnwritten ? backlog().written : undefined;
  const refuse = (code: number, message: string, id: JsonValue = null) =>
    void write({ jsonrpc: "2.0", id, error: { code, message } });

  function receive(line: string): void {
    if (line.trim() === "" || isClosed) return;
    let value: JsonValue;
    try {
      value = parseJson(line);
    } catch {
      return refuse(PARSE_ERROR, "Parse error: the line is not JSON");
    }
    const wrong = wrongCall(value);
    if (wrong !== undefined) return refuse(INVALID_PARAMS, wrong.message, wrong.id);
    const { success, data } = JSONRPCMessageSchema.safeParse(withoutNull(value));
    if (!success) return refuse(INVALID_REQUEST, "Invalid Request: not a message of JSON-RPC 2.0");
    open.received(data);
    transport.onmessage?.(data);
  }

  const transport: StreamTransport = {
    ended: ended.promise,
    idle: open.none,
    flushed: () => backlog().written,
    start() {
      const onTooLong = () => refuse(INVALID_REQUEST, "Invalid Request: the line is too long");
      readLines(stdinStream(), { maxLength, ready }, receive, onTooLong)
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

/** Writes lines one after the other: a stream may take a text in pieces. */
function createWriter(stdout: World["stdout"], ended: PromiseWithResolvers<void>) {
  let written: Promise<void> = Promise.resolve();
  let length = 0;
  return {
    write(message: unknown): Promise<void> {
      const line = `${stringifyJson(message)}\n`;
      length += line.length;
      written = written.then(() => writeText(stdout, line))
        .catch((error) => isBrokenPipe(error) ? ended.resolve() : ended.reject(error))
        .finally(() => length -= line.length);
      return written;
    },
    /** How many characters are not written yet, and when they are. */
    backlog: () => ({ length, written }),
  };
}

/** What is wrong with a call of a tool: the SDK answers with an internal error there. */
function wrongCall(value: JsonValue): { readonly id: JsonValue; readonly message: string } | undefined {
  if (!isJsonObject(value) || value["method"] !== "tools/call") return undefined;
  const { id, params } = value;
  if (typeof id !== "string" && typeof id !== "number") return undefined;
  const { name, arguments: args } = isJsonObject(params) ? params : {};
  if (typeof name !== "string") return { id, message: "Invalid params: name must be the name of a tool" };
  const isRight = args === undefined || args === null || isJsonObject(args);
  return isRight ? undefined : { id, message: "Invalid params: arguments must be an object" };
}

/** Some clients write null where there are no arguments. */
function withoutNull(value: JsonValue): JsonValue {
  const params = isJsonObject(value) ? value["params"] : undefined;
  if (!isJsonObject(value) || !isJsonObject(params) || params["arguments"] !== null) return value;
  const { arguments: _, ...others } = params;
  return { ...value, params: others };
}

/** Hands out the lines of a stream; a longer one than may be read is left out. */
async function readLines(
  stream: ReadableStream<Uint8Array>,
  { maxLength, ready }: { readonly maxLength: number; ready(): Promise<void> | undefined },
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
      await ready();
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
