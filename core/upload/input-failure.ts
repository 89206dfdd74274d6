import { Failure, invalidArgument, withDetail } from "../failure.ts";
import { errorCode } from "../file-failure.ts";

/** What is wrong with a file that a person named, by the system's code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "no right to read it",
  EPERM: "no right to read it",
  ENOTDIR: "a part of the path is no directory",
  EISDIR: "it is a directory",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "the name is too long",
};

/** A file that was named and can't be had is wrong input: exit 2 with the flag (writing sheet 2.6). */
export function inputFailure(flag: string, path: string, error: unknown): Failure {
  if (error instanceof Failure && error.detail.type !== "internal") {
    return withDetail(error, { param: flag });
  }
  const cause = error instanceof Failure ? error.cause : error;
  const said = cause instanceof Error ? cause.message : String(cause);
  const reason = REASONS[errorCode(cause)] ?? said;
  return invalidArgument(
    flag,
    `${flag}: ${reason}: ${JSON.stringify(path)}`,
    "paths count from the working directory; set it with -C DIR",
  );
}
