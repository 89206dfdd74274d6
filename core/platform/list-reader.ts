/**
 * The one reader of lists: goes through pages in order and reads their records by schemas.
 *
 * @module
 */

import { objectsAt } from "../json/access.ts";
import { type JsonObject, stringifyJson } from "../json/json.ts";
import { readAs, type WireSchema } from "../json/schema.ts";
import type { Listing } from "./listing.ts";
import type { Page, PagingResult } from "./pages.ts";

/** The pages of a list, in order, and how the walk ended. */
export type Pages = AsyncGenerator<Page, PagingResult>;

/**
 * Hands over the pages one after another; the next one is fetched when `take` is done.
 *
 * @throws {Failure} when the first page cannot be fetched
 */
export async function eachPage(
  pages: Pages,
  take: (page: Page) => void | Promise<void>,
): Promise<PagingResult> {
  while (true) {
    const next = await pages.next();
    if (next.done) return next.value;
    await take(next.value);
  }
}

/** The end of a walk whose next token says all that the next run has to know. */
export function placedEnd(end: PagingResult, listing: Listing | undefined): PagingResult {
  const nextToken = listing?.tokenOf(end.nextToken);
  return listing === undefined || nextToken === end.nextToken ? end : { ...end, nextToken };
}

/** Schemas of the lists of a page, by the key of the list in the page's data. */
export type ListSchemas = Readonly<Record<string, WireSchema<JsonObject>>>;

/** The records of a schema. */
export type RecordsOf<S> = S extends WireSchema<infer T> ? readonly T[] : never;

/** The lists of one page, or of all. */
export type Lists<S extends ListSchemas> = { readonly [K in keyof S]: RecordsOf<S[K]> };

/** What was read. */
export interface ReadLists<S extends ListSchemas> {
  readonly end: PagingResult;
  /** Each list joined by itself; empty where the pages were taken one by one. */
  readonly lists: Lists<S>;
  /** Records of all lists. */
  readonly count: number;
  /** Data of the first and of the last page, as received. */
  readonly first: JsonObject;
  readonly last: JsonObject;
}

/** What identifies a record of a list; `undefined` if nothing does. */
export type IdOf = (record: JsonObject) => string | undefined;

/** The id of records that is made of their fields; none where the first of them is missing. */
export function idFrom(...fields: readonly string[]): IdOf {
  return (record) => {
    const values = fields.map((field) => record[field] ?? "");
    return values[0] === "" ? undefined : JSON.stringify(values.map(String));
  };
}

/** What a record is called in the listing of a run: its id, or itself where nothing identifies it. */
export function listedId(key: string, record: JsonObject, idOf: IdOf): string {
  return `${key} ${idOf(record) ?? stringifyJson(record)}`;
}

/** The listing that says which records are left, and the lists that it is about; all unless they are named. */
export interface ListedLists {
  readonly listing: Listing;
  readonly keys?: readonly string[];
}

/**
 * Reads all pages. A record that overlapping pages list twice is read once. Entries that are not objects are left out:
 * fetching the pages refused them.
 *
 * @param idOf what identifies the records of each list
 * @param take takes the lists of each page; absent: they are joined and handed back at the end
 * @param listed leaves out what was shown before; absent: nothing
 * @throws {Failure} like `eachPage`
 */
export async function readLists<const S extends ListSchemas>(
  pages: Pages,
  schemas: S,
  idOf: IdOf,
  take?: (lists: Lists<S>) => Promise<void>,
  listed?: ListedLists,
): Promise<ReadLists<S>> {
  const keys = Object.keys(schemas);
  const all: Readonly<Record<string, JsonObject[]>> = Object.fromEntries(keys.map((key) => [key, []]));
  let first: JsonObject | undefined;
  let last: JsonObject = {};
  const seen = new Set<string>();
  const isFresh = (key: string) => (one: JsonObject) => {
    const id = idOf(one);
    if (id === undefined) return true;
    const name = `${key} ${id}`;
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  };
  let count = 0;
  const end = await eachPage(pages, async (page) => {
    const { data } = page;
    first ??= data;
    last = data;
    const read: Readonly<Record<string, readonly JsonObject[]>> = readPage(data, schemas);
    const named = keys.map((key) => ({ key, records: (read[key] ?? []).filter(isFresh(key)) }));
    const lists = Object.fromEntries(
      leftOf(named, page, idOf, listed).map(({ key, records }) => [key, records]),
    ) as unknown as Lists<S>;
    for (const key of keys) {
      const records: readonly JsonObject[] = lists[key] ?? [];
      count += records.length;
      if (take !== undefined) continue;
      // One by one: a spread of a long list would overflow the stack.
      for (const one of records) all[key]?.push(one);
    }
    await take?.(lists);
  });
  const placed = placedEnd(end, listed?.listing);
  return { end: placed, lists: all as unknown as Lists<S>, count, first: first ?? {}, last };
}

interface NamedRecords {
  readonly key: string;
  readonly records: readonly JsonObject[];
}

/** The records of a page that are still to be shown. */
function leftOf(
  lists: readonly NamedRecords[],
  page: Page,
  idOf: IdOf,
  { listing, keys }: Partial<ListedLists> = {},
): readonly NamedRecords[] {
  if (listing === undefined) return lists;
  const isListed = (key: string) => keys === undefined || keys.includes(key);
  const listed = lists.filter(({ key }) => isListed(key));
  const ids = listed.flatMap(({ key, records }) => records.map((one) => listedId(key, one, idOf)));
  const isLeft = listing.take(page, ids);
  let at = 0;
  return lists.map(({ key, records }) => ({
    key,
    records: isListed(key) ? records.filter(() => isLeft[at++]) : records,
  }));
}

function readPage<S extends ListSchemas>(data: JsonObject, schemas: S): Lists<S> {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [key, recordsAt(data, key, schema)]),
  ) as unknown as Lists<S>;
}

/** The records under a key of an answer's data, read by a schema; entries that are no objects are left out. */
export function recordsAt<T>(data: JsonObject, key: string, schema: WireSchema<T>): readonly T[] {
  return objectsAt(data, key).map((one) => readAs(schema, one));
}
