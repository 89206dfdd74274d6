/**
 * A service at the end of a line that has a speed: a wait before each answer, so many bytes a second, and a log of what
 * was open when.
 *
 * @module
 */

import { addSpan, type Span, type Spans } from "../../../../core/download/ranges.ts";
import { CHUNK_BYTES, PROBE_BYTES } from "../../../../core/download/requests.ts";
import { transfer } from "../../../../core/download/transfer.ts";
import { Failure } from "../../../../core/failure.ts";
import { type Clock, sleep } from "../../../../core/world.ts";
import type { RecordedRequest, Reply } from "../../../support/fake-world.ts";
import { startService } from "../service.ts";

/** Size of the object, bytes: the most that the service gives. */
export const TOTAL = 100 * 1024 * 1024;
/** Bytes that pass the line at once. */
const PIECE_BYTES = 131_072;

/** How a line is. */
export interface LineSettings {
  /** Milliseconds before each answer. */
  readonly delay: number;
  /** Bytes a millisecond, of all connections together. */
  readonly rate: number;
  /** Bytes a millisecond of one connection, by the number of its request; absent: as fast as the line. */
  readonly connectionRate?: (request: number) => number;
  /** Pieces of a body that break off, by the number of its request; the bodies of others are complete. */
  readonly breaks?: Readonly<Record<number, number>>;
}

/** A line, and what passed it. */
export interface Line {
  readonly reply: Reply;
  /** First bytes of the ranges, in the order in which they were requested. */
  readonly starts: number[];
  /** Most requests that were open at once: sent, and their bodies neither at their end nor cancelled. */
  mostOpen(): number;
  /** Requests that are open. */
  open(): number;
}

/** Makes a line; the object is of zeros. */
export function lineOf(clock: () => Clock, settings: LineSettings): Line {
  const starts: number[] = [];
  let open = 0;
  let mostOpen = 0;
  let free = 0;

  /** Takes its turn on the line. */
  async function pass(bytes: number, signal: AbortSignal): Promise<void> {
    free = Math.max(free, clock().monotonic()) + bytes / settings.rate;
    await sleep(clock(), free - clock().monotonic(), signal);
  }

  /** Counts a request as open; what it returns closes it, once. */
  function opened(): () => void {
    mostOpen = Math.max(mostOpen, ++open);
    let isOpen = true;
    return () => {
      if (isOpen) open--;
      isOpen = false;
    };
  }

  async function reply({ headers, signal }: RecordedRequest): Promise<Response> {
    const [, start = 0, end = 0] = /=(\d+)-(\d+)/.exec(headers["range"] ?? "")?.map(Number) ?? [];
    const number = starts.length;
    const pieces = settings.breaks?.[number] ?? Number.POSITIVE_INFINITY;
    const ownRate = settings.connectionRate?.(number) ?? Number.POSITIVE_INFINITY;
    starts.push(start);
    const close = opened();
    signal.addEventListener("abort", close, { once: true });
    await sleep(clock(), settings.delay, signal);
    const last = Math.min(end, TOTAL - 1);
    const length = last - start + 1;
    const passAll = async (bytes: number) => {
      await sleep(clock(), bytes / ownRate, signal);
      await pass(bytes, signal);
    };
    const body = bodyOf(length, pieces, passAll, close);
    return new Response(body, {
      status: 206,
      headers: { "content-range": `bytes ${start}-${last}/${TOTAL}`, "content-length": String(length) },
    });
  }

  return { reply, starts, mostOpen: () => mostOpen, open: () => open };
}

/** What a test sees of a download while it runs. */
export interface Passing {
  /** Bytes written so far. */
  readonly written: number;
  readonly line: Line;
  interrupt(): void;
}

/** A download of the object over a line: the probe, then what is missing. */
export function downloadOver(
  settings: LineSettings,
  { workers = 1, limitRate, onWrite }: {
    readonly workers?: number;
    readonly limitRate?: number;
    readonly onWrite?: (passing: Passing) => void;
  } = {},
) {
  const line = lineOf((): Clock => service.clock, settings);
  const service = startService([line.reply], { chunk: CHUNK_BYTES, limitRate });
  const { context, source } = service;
  const stop = new Failure({ type: "interrupted", subtype: "x", message: "stop" });
  const spans: Span[] = [];
  let written = 0;
  const sink = {
    write(offset: number, bytes: Uint8Array) {
      written += bytes.length;
      spans.push({ start: offset, end: offset + bytes.length - 1 });
      onWrite?.({ written, line, interrupt: () => service.interrupt.abort(stop) });
    },
  };
  async function begin() {
    const first = await source.open({ start: 0, end: PROBE_BYTES - 1 }, undefined, context.signal);
    const rest = (total: number, { end }: Span) => [{ start: end + 1, end: total - 1 }];
    return await transfer({ ...context, sink, workers }, first, rest);
  }
  const running = begin();
  return {
    line,
    running,
    time: service.clock.runUntil(running),
    written: () => written,
    covered: () => spans.reduce((all: Spans, span) => addSpan(all, span), []),
  };
}

/** Bytes that come piece by piece, as they pass the line; after so many pieces the body breaks off. */
function bodyOf(length: number, pieces: number, pass: (bytes: number) => Promise<void>, onEnd: () => void) {
  let left = length;
  let sent = 0;
  return new ReadableStream({
    type: "bytes",
    async pull(controller) {
      const bytes = Math.min(left, PIECE_BYTES);
      try {
        await pass(bytes);
        if (sent === pieces) throw new TypeError("error reading a body from connection");
      } catch (error) {
        onEnd();
        return controller.error(error);
      }
      sent++;
      left -= bytes;
      controller.enqueue(new Uint8Array(bytes));
      if (left > 0) return;
      onEnd();
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel: onEnd,
  });
}
