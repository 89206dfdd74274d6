import { invalidArgument } from "../failure.ts";
import type { ByteSource } from "./byte-source.ts";
import { imageKind } from "./image-kind.ts";

/** What an image is for: to be sent, or to be the picture of a person or chat. */
export type ImageType = "message" | "avatar";

const HINT = "send it with --file: files keep their format and resolution";
const MAX_SIDE = 12_000;
const MAX_GIF_SIDE = 2_000;
const MAX_AVATAR_SIDE = 4_096;

/**
 * Checks format and resolution of an image by its bytes (writing sheet 10.2), so that 234011 and 234039 need no upload.
 *
 * @throws {Failure} exit 2, naming the flag.
 */
export function checkImage(flag: string, source: ByteSource, type: ImageType = "message"): void {
  const kind = imageKind(source);
  if (kind === undefined) {
    throw invalidArgument(flag, `${flag} takes JPEG, PNG, WEBP, GIF, BMP, ICO, TIFF and HEIC images`, HINT);
  }
  const { width, height, format } = kind;
  if (width === undefined || height === undefined) return;
  const usual = format === "gif" ? MAX_GIF_SIDE : MAX_SIDE;
  const most = type === "avatar" ? Math.min(usual, MAX_AVATAR_SIDE) : usual;
  if (width <= most && height <= most) return;
  const what = format === "gif" ? "GIF images" : type === "avatar" ? "avatars" : "images";
  throw invalidArgument(
    flag,
    `${flag} takes ${what} up to ${most}x${most} pixels, and this has ${width}x${height}`,
    type === "avatar" ? "scale the image down" : HINT,
  );
}
