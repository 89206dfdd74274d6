import { nonEmptyStringAt } from "../../json/access.ts";
import type { JsonValue } from "../../json/json.ts";
import { formatLabel, formatTag } from "./markup.ts";
import { objectRenderer, type Renderer } from "./renderer.ts";

/** `[Image: img_7]`. */
export const renderImage = objectRenderer(
  "image",
  (content) => formatLabel("Image", nonEmptyStringAt(content, "image_key")),
);

/** `<file key="file_3" name="plan.pdf"/>`; a file without a name is called by its key. */
export const renderFile = objectRenderer("file", (content) => {
  const key = nonEmptyStringAt(content, "file_key");
  if (key === undefined) return "[File]";
  return formatTag("file", { key, name: nonEmptyStringAt(content, "file_name") ?? key });
});

/** A voice message: `<audio key="file_5" duration="4s"/>`, without a key `[Voice: 4s]`. */
export const renderAudio = objectRenderer("audio", (content) => {
  const key = nonEmptyStringAt(content, "file_key");
  const duration = formatDuration(content["duration"]);
  return key === undefined ? formatLabel("Voice", duration) : formatTag("audio", { key, duration });
});

/** A video (`media` or `video`) with its length and cover picture, where it has them. */
export const renderVideo = objectRenderer("video", (content) => {
  const key = nonEmptyStringAt(content, "file_key");
  if (key === undefined) return "[Video]";
  return formatTag("video", {
    key,
    name: nonEmptyStringAt(content, "file_name") ?? key,
    duration: formatDuration(content["duration"]),
    cover_image_key: nonEmptyStringAt(content, "image_key"),
  });
});

/** A sticker, whatever it shows: its picture cannot be fetched. */
export const renderSticker: Renderer = () => "[Sticker]";

/**
 * A duration in milliseconds, as whole seconds: `4s`. Exact halves round to the even second, and text of digits
 * counts as a number. `undefined` where it is not a number above zero.
 */
export function formatDuration(milliseconds: JsonValue | undefined): string | undefined {
  const value = parseDuration(milliseconds);
  if (!(value > 0 && value < Infinity)) return undefined;
  const seconds = value / 1000;
  const below = Math.floor(seconds);
  const rest = seconds - below;
  const isUp = rest > 0.5 || rest === 0.5 && below % 2 === 1;
  return `${BigInt(isUp ? below + 1 : below)}s`;
}

function parseDuration(value: JsonValue | undefined): number {
  if (typeof value === "number" || typeof value === "bigint") return Number(value);
  return typeof value === "string" && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : NaN;
}
