/**
 * Files to be sent, made by hand: the smallest ones that pass for what they are.
 *
 * @module
 */

import { box, bytesOf, movieHeader, number, oggPage, opusHead } from "./bytes.ts";
import { seededRandom } from "./fake-world.ts";

/** So many bytes that look like nothing and are the same in every run. */
export function noise(size: number, seed = 5): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Uint8Array.from({ length: size }, () => Math.floor(random() * 256));
}

/** A PNG of so many pixels, by its header, with bytes behind it that differ from seed to seed. */
export function pngImage({ width = 8, height = 6, size = 500, seed = 1 } = {}): Uint8Array<ArrayBuffer> {
  const head = bytesOf(
    ...[0x89, "PNG\r\n", 0x1a, "\n", number(13, 4, "big"), "IHDR"],
    ...[number(width, 4, "big"), number(height, 4, "big"), 8, 2, 0, 0, 0, number(0, 4, "big")],
  );
  return bytesOf(head, noise(Math.max(0, size - head.length), seed));
}

/** An Opus recording of so many milliseconds. */
export function opusAudio(ms: number): Uint8Array<ArrayBuffer> {
  const last = { position: BigInt(ms) * 48n + 312n, type: 4, content: noise(300) };
  return bytesOf(opusHead(312), oggPage({ position: 0n, content: bytesOf("OpusTags") }), oggPage(last));
}

/** An MP4 video of so many milliseconds, with its content before its index, as cameras write it. */
export function mp4Video(ms: number, size = 2000): Uint8Array<ArrayBuffer> {
  const content = box("mdat", noise(size));
  return bytesOf(box("ftyp", "isom", number(0, 4, "big")), content, box("moov", movieHeader(1000, ms)));
}
