/**
 * How long recordings and videos play, read from their heads and tails.
 *
 * @module
 */

import { findOpusStream, PAGE_HEADER_BYTES } from "./audio.ts";
import type { ByteSource } from "./open-file.ts";

/** Where the last page of an Ogg file begins at the latest: no page is longer than this, bytes. */
const TAIL_BYTES = 65_536;
/** Samples a millisecond; Opus always counts at 48 kHz. */
const OPUS_RATE = 48n;
/** Larger values are damage, not durations; and the service reads 32 bits. Milliseconds. */
const MAX_DURATION = 2 ** 31 - 1;

/**
 * How long a file of a type plays, in milliseconds, rounded to the nearest; `undefined` where the file does not say,
 * is damaged or has none. Never throws for what is in the file.
 */
export function mediaDuration(type: string, source: ByteSource): number | undefined {
  if (type !== "opus" && type !== "mp4") return undefined;
  const duration = type === "opus" ? opusDuration(source) : mp4Duration(source);
  return duration !== undefined && duration > 0 && duration <= MAX_DURATION ? duration : undefined;
}

/** The last position of the stream, less the samples that are not played. */
function opusDuration(source: ByteSource): number | undefined {
  const stream = findOpusStream(source);
  if (stream === undefined) return undefined;
  const start = Math.max(0, source.size - TAIL_BYTES);
  const tail = source.read(start, TAIL_BYTES);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - PAGE_HEADER_BYTES; at >= 0; at--) {
    // "OggS", version 0, of this stream.
    if (view.getUint32(at) !== 0x4f676753 || view.getUint8(at + 4) !== 0) continue;
    if (view.getUint32(at + 14, true) !== stream.serial) continue;
    const position = view.getBigInt64(at + 6, true);
    // On this page no packet ends: an earlier one has the position.
    if (position === -1n) continue;
    return divideRounded(position - BigInt(stream.preSkip), OPUS_RATE);
  }
  return undefined;
}

/** Duration and time scale of the movie header. */
function mp4Duration(source: ByteSource): number | undefined {
  const movie = findMp4Box(source, "moov", { start: 0, end: source.size });
  const header = movie && findMp4Box(source, "mvhd", movie);
  if (header === undefined) return undefined;
  const bytes = source.read(header.start, Math.min(header.end - header.start, 32));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[0];
  if (version === 0 && bytes.length >= 20) {
    const ticks = view.getUint32(16);
    return ticks === 0xffff_ffff
      ? undefined
      : divideRounded(BigInt(ticks) * 1000n, BigInt(view.getUint32(12)));
  }
  if (version === 1 && bytes.length >= 32) {
    const ticks = view.getBigUint64(24);
    const unknown = ticks === 0xffff_ffff_ffff_ffffn;
    return unknown ? undefined : divideRounded(ticks * 1000n, BigInt(view.getUint32(20)));
  }
  return undefined;
}

/** A quotient rounded to the nearest whole number; `undefined` for a divisor of zero. */
function divideRounded(dividend: bigint, divisor: bigint): number | undefined {
  return divisor === 0n || dividend < 0n ? undefined : Number((dividend * 2n + divisor) / (divisor * 2n));
}

/** Where the content of a box lies, bytes; `end` is the first byte behind it. */
export interface Mp4Box {
  readonly start: number;
  readonly end: number;
}

/** Most boxes that are skipped in one place; real files have tens. */
const MAX_BOXES = 1_000;

/**
 * Finds the first box of a type among those that lie side by side in a part of an MP4 file. A
 * size of 1 stands for a 64-bit size behind the type, 0 for "to the end". `undefined` where there is none, or where a
 * size makes no sense.
 */
export function findMp4Box(source: ByteSource, type: string, within: Mp4Box): Mp4Box | undefined {
  let at = within.start;
  for (let count = 0; count < MAX_BOXES && at + 8 <= within.end; count++) {
    const head = source.read(at, 16);
    if (head.length < 8) return undefined;
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const short = view.getUint32(0);
    if (short === 1 && head.length < 16) return undefined;
    const size = short === 1 ? Number(view.getBigUint64(8)) : short === 0 ? within.end - at : short;
    const headBytes = short === 1 ? 16 : 8;
    if (size < headBytes || at + size > within.end) return undefined;
    if (String.fromCharCode(...head.subarray(4, 8)) === type) {
      return { start: at + headBytes, end: at + size };
    }
    at += size;
  }
  return undefined;
}
