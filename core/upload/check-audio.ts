import { invalidArgument } from "../failure.ts";
import { AUDIO_HINT } from "./audio-name.ts";
import type { ByteSource } from "./byte-source.ts";
import { findOpusStream } from "./opus-stream.ts";

/**
 * Checks that a recording is an Ogg file with an Opus stream, whatever it is called (writing sheet 10.5).
 *
 * @throws {Failure} exit 2 for `--audio`.
 */
export function checkAudio(source: ByteSource): void {
  if (findOpusStream(source) !== undefined) return;
  throw invalidArgument("--audio", "--audio takes Opus recordings, and this is none", AUDIO_HINT);
}
