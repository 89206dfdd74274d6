import type { ByteSource } from "./byte-source.ts";
import { tiffSize } from "./tiff-size.ts";

/** The formats that the service takes (writing sheet 10.2). */
export type ImageFormat = "jpeg" | "png" | "webp" | "gif" | "bmp" | "ico" | "tiff" | "heic";

/** A format, and the picture's size in pixels where it is easily had. */
export interface ImageKind {
  readonly format: ImageFormat;
  readonly width?: number;
  readonly height?: number;
}

/** Most segments of a JPEG that are looked at on the way to its size. */
const MAX_SEGMENTS = 500;
const HEIC_BRANDS: readonly string[] = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** Tells by its bytes what a picture is; `undefined` for anything that the service does not take as one. */
export function imageKind(source: ByteSource): ImageKind | undefined {
  const bytes = source.read(0, 64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(0, 3) === "\xff\xd8\xff") return { format: "jpeg", ...jpegSize(source) };
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return { format: "png", ...pngSize(view) };
  if (/^GIF8[79]a$/.test(text(0, 6))) {
    return bytes.length < 10
      ? { format: "gif" }
      : size("gif", view.getUint16(6, true), view.getUint16(8, true));
  }
  if (text(0, 4) === "RIFF" && text(8, 4) === "WEBP") {
    return { format: "webp", ...webpSize(view, text(12, 4)) };
  }
  if (text(0, 4) === "II*\0" || text(0, 4) === "MM\0*") return { format: "tiff", ...tiffSize(source) };
  if (text(4, 4) === "ftyp" && HEIC_BRANDS.includes(text(8, 4))) return { format: "heic" };
  if (text(0, 4) === "\0\0\x01\0" && bytes.length >= 22 && view.getUint16(4, true) > 0) {
    // A zero stands for 256.
    return size("ico", bytes[6] || 256, bytes[7] || 256);
  }
  if (text(0, 2) === "BM" && bytes.length >= 26) return bmpKind(view);
  return undefined;
}

function size(format: ImageFormat, width: number, height: number): ImageKind {
  return { format, width, height };
}

type PixelSize = Pick<ImageKind, "width" | "height">;

function pngSize(view: DataView): PixelSize {
  return view.byteLength < 24 ? {} : { width: view.getUint32(16), height: view.getUint32(20) };
}

/** "BM" alone is no proof: the header behind it must have one of the lengths in use. */
function bmpKind(view: DataView): ImageKind | undefined {
  const header = view.getUint32(14, true);
  if (header === 12) return size("bmp", view.getUint16(18, true), view.getUint16(20, true));
  if (header < 40 || header > 124) return undefined;
  // A negative height says that the rows run from the top.
  return size("bmp", Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)));
}

function webpSize(view: DataView, chunk: string): PixelSize {
  if (view.byteLength < 30) return {};
  const triple = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1;
  if (chunk === "VP8X") return { width: triple(24), height: triple(27) };
  if (chunk === "VP8 ") {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (chunk !== "VP8L") return {};
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** The size stands in the first "start of frame" segment, behind previews and colour profiles of any length. */
function jpegSize(source: ByteSource): PixelSize {
  let at = 2;
  for (let count = 0; count < MAX_SEGMENTS; count++) {
    const bytes = source.read(at, 9);
    if (bytes.length < 9 || bytes[0] !== 0xff) return {};
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const marker = view.getUint8(1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(7), height: view.getUint16(5) };
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xd9 || marker === 0xda || view.getUint16(2) < 2) return {};
    else at += 2 + view.getUint16(2);
  }
  return {};
}
