/**
 * A server that shows what really arrives: bytes over TCP, answered by hand.
 *
 * @module
 */

/** A request as it arrived. */
export interface RawRequest {
  /** The head with its line ends, without the empty line. */
  readonly head: string;
  readonly body: Uint8Array;
  /** Counts the connections from 1. */
  readonly connection: number;
  /** Counts the requests on its connection from 1. */
  readonly turn: number;
}

/** Text to answer with; "close" ends the connection without an answer. */
export type RawReply = string;

/** A server under way. */
export interface RawServer {
  readonly port: number;
  readonly origin: string;
  readonly requests: readonly RawRequest[];
  /** Bytes of bodies that arrived, of broken off ones, too. */
  received(): number;
  close(): Promise<void>;
}

/** What a raw server may do before a body is there. */
export interface RawServerOptions {
  /** Asked with the head when it is complete: an answer here is given at once and the connection ended. */
  readonly early?: (head: string) => string | undefined;
  /** Ends a connection after so many bytes of a body. */
  readonly breakAfter?: number;
}

/** Starts a server on loopback that answers each complete request by `reply`. */
export function startRawServer(
  reply: (request: RawRequest) => RawReply,
  options: RawServerOptions = {},
): RawServer {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const requests: RawRequest[] = [];
  const running: Promise<void>[] = [];
  const open = new Set<Deno.Conn>();
  let received = 0;

  async function serve(connection: Deno.Conn, number: number): Promise<void> {
    const reader = createReader(connection);
    for (let turn = 1;; turn++) {
      const head = await reader.head();
      if (head === undefined) return;
      const early = options.early?.(head);
      if (early !== undefined) return await write(connection, early);
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      const wanted = Math.min(length, options.breakAfter ?? Infinity);
      const body = await reader.take(wanted);
      received += body.length;
      if (body.length < length) return;
      const request = { head, body, connection: number, turn };
      requests.push(request);
      const answer = reply(request);
      if (answer === "close") return;
      await write(connection, answer);
    }
  }

  async function accept(): Promise<void> {
    let count = 0;
    for await (const connection of listener) {
      open.add(connection);
      const served = serve(connection, ++count).catch(() => {});
      running.push(served.finally(() => {
        open.delete(connection);
        end(connection);
      }));
    }
  }
  const accepting = accept().catch(() => {});

  return {
    port: listener.addr.port,
    origin: `http://127.0.0.1:${listener.addr.port}`,
    requests,
    received: () => received,
    async close() {
      listener.close();
      open.forEach(end);
      await accepting;
      await Promise.all(running);
    },
  };
}

/** Closes a connection that may be closed already. */
function end(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It was closed from the other side of the server.
  }
}

/** An answer with a length. */
export function rawResponse(body: string, status = "200 OK", headers: readonly string[] = []): string {
  const length = new TextEncoder().encode(body).length;
  return [`HTTP/1.1 ${status}`, `content-length: ${length}`, ...headers, "", body].join("\r\n");
}

async function write(connection: Deno.Conn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) written += await connection.write(bytes.subarray(written));
}

/** Reads heads and bodies; what came too early waits for the next call. */
function createReader(connection: Deno.Conn) {
  let rest = new Uint8Array(0);
  const buffer = new Uint8Array(65_536);

  async function more(): Promise<boolean> {
    const count = await connection.read(buffer);
    if (count === null) return false;
    const joined = new Uint8Array(rest.length + count);
    joined.set(rest);
    joined.set(buffer.subarray(0, count), rest.length);
    rest = joined;
    return true;
  }

  return {
    async head(): Promise<string | undefined> {
      while (true) {
        const text = new TextDecoder("latin1").decode(rest);
        const end = text.indexOf("\r\n\r\n");
        if (end >= 0) {
          rest = rest.slice(end + 4);
          return text.slice(0, end);
        }
        if (!await more()) return undefined;
      }
    },
    async take(length: number): Promise<Uint8Array> {
      const body = new Uint8Array(length);
      let at = 0;
      while (at < length) {
        if (rest.length === 0 && !await more()) return body.subarray(0, at);
        const part = rest.subarray(0, length - at);
        body.set(part, at);
        at += part.length;
        rest = rest.slice(part.length);
      }
      return body;
    },
  };
}
