import type { ByteSource } from "./byte-source.ts";

/** What the first page of an Ogg stream of Opus tells. */
export interface OpusStream {
  /** Which of the streams in the file it is. */
  readonly serial: number;
  /** Samples of 48 kHz at the start that are not played. */
  readonly preSkip: number;
}

/** Bytes of a page before its table of segments. */
export const PAGE_HEADER_BYTES = 27;
/** Streams that may begin side by side; files in use have one or two. */
const MAX_STREAMS = 16;
const BEGINS_STREAM = 0x02;

/**
 * Finds the Opus stream in an Ogg file: among the pages at its start that begin a stream, the one with an `OpusHead`
 * packet (RFC 7845). `undefined` where there is none.
 */
export function findOpusStream(source: ByteSource): OpusStream | undefined {
  let at = 0;
  for (let count = 0; count < MAX_STREAMS; count++) {
    const page = source.read(at, PAGE_HEADER_BYTES + 255 + 19);
    if (page.length < PAGE_HEADER_BYTES || text(page, 0, 4) !== "OggS") return undefined;
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
    if ((view.getUint8(5) & BEGINS_STREAM) === 0) return undefined;
    const segments = view.getUint8(26);
    const content = PAGE_HEADER_BYTES + segments;
    if (text(page, content, 8) === "OpusHead" && page.length >= content + 12) {
      return { serial: view.getUint32(14, true), preSkip: view.getUint16(content + 10, true) };
    }
    at += content + page.subarray(PAGE_HEADER_BYTES, content).reduce((sum, length) => sum + length, 0);
  }
  return undefined;
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
