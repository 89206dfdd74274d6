import { integer, mark, recordOf, text, word } from "../json/shape.ts";
import type { DownloadResult } from "./download.ts";

/** The shape of what a download reports. */
export const RESULT = recordOf<DownloadResult>({
  "saved_path?": text("absolute; absent where the bytes went to standard output"),
  size_bytes: integer(),
  content_type: text(),
  requests: integer("how many it took"),
  "resumed_from?": integer("bytes kept from an earlier run"),
  "unchanged?": mark("the same file was there already; nothing was written"),
  "compared?": word(["head_and_tail", "sha256"], "how that was found out"),
  "sha256?": text(),
});
