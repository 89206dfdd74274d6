/**
 * The one pager (docs/contract.md, 8): follows page tokens to the end, to a limit or to a fault, and says which it was.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import { objectsAt, stringAt } from "../json/access.ts";
import type { JsonObject, JsonValue } from "../json/json.ts";
import { sleep, type World } from "../world.ts";
import { responseData, unexpectedShape } from "./response.ts";

/** How far to go. */
export interface PageOptions {
  /** Where to begin; absent for the first page. */
  readonly token: string | undefined;
  /** Most pages; `Infinity` for all. */
  readonly limit: number;
  /** Wait between two requests, milliseconds. */
  readonly delay: number;
}

/** One page. */
export interface Page {
  /** From 1. */
  readonly number: number;
  /** `data` of the answer. */
  readonly data: JsonObject;
  readonly hasMore: boolean;
  /** Where the next page begins; empty when the service told nothing. */
  readonly token: string;
}

/** How a walk ended. */
export interface PagingResult {
  /** The service said that there is no more. */
  readonly complete: boolean;
  readonly pages: number;
  /** Where to go on, if the walk is not complete. */
  readonly nextToken: string | undefined;
  readonly hasMore: boolean;
  /** Why it stopped before its limit; pages before it are good. */
  readonly failure: Failure | undefined;
  /** The failure is that the tokens lead nowhere. */
  readonly isBroken?: true;
}

/**
 * Walks the pages of a list.
 *
 * @param ask fetches one page: the body of the answer
 * @throws {Failure} when the first page cannot be had, or the person interrupts.
 */
export async function* paginate(
  world: Pick<World, "clock" | "interrupt">,
  ask: (token: string | undefined, number: number) => Promise<JsonObject>,
  wish: PageOptions,
): AsyncGenerator<Page, PagingResult> {
  const seen = new Set(wish.token === undefined ? [] : [wish.token]);
  let token = wish.token;
  for (let number = 1;; number++) {
    let page: Page;
    try {
      if (number > 1 && wish.delay > 0) await sleep(world.clock, wish.delay, world.interrupt);
      page = { number, ...parsePage(await ask(token, number)) };
    } catch (error) {
      if (!(error instanceof Failure) || number === 1) throw error;
      if (error.detail.type === "interrupted") throw error;
      return { complete: false, pages: number - 1, nextToken: token, hasMore: true, failure: error };
    }
    yield page;
    const end = { pages: number, hasMore: page.hasMore, failure: undefined };
    if (!page.hasMore) return { ...end, complete: true, nextToken: undefined };
    if (page.token === "" || seen.has(page.token)) {
      const failure = cursorFailure(page.token);
      return { ...end, complete: false, nextToken: undefined, failure, isBroken: true };
    }
    if (number >= wish.limit) return { ...end, complete: false, nextToken: page.token };
    seen.add(page.token);
    token = page.token;
  }
}

function parsePage(body: JsonObject): Omit<Page, "number"> {
  const data = responseData(body);
  return { data, ...readCursor(data) };
}

/** The failure of a list that says it goes on and not where, or where it was before. */
export function cursorFailure(token: string): Failure {
  return new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: token === ""
      ? "the service says that there are more pages, but not where the next one starts"
      : `the service sends the page token "${token}" again: its pages form a loop`,
    hint:
      "what was read so far is complete up to this page; where the list can be narrowed, such as by time, read the " +
      "rest that way",
  });
}

/** Where a page says that its list goes on. */
export interface Cursor {
  readonly hasMore: boolean;
  /** Where the next page begins; empty where the service told nothing. */
  readonly token: string;
}

/**
 * Reads the cursor of a page.
 *
 * @param data `data` of the answer
 * @throws {Failure} `internal`/`invalid_response` where `has_more` is neither true nor false: taken for false, the rest
 * of the list would be lost without a word.
 */
export function readCursor(data: JsonObject): Cursor {
  const hasMore = data["has_more"] ?? false;
  if (typeof hasMore !== "boolean") throw unexpectedShape("data.has_more", hasMore, "true or false");
  return { hasMore, token: stringAt(data, "page_token") || stringAt(data, "next_page_token") || "" };
}

/** The records of a list. */
export interface CollectedPages {
  readonly end: PagingResult;
  /** Empty where they were put out page by page. */
  readonly items: readonly JsonObject[];
  readonly count: number;
}

/**
 * Reads the pages of a list whose records need nothing more.
 *
 * @param key where the records stand in the data
 * @param emit takes the records of each page; absent: all are handed back at the end
 */
export async function collectPages(
  pages: AsyncGenerator<Page, PagingResult>,
  key: string,
  emit?: (items: readonly JsonObject[]) => Promise<void>,
): Promise<CollectedPages> {
  const items: JsonObject[] = [];
  let count = 0;
  while (true) {
    const next = await pages.next();
    if (next.done) return { end: next.value, items, count };
    const found = objectsAt(next.value.data, key);
    count += found.length;
    if (emit !== undefined) await emit(found);
    // One by one: a spread of a long list would overflow the stack.
    else for (const one of found) items.push(one);
  }
}

/** The lists of one page, or of all. */
export type Lists<K extends string> = Readonly<Record<K, readonly JsonObject[]>>;

/** What a walk over pages with several lists found. */
export interface CollectedLists<K extends string> {
  readonly end: PagingResult;
  /** The other fields of the first page, where the service told any. */
  readonly first: Readonly<Record<string, JsonValue | undefined>>;
  /** Empty where the pages were taken one by one. */
  readonly lists: Lists<K>;
}

/**
 * Reads the pages of an answer that has several lists, each joined by itself.
 *
 * @param take takes the lists of each page; absent: all are handed back at the end
 */
export async function collectLists<K extends string>(
  pages: AsyncGenerator<Page, PagingResult>,
  keys: readonly K[],
  take?: (lists: Lists<K>) => Promise<void>,
): Promise<CollectedLists<K>> {
  const all = Object.fromEntries(keys.map((key) => [key, []])) as unknown as Record<K, JsonObject[]>;
  let first: JsonObject | undefined;
  while (true) {
    const next = await pages.next();
    if (next.done) return { end: next.value, first: first ?? {}, lists: all };
    const { data } = next.value;
    first ??= data;
    const lists = Object.fromEntries(keys.map((key) => [key, objectsAt(data, key)])) as Lists<K>;
    if (take !== undefined) await take(lists);
    // One by one: a spread of a long list would overflow the stack.
    else for (const key of keys) for (const one of lists[key]) all[key].push(one);
  }
}
