import type { ByteSource } from "./byte-source.ts";

/** Most entries of the first directory that are looked at. */
const MAX_ENTRIES = 200;
const WIDTH_TAG = 256;
const HEIGHT_TAG = 257;
/** Type of a 16-bit value; every other one in use here has 32 bits. */
const SHORT = 3;

/** The size in pixels of the first picture of a TIFF file; empty where its directory does not tell both. */
export function tiffSize(source: ByteSource): { readonly width?: number; readonly height?: number } {
  const head = source.read(0, 8);
  if (head.length < 8) return {};
  const little = head[0] === 0x49;
  const directory = viewOf(head).getUint32(4, little);
  const count = source.read(directory, 2);
  if (count.length < 2) return {};
  const entries = source.read(directory + 2, Math.min(viewOf(count).getUint16(0, little), MAX_ENTRIES) * 12);
  const view = viewOf(entries);
  let width: number | undefined;
  let height: number | undefined;
  for (let at = 0; at + 12 <= entries.length; at += 12) {
    const tag = view.getUint16(at, little);
    if (tag !== WIDTH_TAG && tag !== HEIGHT_TAG) continue;
    const value = view.getUint16(at + 2, little) === SHORT
      ? view.getUint16(at + 8, little)
      : view.getUint32(at + 8, little);
    if (tag === WIDTH_TAG) width = value;
    else height = value;
  }
  return width === undefined || height === undefined ? {} : { width, height };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
