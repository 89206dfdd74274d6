import { filledStringAt } from "../../json-access.ts";
import { formatDuration } from "./format-duration.ts";
import { formatLabel } from "./format-label.ts";
import { formatTag } from "./format-tag.ts";
import { objectRenderer } from "./object-renderer.ts";

/** A voice message: `<audio key="file_5" duration="4s"/>`, without a key `[Voice: 4s]` (reading sheet 5.1). */
export const renderAudio = objectRenderer("audio", (content) => {
  const key = filledStringAt(content, "file_key");
  const duration = formatDuration(content["duration"]);
  return key === undefined ? formatLabel("Voice", duration) : formatTag("audio", { key, duration });
});
