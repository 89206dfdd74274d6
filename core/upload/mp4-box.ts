import type { ByteSource } from "./byte-source.ts";

/** Where the content of a box lies, bytes; `end` is the first byte behind it. */
export interface Mp4Box {
  readonly start: number;
  readonly end: number;
}

/** Most boxes that are passed over in one place; real files have tens. */
const MAX_BOXES = 1_000;

/**
 * Finds the first box of a type among those that lie side by side in a stretch of an MP4 file (writing sheet 10.6). A
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
