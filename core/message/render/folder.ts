import { nonBlank, nonEmptyStringAt } from "../../json/access.ts";
import type { FolderChild } from "../wire.ts";
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
 * A folder's tag with the number of its children, the first ten of them, and whether there are more than these. All on
 * one line.
 */
export function formatFolder(
  key: string,
  name: string | undefined,
  listing: FolderListing | undefined,
): string {
  if (listing === undefined) return formatTag("folder", { key, name });
  const total = parseCount(listing.total);
  const children = listing.items.flatMap((child) => formatChild(child) ?? []).slice(0, MAX_CHILDREN);
  const most = Math.max(total ?? 0, listing.items.length);
  // A count of zero beside children is wrong, so it is shown for empty folders only.
  const hasCount = total !== undefined && (total > 0 || most === 0);
  const attributes = {
    key,
    name,
    child_count: hasCount ? String(total) : undefined,
    has_more: most > children.length ? "true" : undefined,
  };
  return formatTag("folder", attributes, children.length === 0 ? undefined : children.join(""));
}

function formatChild(child: FolderChild): string | undefined {
  const key = nonBlank(child.file_key);
  if (key === undefined) return undefined;
  const name = nonBlank(child.name);
  if (child.is_folder !== true) return formatTag("file", { key, name });
  const count = parseCount(child.children_count) ?? 0;
  return formatTag("folder", { key, name, child_count: count > 0 ? String(count) : undefined });
}

/** A whole number from zero on. */
function parseCount(value: FolderChild["children_count"]): number | undefined {
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
