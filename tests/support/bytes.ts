/**
 * Files made by hand for tests that inspect them.
 *
 * @module
 */

import type { ByteSource } from "../../core/upload/open-file.ts";
import { Buffer } from "node:buffer";

/** Bytes of parts: texts as Latin-1, numbers as single bytes. */
export function bytesOf(...parts: readonly (string | number | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts.map((part) => {
    if (typeof part === "number") return Uint8Array.of(part);
    return typeof part === "string" ? Buffer.from(part, "latin1") : part;
  })));
}

/** A number in so many bytes. */
export function number(value: number | bigint, bytes: number, order: "big" | "little"): Uint8Array {
  const digits = Array.from(
    { length: bytes },
    (_none, at) => Number((BigInt(value) >> BigInt(8 * at)) & 0xffn),
  );
  return Uint8Array.from(order === "little" ? digits : digits.reverse());
}

/** Bytes as a file; counts what is read. */
export function sourceOf(bytes: Uint8Array): ByteSource & { readonly reads: () => number } {
  let reads = 0;
  return {
    size: bytes.length,
    reads: () => reads,
    read(offset, length) {
      reads++;
      return bytes.slice(offset, offset + length);
    },
  };
}

/** An Ogg page; `type` 2 begins a stream, 4 ends it. */
export function oggPage(
  { position = 0n, type = 0, serial = 7, content = new Uint8Array() }: {
    readonly position?: bigint;
    readonly type?: number;
    readonly serial?: number;
    readonly content?: Uint8Array;
  },
): Uint8Array {
  const segments = Array.from(
    { length: Math.floor(content.length / 255) + 1 },
    (_none, at) => Math.min(255, content.length - at * 255),
  );
  const table = Uint8Array.from(segments);
  return bytesOf(
    ...["OggS", 0, type, number(position, 8, "little"), number(serial, 4, "little")],
    ...[number(0, 8, "little"), segments.length, table, content],
  );
}

/** The first page of an Opus stream. */
export function opusHead(preSkip = 0, serial = 7): Uint8Array {
  const content = bytesOf(
    "OpusHead",
    1,
    1,
    number(preSkip, 2, "little"),
    number(48_000, 4, "little"),
    0,
    0,
    0,
  );
  return oggPage({ type: 2, serial, content });
}

/** A box of an MP4 file. */
export function box(type: string, ...content: readonly (string | number | Uint8Array)[]): Uint8Array {
  const inside = bytesOf(...content);
  return bytesOf(number(inside.length + 8, 4, "big"), type, inside);
}

/** A movie header of version 0. */
export function movieHeader(scale: number, duration: number): Uint8Array {
  return box(
    "mvhd",
    number(0, 12, "big"),
    number(scale, 4, "big"),
    number(duration, 4, "big"),
    new Uint8Array(80),
  );
}

/** A movie header of version 1. */
export function longMovieHeader(scale: number, duration: bigint): Uint8Array {
  const head = [1, number(0, 3, "big"), number(0, 16, "big")];
  return box("mvhd", ...head, number(scale, 4, "big"), number(duration, 8, "big"), new Uint8Array(80));
}
