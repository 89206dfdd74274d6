/**
 * How long recordings and videos play, read from their heads and tails (writing sheet 10.6).
 *
 * @module
 */

import type { ByteSource } from "./byte-source.ts";
import { findMp4Box } from "./mp4-box.ts";
import { findOpusStream, PAGE_HEADER_BYTES } from "./opus-stream.ts";

/** Where the last page of an Ogg file begins at the latest: no page is longer than this, bytes. */
const TAIL_BYTES = 65_536;
/** Samples a millisecond; Opus always counts at 48 kHz. */
const OPUS_RATE = 48n;
/** Larger values are damage, not durations; and the service reads 32 bits. Milliseconds. */
const MAX_DURATION = 2 ** 31 - 1;

/**
 * Milliseconds that a file of a type plays, rounded to the nearest; `undefined` where the file does not tell, is
 * damaged or has none. Never throws for what is in the file.
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
    return rounded(position - BigInt(stream.preSkip), OPUS_RATE);
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
    return ticks === 0xffff_ffff ? undefined : rounded(BigInt(ticks) * 1000n, BigInt(view.getUint32(12)));
  }
  if (version === 1 && bytes.length >= 32) {
    const ticks = view.getBigUint64(24);
    const unknown = ticks === 0xffff_ffff_ffff_ffffn;
    return unknown ? undefined : rounded(ticks * 1000n, BigInt(view.getUint32(20)));
  }
  return undefined;
}

/** A quotient rounded to the nearest whole number; `undefined` for a divisor of zero. */
function rounded(dividend: bigint, divisor: bigint): number | undefined {
  return divisor === 0n || dividend < 0n ? undefined : Number((dividend * 2n + divisor) / (divisor * 2n));
}
