/**
 * A service that a download speaks to through the world's fetch: replies with parts, whole objects and broken bodies,
 * and what the rooms of a download need to work with it.
 *
 * @module
 */

import { createBandwidth } from "../../../core/async/bandwidth.ts";
import { retryRules } from "../../../core/async/retry.ts";
import { transferContext } from "../../../core/download/download.ts";
import type { RequestMaker, ResourceKey } from "../../../core/download/requests.ts";
import { createSource } from "../../../core/download/source.ts";
import type { ReadContext } from "../../../core/download/transfer.ts";
import { createClient } from "../../../core/platform/client.ts";
import { HOSTS, NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, type Reply, settle } from "../../support/fake-world.ts";

/** Bytes that differ from place to place. */
export const OBJECT_BYTES = new Uint8Array(200_000).map((_none, index) => index % 251);

type Headers = Readonly<Record<string, string>>;

/** How a body ends: as it should, by breaking, or never. */
export type Ending = "close" | "break" | "stall";

/** A body of these pieces; one that stalls ends with the request's signal. */
export function bodyOf(
  pieces: readonly Uint8Array[],
  ending: Ending = "close",
  signal?: AbortSignal,
): ReadableStream<Uint8Array> {
  const waiting = pieces.filter(({ length }) => length > 0);
  return new ReadableStream({
    type: "bytes",
    start(controller) {
      signal?.addEventListener("abort", () => controller.error(signal.reason));
    },
    async pull(controller) {
      const piece = waiting.shift();
      if (piece !== undefined) return controller.enqueue(piece.slice());
      if (ending === "break") controller.error(new TypeError("error reading a body from connection"));
      if (ending !== "close") return await new Promise(() => {});
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
}

/** A part of the object, honestly labelled unless `headers` say otherwise. */
export function part(
  start: number,
  end: number,
  { total = OBJECT_BYTES.length, sent = end - start + 1, ending = "close", headers = {} }: {
    readonly total?: number | undefined;
    /** How many bytes of it come. */
    readonly sent?: number | undefined;
    readonly ending?: Ending;
    readonly headers?: Headers;
  } = {},
): Reply {
  return ({ signal }) =>
    new Response(bodyOf([OBJECT_BYTES.subarray(start, start + sent)], ending, signal), {
      status: 206,
      headers: { "content-range": `bytes ${start}-${end}/${total}`, ...headers },
    });
}

/** A whole object with its length, unless `headers` say otherwise. */
export function whole(
  bytes: Uint8Array = OBJECT_BYTES,
  headers: Headers = { "content-length": String(bytes.length) },
  ending: Ending = "close",
): Reply {
  return ({ signal }) => new Response(bodyOf([bytes], ending, signal), { status: 200, headers });
}

/** There is no such range; `total` is the size that the service names. */
export function noRange(total?: number): Reply {
  const headers = total === undefined ? {} : { "content-range": `bytes */${total}` };
  return () => new Response(bodyOf([new TextEncoder().encode("no such range")]), { status: 416, headers });
}

/** Answers every request for a range, or for all, as an orderly service does. */
export function orderly(bytes: Uint8Array = OBJECT_BYTES, headers: Headers = {}): Reply {
  return (request) => {
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers["range"] ?? "") ?? [];
    if (first === undefined) {
      return whole(bytes, { "content-length": String(bytes.length), ...headers })(request);
    }
    const start = Number(first);
    if (start >= bytes.length) return noRange(bytes.length)(request);
    const end = Math.min(last === "" ? Number.POSITIVE_INFINITY : Number(last), bytes.length - 1);
    return new Response(bodyOf([bytes.subarray(start, end + 1)], "close", request.signal), {
      status: 206,
      headers: {
        "content-range": `bytes ${start}-${end}/${bytes.length}`,
        "content-length": String(end - start + 1),
        ...headers,
      },
    });
  };
}

/** How often a body has time to come before the clock moves on. */
const TURNS = 25;

/** What a test may set. */
export interface ServiceSettings {
  readonly type?: ResourceKey["type"];
  /** Size of the ranges after the first, bytes. */
  readonly chunk?: number | "auto";
  readonly toRequest?: RequestMaker;
  /** Bytes a second that are read at most. */
  readonly limitRate?: number | undefined;
}

/** A service with its replies, one a request, the last one for ever; and a download's way to it. */
export function startService(
  replies: readonly Reply[],
  { type = "file", chunk = "auto", toRequest, limitRate }: ServiceSettings = {},
) {
  const clock = fakeClock();
  const interrupt = new AbortController();
  const { fetch, seen } = fakeFetch(...replies);
  const world = fakeWorld({ clock, fetch, interrupt: interrupt.signal });
  const client = createClient(world, {
    hosts: HOSTS,
    tokens: tokensOf(world, { ...NO_CREDENTIALS, userToken: "u-1" }),
    appId: undefined,
    identity: "user",
    retryRules: retryRules(30),
    timeout: 30_000,
    userAgent: "im/1.0.0",
    scopes: [],
    bandwidth: limitRate === undefined ? undefined : createBandwidth(clock, limitRate),
  });
  const resource: ResourceKey = { message_id: "om_1", file_key: "file_1", type };
  const source = createSource(client, clock, resource, 60_000, toRequest);
  const context: ReadContext = transferContext(world, client, source, { chunk, idle: 60_000 });
  return {
    clock,
    interrupt,
    world,
    client,
    resource,
    source,
    context,
    seen,
    /** The ranges requested so far; `undefined` for a request of the whole object. */
    ranges: (): readonly (string | undefined)[] =>
      seen.map(({ headers }) => headers["range"]?.replace("bytes=", "")),
    /** Runs to the end; the clock moves on, by the first delay of a retry, where everything waits for it. */
    async run<T>(promise: Promise<T>): Promise<T> {
      let settled = false;
      promise.catch(() => {}).finally(() => settled = true);
      for (let turn = 1; !settled; turn++) {
        await (turn % TURNS === 0 ? clock.advance(300) : settle());
      }
      return await promise;
    },
  };
}

/** Whether the body of a reply was dropped, which frees its connection. */
export function watchCancel(reply: Reply): { readonly reply: Reply; readonly isCancelled: () => boolean } {
  let cancelled = false;
  return {
    isCancelled: () => cancelled,
    async reply(request) {
      const { status, headers } = await reply(request);
      const body = new ReadableStream({
        type: "bytes",
        pull: () => new Promise(() => {}),
        async cancel() {
          await settle();
          cancelled = true;
        },
      });
      return new Response(body, { status, headers });
    },
  };
}
