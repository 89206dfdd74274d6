import { formatBytes } from "../text/size.ts";
import type { DownloadResult } from "./download.ts";

/** What is wrong, in words. */
export function problemText({ problem, size_bytes, expected_bytes }: DownloadResult): string {
  const has = expected_bytes === undefined ? "" : ` of ${formatBytes(expected_bytes)}`;
  switch (problem) {
    case "missing":
      return "is not there";
    case "incomplete":
      return `is not complete: it has ${formatBytes(size_bytes)}${has}`;
    case "not_a_file":
      return "is not a file";
    case "other_size":
      return `has ${size_bytes} bytes instead of ${expected_bytes ?? "another number"}`;
    case "other_bytes":
      return "differs from the file of the service";
    default:
      return "matches the file of the service";
  }
}
