import { invalidArgument } from "../failure.ts";
import type { MediaSource } from "./media-source.ts";

/** What to do with a recording that is not Opus. */
export const AUDIO_HINT =
  "convert it with: ffmpeg -i IN -acodec libopus -ac 1 -ar 16000 OUT.opus; or send it with --file";

/**
 * Checks what the name of a recording tells before anything is opened (writing sheet 2.2, rule 4): an extension, of
 * the path or of the path in an address, must be `.opus` or `.ogg`. Keys and names without one pass.
 *
 * @throws {Failure} exit 2 for `--audio`.
 */
export function checkAudioName(source: MediaSource): void {
  if (source.kind === "key") return;
  const path = source.kind === "url" ? new URL(source.url).pathname : source.path;
  const extension = /[^/\\]\.([^./\\]*)$/.exec(path)?.[1];
  if (extension === undefined || /^(?:opus|ogg)$/i.test(extension)) return;
  throw invalidArgument(
    "--audio",
    `--audio takes Opus recordings (.opus, .ogg): ".${extension}"`,
    AUDIO_HINT,
  );
}
