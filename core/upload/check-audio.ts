import { invalidArgument } from "../failure.ts";
import { AUDIO_HINT } from "./audio-name.ts";
import type { ByteSource } from "./byte-source.ts";
import { findOpusStream } from "./opus-stream.ts";

/** How the flag that calls a file a recording is written, and what to do with a file that is none. */
const FLAGS = {
  "--audio": { written: "--audio", hint: AUDIO_HINT },
  "--file-type": {
    written: "--file-type opus",
    hint: "upload it with --file-type stream, or convert it with: " +
      "ffmpeg -i IN -acodec libopus -ac 1 -ar 16000 OUT.opus",
  },
} as const;

/**
 * Checks that a recording is an Ogg file with an Opus stream, whatever it is called (writing sheet 10.5).
 *
 * @param flag what calls it a recording
 * @throws {Failure} exit 2 for that flag.
 */
export function checkAudio(flag: keyof typeof FLAGS, source: ByteSource): void {
  if (findOpusStream(source) !== undefined) return;
  const { written, hint } = FLAGS[flag];
  throw invalidArgument(flag, `${written} takes Opus recordings, and this is none`, hint);
}
