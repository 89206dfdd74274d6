import type { Warning } from "../enrich/notices.ts";
import type { ByteSource } from "./byte-source.ts";

/** Warns where a video is in no MP4 container, by its first box (writing sheet 10.5): clients may not play it. */
export function checkVideo(source: ByteSource): readonly Warning[] {
  if (String.fromCharCode(...source.read(4, 4)) === "ftyp") return [];
  const detail =
    "the video is no MP4 file, so clients may not play it; convert it with: ffmpeg -i IN OUT.mp4";
  return [{ key: "video_may_not_play", detail }];
}
