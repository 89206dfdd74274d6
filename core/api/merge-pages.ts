import { isJsonObject, type JsonObject, type JsonValue } from "../json/json.ts";
import { createIdSet } from "../message/id-set.ts";
import { eachPage, type Pages } from "../platform/list-reader.ts";
import type { PagingResult } from "../platform/pages.ts";

/** The pages of a list as one. */
export interface MergedPages {
  /** The first page's object, its lists with the entries of all pages, the last page's `has_more` and token. */
  readonly data: JsonObject;
  readonly end: PagingResult;
  /** Entries of the list that is printed row by row. */
  readonly count: number;
}

/**
 * Reads pages to their end and joins every list in them. A message that overlapping pages list twice is taken once
 * (docs/contract.md, 9); of other records nobody knows what identifies them.
 *
 * @param rowsKey picks the list that holds the records of a page
 * @param emit takes the records of each page; they are then not in the result
 */
export async function mergePages(
  pages: Pages,
  rowsKey: (data: JsonObject) => string | undefined,
  emit?: (rows: readonly JsonObject[]) => Promise<void>,
): Promise<MergedPages> {
  let first: JsonObject | undefined;
  const lists = new Map<string, JsonValue[]>();
  const seen = createIdSet();
  const isFresh = (record: JsonValue) => {
    const id = messageIdOf(record);
    return id === undefined || seen.add(id);
  };
  let count = 0;
  const end = await eachPage(pages, async ({ data }) => {
    first ??= data;
    const rows = rowsKey(data);
    for (const [key, entries] of Object.entries(data)) {
      if (!Array.isArray(entries)) continue;
      const list = lists.get(key) ?? [];
      lists.set(key, list);
      const value: readonly JsonValue[] = key === rows ? entries.filter(isFresh) : entries;
      if (key === rows) count += value.length;
      // What is no record cannot go out as a row and must not get lost.
      if (key === rows && emit !== undefined && value.every(isJsonObject)) await emit(value);
      else for (const one of value) list.push(one);
    }
  });
  const data = { ...first, ...Object.fromEntries(lists), ...cursor(first ?? {}, end) };
  return { data, end, count };
}

/** The id of a message; other records that belong to a message, such as its reactions, have no kind of content. */
function messageIdOf(record: JsonValue): string | undefined {
  if (!isJsonObject(record) || typeof record["msg_type"] !== "string") return undefined;
  const id = record["message_id"];
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** Under the names that the service uses. */
function cursor(first: JsonObject, { hasMore, nextToken }: PagingResult): JsonObject {
  const key = first["page_token"] === undefined && first["next_page_token"] !== undefined
    ? "next_page_token"
    : "page_token";
  return { has_more: hasMore, [key]: nextToken ?? "" };
}
