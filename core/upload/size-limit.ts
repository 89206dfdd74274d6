import { invalidArgument } from "../failure.ts";
import type { Warning } from "../warning.ts";

const KB = 1024;
const MB = 1024 * KB;

/** What is uploaded: the two endpoints have limits of their own. */
export type UploadKind = "image" | "file";

/** Largest upload, bytes. */
export const UPLOAD_LIMITS: Readonly<Record<UploadKind, number>> = { image: 10 * MB, file: 100 * MB };
/** What the platform's pages name as the limit, bytes; larger files are refused by some servers (234006). */
export const DOCUMENTED_LIMITS: Readonly<Record<UploadKind, number>> = { image: 10 * MB, file: 30 * MB };

/**
 * Checks a size before anything is sent. Answers with warnings.
 *
 * @throws {Failure} exit 2 above the limit.
 */
export function checkUploadSize(flag: string, kind: UploadKind, size: number): readonly Warning[] {
  const limit = UPLOAD_LIMITS[kind];
  if (size > limit) {
    throw invalidArgument(
      flag,
      `${flag} takes up to ${formatSize(limit)}, and this has ${formatSize(size)}`,
      kind === "image" ? "send it with --file, which takes up to 100 MB" : "share it as a document link",
    );
  }
  if (size <= DOCUMENTED_LIMITS[kind]) return [];
  const detail = `the file has ${formatSize(size)}; the service may refuse more than ${
    formatSize(DOCUMENTED_LIMITS[kind])
  } (code 234006)`;
  return [{ key: "upload_may_be_refused", detail }];
}

/** A size for people, 1 MB being 1 048 576 bytes; rounded up, so that a file above a limit never looks equal to it. */
export function formatSize(bytes: number): string {
  if (bytes < KB) return `${bytes} B`;
  return bytes < MB ? `${Math.ceil(bytes / KB)} KB` : `${Math.ceil(bytes / MB * 10) / 10} MB`;
}
