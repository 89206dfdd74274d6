import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../json/json.ts";
import { createIdSet } from "../message/id-set.ts";
import { eachPage, type Pages, placedEnd } from "../platform/list-reader.ts";
import type { Listing } from "../platform/listing.ts";
import type { Page, PagingResult } from "../platform/pages.ts";

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
 * @param listing says which entries are still to be shown; absent: all
 */
export async function mergePages(
  pages: Pages,
  rowsKey: (data: JsonObject) => string | undefined,
  emit?: (rows: readonly JsonObject[]) => Promise<void>,
  listing?: Listing,
): Promise<MergedPages> {
  let first: JsonObject | undefined;
  const lists = new Map<string, JsonValue[]>();
  const seen = createIdSet();
  const isFresh = (record: JsonValue) => {
    const id = messageIdOf(record);
    return id === undefined || seen.add(id);
  };
  let count = 0;
  const walked = await eachPage(pages, async (page) => {
    const { data } = page;
    first ??= data;
    const rows = rowsKey(data);
    for (const [key, entries] of leftEntries(page, listing)) {
      const list = lists.get(key) ?? [];
      lists.set(key, list);
      const value: readonly JsonValue[] = key === rows ? entries.filter(isFresh) : entries;
      if (key === rows) count += value.length;
      // What is no record cannot go out as a row and must not get lost.
      if (key === rows && emit !== undefined && value.every(isJsonObject)) await emit(value);
      else for (const one of value) list.push(one);
    }
  });
  const end = placedEnd(walked, listing);
  const data = { ...first, ...Object.fromEntries(lists), ...cursor(first ?? {}, end) };
  return { data, end, count };
}

/** What a list's entry is called in the listing of a run. */
export function listedEntry(key: string, entry: JsonValue): string {
  return `${key} ${messageIdOf(entry) ?? stringifyJson(entry)}`;
}

/** The lists of a page with the entries that are still to be shown. */
export function leftEntries(
  page: Pick<Page, "number" | "start" | "data">,
  listing: Listing | undefined,
): readonly [string, readonly JsonValue[]][] {
  const lists = Object.entries(page.data)
    .flatMap(([key, entries]): [string, readonly JsonValue[]][] =>
      Array.isArray(entries) ? [[key, entries]] : []
    );
  if (listing === undefined) return lists;
  const isLeft = listing.take(page, lists.flatMap(([key, list]) => list.map((one) => listedEntry(key, one))));
  let at = 0;
  return lists.map(([key, list]) => [key, list.filter(() => isLeft[at++])]);
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
