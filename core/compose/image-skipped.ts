import type { Warning } from "../enrich/notices.ts";
import type { Failure } from "../failure.ts";
import type { MediaSource } from "../upload/media-source.ts";
import { shownUrl } from "../upload/shown-url.ts";

/** The warning about an image that a post goes without. */
export function imageSkipped(kind: MediaSource["kind"], source: string, failure: Failure): Warning {
  return {
    key: "image_skipped",
    detail: `${kind === "url" ? shownUrl(source) : source}: ${failure.message}`,
  };
}
