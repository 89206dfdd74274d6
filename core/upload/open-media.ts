import type { Warning } from "../warning.ts";
import type { World } from "../world.ts";
import { checkAudio } from "./audio.ts";
import { mediaDuration } from "./duration.ts";
import { checkImage } from "./image.ts";
import { isImageInput, type MediaInput, type UploadSource } from "./media-source.ts";
import { type ByteSource, type OpenFile, openLocalFile } from "./open-file.ts";
import { openUrl, type UrlOptions } from "./open-url.ts";
import { chooseFileType, type FileType } from "./requests.ts";
import { checkUploadSize, type UploadKind } from "./size-limit.ts";

/** Something to upload, open and checked; the caller closes its file. */
export interface OpenMedia {
  readonly file: OpenFile;
  readonly kind: UploadKind;
  /** The type that a file is uploaded under; absent for images. */
  readonly fileType?: FileType;
  /** Milliseconds, where a recording or video says so. */
  readonly durationMs?: number;
  readonly warnings: readonly Warning[];
}

/**
 * Opens what an input names, a path or an address, and checks size and content before anything is sent.
 *
 * @throws {Failure} exit 2 naming the input, or `network` for an address that could not be fetched.
 */
export async function openMedia(
  world: World,
  inputKey: MediaInput,
  source: UploadSource,
  options: Omit<UrlOptions, "kind">,
): Promise<OpenMedia> {
  const kind = isImageInput(inputKey) ? "image" : "file";
  const file = source.kind === "path"
    ? await openLocalFile(world, inputKey, source.path)
    : await openUrl(world, inputKey, source.url, { ...options, kind });
  try {
    return checkMedia(inputKey, kind, file);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function checkMedia(inputKey: MediaInput, kind: UploadKind, file: OpenFile): OpenMedia {
  const warnings = checkUploadSize(inputKey, kind, file.size);
  if (isImageInput(inputKey)) {
    checkImage(inputKey, file);
    return { file, kind, warnings };
  }
  if (inputKey === "audio") checkAudio(inputKey, file);
  const fileType = chooseFileType(inputKey, file.name);
  const durationMs = mediaDuration(fileType, file);
  return {
    file,
    kind,
    fileType,
    ...(durationMs === undefined ? {} : { durationMs }),
    warnings: inputKey === "video" ? [...warnings, ...checkVideo(file)] : warnings,
  };
}

/** Warns where a video is not in an MP4 container, by its first box: clients may not play it. */
export function checkVideo(source: ByteSource): readonly Warning[] {
  if (String.fromCharCode(...source.read(4, 4)) === "ftyp") return [];
  const detail =
    "the video is not an MP4 file, so clients may not play it; convert it with: ffmpeg -i IN OUT.mp4";
  return [{ key: "video_may_not_play", detail }];
}
