import { invalidInput } from "../failure.ts";
import { input, phrase } from "../text/phrase.ts";
import type { MediaSource } from "./media-source.ts";
import type { ByteSource } from "./open-file.ts";

/** What the first page of an Opus stream says. */
export interface OpusStream {
  /** Which of the streams in the file it is. */
  readonly serial: number;
  /** Samples of 48 kHz at the start that are not played. */
  readonly preSkip: number;
}

/** Bytes of a page before its table of segments. */
export const PAGE_HEADER_BYTES = 27;
/** Streams that may begin side by side; files in use have one or two. */
const MAX_STREAMS = 16;
const BEGINS_STREAM = 0x02;

/**
 * Finds the Opus stream in an Ogg file: among the pages at its start that begin a stream, the one with an `OpusHead`
 * packet (RFC 7845). `undefined` where there is none.
 */
export function findOpusStream(source: ByteSource): OpusStream | undefined {
  let at = 0;
  for (let count = 0; count < MAX_STREAMS; count++) {
    const page = source.read(at, PAGE_HEADER_BYTES + 255 + 19);
    if (page.length < PAGE_HEADER_BYTES || text(page, 0, 4) !== "OggS") return undefined;
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
    if ((view.getUint8(5) & BEGINS_STREAM) === 0) return undefined;
    const segments = view.getUint8(26);
    const content = PAGE_HEADER_BYTES + segments;
    if (text(page, content, 8) === "OpusHead" && page.length >= content + 12) {
      return { serial: view.getUint32(14, true), preSkip: view.getUint16(content + 10, true) };
    }
    at += content + page.subarray(PAGE_HEADER_BYTES, content).reduce((sum, length) => sum + length, 0);
  }
  return undefined;
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

const CONVERSION = "convert it with: ffmpeg -i IN -acodec libopus -ac 1 -ar 16000 OUT.opus";

/** Inputs that call a file a recording, and what to do with a file that is none. */
const AUDIO_INPUTS = {
  audio: { reference: input("audio"), hint: phrase`${CONVERSION}; or send it with ${input("file")}` },
  fileType: {
    reference: input("fileType", "opus"),
    hint: phrase`upload it with ${input("fileType", "stream")}, or ${CONVERSION}`,
  },
} as const;

/**
 * Checks the name of a recording before anything is opened: an extension, of the path or of the path in an address,
 * must be `.opus` or `.ogg`. Keys and names without one pass.
 *
 * @throws {Failure} exit 2 for the input `audio`.
 */
export function checkAudioName(source: MediaSource): void {
  if (source.kind === "key") return;
  const path = source.kind === "url" ? new URL(source.url).pathname : source.path;
  const extension = /[^/\\]\.([^./\\]*)$/.exec(path)?.[1];
  if (extension === undefined || /^(?:opus|ogg)$/i.test(extension)) return;
  const { reference, hint } = AUDIO_INPUTS.audio;
  throw invalidInput(
    "audio",
    phrase`${reference} takes Opus recordings (.opus, .ogg): ".${extension}"`,
    hint,
  );
}

/**
 * Checks that a recording is an Ogg file with an Opus stream, whatever it is called.
 *
 * @param inputKey what calls it a recording
 * @throws {Failure} exit 2 for that input.
 */
export function checkAudio(inputKey: keyof typeof AUDIO_INPUTS, source: ByteSource): void {
  if (findOpusStream(source) !== undefined) return;
  const { reference, hint } = AUDIO_INPUTS[inputKey];
  throw invalidInput(inputKey, phrase`${reference} takes Opus recordings, and this is not one`, hint);
}
