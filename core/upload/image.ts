import { invalidInput } from "../failure.ts";
import { input, phrase } from "../text/phrase.ts";
import type { ByteSource } from "./open-file.ts";

/** The formats that the service accepts. */
export type ImageFormat = "jpeg" | "png" | "webp" | "gif" | "bmp" | "ico" | "tiff" | "heic";

/** A format, and the size in pixels where it is easy to find. */
export interface ImageKind {
  readonly format: ImageFormat;
  readonly width?: number;
  readonly height?: number;
}

/** Most segments of a JPEG that are read on the way to its size. */
const MAX_SEGMENTS = 500;
const HEIC_BRANDS: readonly string[] = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** The format of an image, by its bytes; `undefined` for anything that the service does not accept as one. */
export function detectImageKind(source: ByteSource): ImageKind | undefined {
  const bytes = source.read(0, 64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(0, 3) === "\xff\xd8\xff") return { format: "jpeg", ...jpegSize(source) };
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return { format: "png", ...pngSize(view, text(12, 4)) };
  if (["GIF87a", "GIF89a"].includes(text(0, 6))) {
    return bytes.length < 10
      ? { format: "gif" }
      : kindOfSize("gif", view.getUint16(6, true), view.getUint16(8, true));
  }
  if (text(0, 4) === "RIFF" && text(8, 4) === "WEBP") {
    return { format: "webp", ...webpSize(view, text(12, 4)) };
  }
  if (text(0, 4) === "II*\0" || text(0, 4) === "MM\0*") return { format: "tiff", ...tiffSize(source) };
  if (text(4, 4) === "ftyp" && HEIC_BRANDS.includes(text(8, 4))) return { format: "heic" };
  if (text(0, 4) === "\0\0\x01\0" && bytes.length >= 22 && view.getUint16(4, true) > 0) {
    // A zero stands for 256.
    return kindOfSize("ico", bytes[6] || 256, bytes[7] || 256);
  }
  if (text(0, 2) === "BM" && bytes.length >= 26) return bmpKind(view);
  return undefined;
}

function kindOfSize(format: ImageFormat, width: number, height: number): ImageKind {
  return { format, width, height };
}

type PixelSize = Pick<ImageKind, "width" | "height">;

/** The size is that of a first chunk "IHDR"; files of iPhone apps begin with another one. */
function pngSize(view: DataView, chunk: string): PixelSize {
  return view.byteLength < 24 || chunk !== "IHDR"
    ? {}
    : { width: view.getUint32(16), height: view.getUint32(20) };
}

/** "BM" alone is no proof: the header behind it must have one of the lengths in use. */
function bmpKind(view: DataView): ImageKind | undefined {
  const header = view.getUint32(14, true);
  if (header === 12) return kindOfSize("bmp", view.getUint16(18, true), view.getUint16(20, true));
  if (header < 40 || header > 124) return undefined;
  // A negative height says that the rows run from the top.
  return kindOfSize("bmp", Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)));
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
    else if (marker === 0xd9 || marker === 0xda) return {};
    // A length below 2, which counts itself, leads to a byte that begins no segment.
    else at += 2 + view.getUint16(2);
  }
  return {};
}

/** Most entries of the first directory that are read. */
const MAX_ENTRIES = 200;
const WIDTH_TAG = 256;
const HEIGHT_TAG = 257;
/** Type of a 16-bit value; every other one in use here has 32 bits. */
const SHORT = 3;

/** The size in pixels of the first image of a TIFF file; empty where its directory lacks one of them. */
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

/** What an image is for: to be sent, or to be the picture of a person or chat. */
export type ImageType = "message" | "avatar";

const HINT = phrase`send it with ${input("file")}: files keep their format and resolution`;
const MAX_SIDE = 12_000;
const MAX_GIF_SIDE = 2_000;
const MAX_AVATAR_SIDE = 4_096;

/**
 * Checks format and resolution of an image by its bytes, so that 234011 and 234039 need no upload.
 *
 * @throws {Failure} exit 2, naming the input.
 */
export function checkImage(inputKey: string, source: ByteSource, type: ImageType = "message"): void {
  const kind = detectImageKind(source);
  if (kind === undefined) {
    throw invalidInput(
      inputKey,
      phrase`${input(inputKey)} takes JPEG, PNG, WEBP, GIF, BMP, ICO, TIFF and HEIC images`,
      HINT,
    );
  }
  const { width, height, format } = kind;
  if (width === undefined || height === undefined) return;
  const usual = format === "gif" ? MAX_GIF_SIDE : MAX_SIDE;
  const most = type === "avatar" ? Math.min(usual, MAX_AVATAR_SIDE) : usual;
  if (width <= most && height <= most) return;
  const what = format === "gif" ? "GIF images" : type === "avatar" ? "avatars" : "images";
  throw invalidInput(
    inputKey,
    phrase`${input(inputKey)} takes ${what} up to ${most}x${most} pixels, but this has ${width}x${height}`,
    type === "avatar" ? "scale the image down" : HINT,
  );
}
