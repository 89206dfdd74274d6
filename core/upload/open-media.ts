import type { Warning } from "../enrich/notices.ts";
import type { World } from "../world.ts";
import { checkAudio } from "./check-audio.ts";
import { checkImage } from "./check-image.ts";
import { checkVideo } from "./check-video.ts";
import { mediaDuration } from "./duration.ts";
import { chooseFileType, type FileType } from "./file-type.ts";
import { isImageFlag, type MediaFlag, type MediaSource } from "./media-source.ts";
import type { OpenFile } from "./open-file.ts";
import { openLocalFile } from "./open-local-file.ts";
import { openUrl, type UrlOptions } from "./open-url.ts";
import { checkUploadSize, type UploadKind } from "./size-limit.ts";

/** Something to upload that was looked at; whoever opened it closes its file. */
export interface OpenMedia {
  readonly file: OpenFile;
  readonly kind: UploadKind;
  /** What the service is told a file is; absent for images. */
  readonly fileType?: FileType;
  /** Milliseconds, where a recording or video tells. */
  readonly durationMs?: number;
  readonly warnings: readonly Warning[];
}

/**
 * Opens what a flag names, a path or an address, and checks size and content before anything is sent (writing sheet
 * 10.2 to 10.6).
 *
 * @throws {Failure} exit 2 naming the flag, or `network` for an address that could not be fetched.
 */
export async function openMedia(
  world: World,
  flag: MediaFlag,
  source: Exclude<MediaSource, { kind: "key" }>,
  options: Omit<UrlOptions, "kind">,
): Promise<OpenMedia> {
  const kind = isImageFlag(flag) ? "image" : "file";
  const file = source.kind === "path"
    ? await openLocalFile(world, flag, source.path)
    : await openUrl(world, flag, source.url, { ...options, kind });
  try {
    return examine(flag, kind, file);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function examine(flag: MediaFlag, kind: UploadKind, file: OpenFile): OpenMedia {
  const warnings = checkUploadSize(flag, kind, file.size);
  if (isImageFlag(flag)) {
    checkImage(flag, file);
    return { file, kind, warnings };
  }
  if (flag === "--audio") checkAudio(flag, file);
  const fileType = chooseFileType(flag, file.name);
  const durationMs = mediaDuration(fileType, file);
  return {
    file,
    kind,
    fileType,
    ...(durationMs === undefined ? {} : { durationMs }),
    warnings: flag === "--video" ? [...warnings, ...checkVideo(file)] : warnings,
  };
}
