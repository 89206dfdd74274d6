import { filledStringAt } from "../../json-access.ts";
import { formatFolder } from "./format-folder.ts";
import { objectRenderer } from "./object-renderer.ts";

/** A folder: opened where its listing was fetched, else one tag (reading sheet 4.8, 5.5). */
export const renderFolder = objectRenderer("folder", (content, { folders }) => {
  const key = filledStringAt(content, "file_key");
  if (key === undefined) return "[Folder]";
  return formatFolder(key, filledStringAt(content, "file_name"), folders?.get(key));
});
