import { invalidInput } from "../failure.ts";
import { input, phrase } from "../text/phrase.ts";
import { formatBytes } from "../text/size.ts";
import type { Warning } from "../warning.ts";

const MIB = 1024 * 1024;

/** What is uploaded: the two endpoints have limits of their own. */
export type UploadKind = "image" | "file";

/** Largest upload, bytes. */
export const UPLOAD_LIMITS: Readonly<Record<UploadKind, number>> = { image: 10 * MIB, file: 100 * MIB };
/** The limit that the platform's pages name, bytes; larger files are refused by some servers (234006). */
export const DOCUMENTED_LIMITS: Readonly<Record<UploadKind, number>> = { image: 10 * MIB, file: 30 * MIB };

/**
 * Checks a size before anything is sent; returns warnings.
 *
 * @throws {Failure} exit 2 above the limit.
 */
export function checkUploadSize(inputKey: string, kind: UploadKind, size: number): readonly Warning[] {
  const limit = UPLOAD_LIMITS[kind];
  if (size > limit) {
    throw invalidInput(
      inputKey,
      phrase`${input(inputKey)} takes up to ${formatBytes(limit)}, but this has ${formatBytes(size, "up")}`,
      kind === "image"
        ? phrase`send it with ${input("file")}, which takes up to ${formatBytes(UPLOAD_LIMITS.file)}`
        : "share it as a link to a document",
    );
  }
  if (size <= DOCUMENTED_LIMITS[kind]) return [];
  const detail = `the file is ${formatBytes(size, "up")}; the service may refuse more than ${
    formatBytes(DOCUMENTED_LIMITS[kind])
  } (code 234006)`;
  return [{ key: "upload_may_be_refused", detail }];
}
