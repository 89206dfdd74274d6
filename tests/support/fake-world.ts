/**
 * A world of a test's own: time that moves only on command, a service that is a function, streams that remember.
 * Files are the real ones; use them below a temporary directory.
 *
 * @module
 */

import { runTask } from "../../cli/tasks.ts";
import type { Clock, Fetch, Sink, World } from "../../core/world.ts";
import { setImmediate } from "node:timers";

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves on by `ms`; timers that fall due are called in order, each with time for what it starts. */
  advance(ms: number): Promise<void>;
  /** Moves from timer to timer until the promise is settled; answers with the milliseconds that took. */
  runUntil(promise: Promise<unknown>): Promise<number>;
  /** How many timers wait. */
  pending(): number;
}

/** Makes a clock; `start` is its first wall clock time, epoch milliseconds. */
export function fakeClock(start = 1_750_000_000_000): FakeClock {
  let elapsed = 0;
  let timers: { readonly at: number; readonly then: () => void }[] = [];

  async function fireNext(until: number): Promise<boolean> {
    const next = timers.toSorted((a, b) => a.at - b.at)[0];
    if (next === undefined || next.at > until) return false;
    timers = timers.filter((timer) => timer !== next);
    elapsed = Math.max(elapsed, next.at);
    next.then();
    await settle();
    return true;
  }

  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    after(ms, then) {
      const timer = { at: elapsed + ms, then };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      const until = elapsed + ms;
      await settle();
      while (await fireNext(until));
      elapsed = until;
    },
    async runUntil(promise) {
      const before = elapsed;
      let settled = false;
      const note = () => {
        settled = true;
      };
      promise.then(note, note);
      await settle();
      while (!settled) {
        if (await fireNext(Number.POSITIVE_INFINITY)) continue;
        // What takes real time, such as loading a module for the first time, has a few seconds of it.
        for (let turn = 0; turn < 5_000 && !settled && timers.length === 0; turn++) {
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        if (!settled && timers.length === 0) throw new Error("nothing is left to wait for");
      }
      return elapsed - before;
    },
    pending: () => timers.length,
  };
}

/** Runs what needs no time to pass; streamed bodies need several turns of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A stream that remembers what was written. */
export interface FakeSink extends Sink {
  text(): string;
}

/** Makes a stream; `terminal` is its width in columns where it is a terminal. */
export function fakeSink(terminal?: number): FakeSink {
  const decoder = new TextDecoder();
  let text = "";
  return {
    isTerminal: terminal !== undefined,
    columns: () => terminal,
    write(bytes) {
      text += decoder.decode(bytes, { stream: true });
      return Promise.resolve();
    },
    text: () => text,
  };
}

/** A request as the fake service got it; header names in lower case. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** A streamed body as a whole. */
  readonly form: Uint8Array | undefined;
  readonly signal: AbortSignal;
}

/** What the fake service does with a request. */
export type Reply = (request: RecordedRequest) => Response | Promise<Response>;

/** A fetch that answers with one reply after the other (the last one for ever) and remembers the requests. */
export function fakeFetch(
  ...replies: readonly Reply[]
): { readonly fetch: Fetch; readonly seen: RecordedRequest[] } {
  const seen: RecordedRequest[] = [];
  const fetch: Fetch = async (url, init) => {
    const request: RecordedRequest = {
      method: init.method ?? "GET",
      url,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === "string" ? init.body : undefined,
      form: init.body instanceof Blob ? await new Response(init.body.stream()).bytes() : undefined,
      signal: init.signal ?? new AbortController().signal,
    };
    const reply = replies[Math.min(seen.length, replies.length - 1)];
    seen.push(request);
    if (reply === undefined) throw new Error(`unexpected request: ${request.method} ${url}`);
    return await reply(request);
  };
  return { fetch, seen };
}

/** A reply that never comes; it ends with the request's signal, as a real fetch does. */
export const neverReplies: Reply = ({ signal }) =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });

/** A reply with a JSON body. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { "content-type": "application/json", ...headers },
    });
}

/** What differs from a world in which nothing is set and nothing answers. */
export type WorldParts = Partial<Omit<World, "env">> & {
  readonly variables?: Readonly<Record<string, string>>;
};

/** Makes a world. */
export function fakeWorld({ variables = {}, ...parts }: WorldParts = {}): World {
  const { fetch } = fakeFetch();
  return {
    os: "linux",
    runtime: "2.9.6",
    env: (name) => variables[name] || undefined,
    cwd: "/nowhere",
    compute: runTask,
    blocking: (work) => work(),
    readStdin: () => Promise.resolve(new Uint8Array()),
    stdinStream: () => new ReadableStream({ start: (input) => input.close() }),
    stdinIsTerminal: false,
    readLine: () => Promise.resolve(undefined),
    run: (program) => Promise.reject(new Deno.errors.NotFound(`no such program: ${program}`)),
    stdout: fakeSink(),
    stderr: fakeSink(),
    files: Deno,
    clock: fakeClock(),
    random: () => 0,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    fetch: parts.fetch ?? fetch,
    fetchBulk: parts.fetch ?? fetch,
    fetchOnce: parts.fetch ?? fetch,
    resolve: (hostname) => Promise.reject(new Error(`unknown host: ${hostname}`)),
    connect: () => Promise.resolve(),
    interrupt: new AbortController().signal,
    ...parts,
  };
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
