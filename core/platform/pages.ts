/**
 * Following page tokens to the end, to a limit or to a fault, and saying which it was (docs/contract.md, 8).
 *
 * @module
 */

import { Failure, isInterrupted, withDetail } from "../failure.ts";
import { stringAt } from "../json/access.ts";
import { type JsonObject, stringifyJson } from "../json/json.ts";
import { input, phrase } from "../text/phrase.ts";
import { sleep, type World } from "../world.ts";
import { responseData, unexpectedShape } from "./response.ts";

/** How far a list was read, as it is printed. */
export interface Pagination {
  /** Whether the service said that there is no more. */
  readonly complete: boolean;
  readonly pages: number;
  readonly items: number;
  /** Where to go on. */
  readonly next_token?: string | undefined;
}

/** How far to go. */
export interface PageOptions {
  /** Where to begin; absent for the first page. */
  readonly token: string | undefined;
  /** Most pages; `Infinity` for all. */
  readonly limit: number;
  /** Wait between two requests, milliseconds. */
  readonly delay: number;
  /** No further page is requested once the pages are so long, characters of JSON. */
  readonly maxLength?: number;
  /** Whether a page is passed over: the walk begins behind it. Such pages do not count. */
  isPassed?(data: JsonObject): boolean | Promise<boolean>;
}

/** One page. */
export interface Page {
  /** From 1. */
  readonly number: number;
  /** The token that it was requested with; absent for the first page. */
  readonly start?: string | undefined;
  /** `data` of the answer. */
  readonly data: JsonObject;
  readonly hasMore: boolean;
  /** Where the next page begins; empty where the service does not say. */
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
  /** It stopped because the pages were long enough. */
  readonly isFull?: boolean;
}

/**
 * Walks the pages of a list.
 *
 * @param fetchPage fetches one page: the body of the answer
 * @throws {Failure} when the first page cannot be fetched
 */
export async function* paginate(
  world: Pick<World, "clock" | "interrupt">,
  fetchPage: (token: string | undefined, number: number) => Promise<JsonObject>,
  options: PageOptions,
): AsyncGenerator<Page, PagingResult> {
  const trail = createTrail(options.token);
  let token = options.token;
  let length = 0;
  let number = 1;
  for (let call = 1;; call++) {
    let page: Page;
    try {
      if (call > 1 && options.delay > 0) await sleep(world.clock, options.delay, world.interrupt);
      page = { number, start: token, ...parsePage(await fetchPage(token, number)) };
    } catch (error) {
      if (!(error instanceof Failure) || number === 1) throw error;
      return { complete: false, pages: number - 1, nextToken: token, hasMore: true, failure: error };
    }
    const goesOn = page.hasMore && trail.leadsOn(page.token);
    if (goesOn && await options.isPassed?.(page.data) === true) {
      token = page.token;
      continue;
    }
    yield page;
    const end = { pages: number, hasMore: page.hasMore, failure: undefined };
    if (!page.hasMore) return { ...end, complete: true, nextToken: undefined };
    if (!goesOn) {
      const failure = cursorFailure(page.token);
      return { ...end, complete: false, nextToken: undefined, failure, isBroken: true };
    }
    if (options.maxLength !== undefined) length += stringifyJson(page.data).length;
    const isFull = length > (options.maxLength ?? Infinity);
    if (number >= options.limit || isFull) {
      return { ...end, complete: false, nextToken: page.token, ...(isFull ? { isFull } : {}) };
    }
    token = page.token;
    number++;
  }
}

/** The tokens of one list so far. */
export interface Trail {
  /** Takes the token of a page that has more behind it: false where there is none, or it was there before. */
  leadsOn(token: string): boolean;
}

/** Begins a list, at its beginning or at a token. */
export function createTrail(start?: string): Trail {
  const seen = new Set(start === undefined ? [] : [start]);
  return {
    leadsOn(token) {
      if (token === "" || seen.has(token)) return false;
      seen.add(token);
      return true;
    },
  };
}

/** Says where a list goes on that was interrupted (docs/contract.md, 13). Other failures stay. */
export function withResumeHint(failure: Failure, token: string | undefined): Failure {
  if (!token || !isInterrupted(failure)) return failure;
  return withDetail(failure, {
    hint: phrase`what was printed is complete; continue with ${input("pageToken", token)}`,
  });
}

function parsePage(body: JsonObject): Omit<Page, "number" | "start"> {
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
  /** Where the next page begins; empty where the service does not say. */
  readonly token: string;
}

/**
 * Reads the cursor of a page.
 *
 * @param data `data` of the answer
 * @throws {Failure} `internal`/`invalid_response` where `has_more` is neither true nor false: taken for false, the rest
 * of the list would be lost silently.
 */
export function readCursor(data: JsonObject): Cursor {
  const hasMore = data["has_more"] ?? false;
  if (typeof hasMore !== "boolean") throw unexpectedShape("data.has_more", hasMore, "true or false");
  return { hasMore, token: stringAt(data, "page_token") || stringAt(data, "next_page_token") || "" };
}
