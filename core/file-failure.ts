import { Failure } from "./failure.ts";

/** What the person can do, by the system's error code. */
const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: "free some space, then run the same command again: what was saved is kept",
  EDQUOT: "the disk quota is used up: free some space, then run the same command again",
  EFBIG: "the file system does not take files of this size",
  EROFS: "the file system is read-only: choose another directory with -C DIR",
  EACCES: "check the rights of the directory, or choose another one with -C DIR",
  EPERM: "check the rights of the directory, or choose another one with -C DIR",
  ENAMETOOLONG: "choose a shorter name with --output",
  ENOTDIR: "a part of the path is a file: choose another path",
};

/** Turns an error of the file system into `internal`/`file_io`, exit 5, with the path (CONTRACT 7). */
export function fileFailure(action: string, path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = errorCode(error);
  const said = error instanceof Error ? error.message : String(error);
  const hint = HINTS[code];
  return new Failure({
    type: "internal",
    subtype: "file_io",
    message: `could not ${action} "${path}": ${said}`,
    ...(hint === undefined ? {} : { hint }),
    path,
  }, error);
}

/** The system's code, such as `ENOENT`; empty where the runtime gave none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
