import { nonEmptyStringAt } from "../../json/access.ts";
import type { JsonObject, JsonValue } from "../../json/json.ts";
import { formatTag } from "./markup.ts";
import { type FolderListing, objectRenderer } from "./renderer.ts";

/** A folder: opened where its listing was fetched, else one tag. */
export const renderFolder = objectRenderer("folder", (content, { folders }) => {
  const key = nonEmptyStringAt(content, "file_key");
  if (key === undefined) return "[Folder]";
  return formatFolder(key, nonEmptyStringAt(content, "file_name"), folders?.get(key));
});

/** Most children of a folder that are shown. */
const MAX_CHILDREN = 10;

/**
 * A folder's tag with what its listing tells: the number of its children, the first ten of them, and whether there are
 * more than these. All on one line.
 */
export function formatFolder(
  key: string,
  name: string | undefined,
  listing: FolderListing | undefined,
): string {
  if (listing === undefined) return formatTag("folder", { key, name });
  const total = parseCount(listing.total);
  const shown = listing.items.flatMap((child) => formatChild(child) ?? []).slice(0, MAX_CHILDREN);
  const most = Math.max(total ?? 0, listing.items.length);
  // A count of zero beside children is wrong, so it is told of empty folders only.
  const isCountTold = total !== undefined && (total > 0 || most === 0);
  const attributes = {
    key,
    name,
    child_count: isCountTold ? String(total) : undefined,
    has_more: most > shown.length ? "true" : undefined,
  };
  return formatTag("folder", attributes, shown.length === 0 ? undefined : shown.join(""));
}

function formatChild(child: JsonObject): string | undefined {
  const key = nonEmptyStringAt(child, "file_key");
  if (key === undefined) return undefined;
  const name = nonEmptyStringAt(child, "name");
  if (child["is_folder"] !== true) return formatTag("file", { key, name });
  const count = parseCount(child["children_count"]) ?? 0;
  return formatTag("folder", { key, name, child_count: count > 0 ? String(count) : undefined });
}

/** A whole number from zero on, told as a number or as text. */
function parseCount(value: JsonValue | undefined): number | undefined {
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
