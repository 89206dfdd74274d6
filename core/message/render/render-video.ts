import { filledStringAt } from "../../json-access.ts";
import { formatDuration } from "./format-duration.ts";
import { formatTag } from "./format-tag.ts";
import { objectRenderer } from "./object-renderer.ts";

/** A video (`media` or `video`) with its length and cover picture, where they are told (reading sheet 5.1). */
export const renderVideo = objectRenderer("video", (content) => {
  const key = filledStringAt(content, "file_key");
  if (key === undefined) return "[Video]";
  return formatTag("video", {
    key,
    name: filledStringAt(content, "file_name") ?? key,
    duration: formatDuration(content["duration"]),
    cover_image_key: filledStringAt(content, "image_key"),
  });
});
