import { integer, mark, recordOf, text, truth, word } from "../json/shape.ts";
import type { DownloadResult } from "./download.ts";

/** The shape of what a download reports. */
export const RESULT = recordOf<Partial<Pick<DownloadResult, "compared">> & Omit<DownloadResult, "compared">>({
  "saved_path?": text("absolute; absent where the bytes went to standard output"),
  size_bytes: integer(),
  content_type: text(),
  requests: integer("how many it took"),
  "resumed_from?": integer("bytes kept from an earlier run"),
  "unchanged?": mark("the same file was there already; nothing was written"),
  "compared?": word(
    ["nothing", "length", "head_and_tail", "sha256"],
    "how it was compared with the service; with verify, verbose, or where it is nothing",
  ),
  "sha256?": text(),
  "verified?": truth("with verify: the file matches that of the service"),
  "problem?": word(
    ["missing", "incomplete", "not_a_file", "other_size", "other_bytes"],
    "what is wrong with it",
  ),
  "expected_bytes?": integer("size of the service's file, with problem"),
});
