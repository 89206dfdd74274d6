import { invalidArgument } from "../../core/failure.ts";
import { formatSecond } from "../../core/message/local-time.ts";
import type { ReadingValues } from "./reading-flags.ts";

/** Refuses a time range that ends before it begins. */
export function checkTimes(
  { start, end }: { readonly start?: number | undefined; readonly end?: number | undefined },
  nameOf: (key: string) => string,
): void {
  if (start === undefined || end === undefined || start <= end) return;
  throw invalidArgument(
    nameOf("start"),
    `${nameOf("start")} is later than ${nameOf("end")}: "${formatSecond(start)}" and "${formatSecond(end)}"`,
    "swap them",
  );
}

/** Refuses a limit of downloads where nothing is downloaded. */
export function checkReading({ downloadLimit, downloadResources }: ReadingValues): void {
  if (downloadLimit === undefined || downloadResources) return;
  throw invalidArgument(
    "--download-limit",
    "--download-limit has no meaning without --download-resources",
    "add --download-resources",
  );
}
