import { isJsonObject, type JsonObject } from "../json.ts";
import { filledStringAt, objectsAt } from "../json-access.ts";
import { tryJson } from "../platform/answer.ts";
import { contentOf, messageTypeOf, type RawMessage } from "./raw-message.ts";

/** Keys of the folders that a message shows: itself, or in the attachment zone of a post (reading sheet 4.8). */
export function folderKeysOf(message: RawMessage): readonly string[] {
  const type = messageTypeOf(message);
  if (type !== "folder" && type !== "post") return [];
  const content = tryJson(contentOf(message));
  if (!isJsonObject(content)) return [];
  const folders: readonly JsonObject[] = type === "folder"
    ? [content]
    : objectsAt(content, "files").filter((file) => file["is_folder"] === true);
  const keys = folders.map((folder) => filledStringAt(folder, "file_key"));
  return [...new Set(keys.filter((key) => key !== undefined))];
}
