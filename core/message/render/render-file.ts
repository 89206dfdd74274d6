import { filledStringAt } from "../../json-access.ts";
import { formatTag } from "./format-tag.ts";
import { objectRenderer } from "./object-renderer.ts";

/** `<file key="file_3" name="plan.pdf"/>`; a file without a name is called by its key (reading sheet 5.1). */
export const renderFile = objectRenderer("file", (content) => {
  const key = filledStringAt(content, "file_key");
  if (key === undefined) return "[File]";
  return formatTag("file", { key, name: filledStringAt(content, "file_name") ?? key });
});
