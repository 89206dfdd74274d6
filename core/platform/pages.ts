/**
 * The one pager (CONTRACT 8): follows page tokens to the end, to a limit or to a fault, and says which it was.
 *
 * @module
 */

import { Failure } from "../failure.ts";
import type { JsonObject } from "../json.ts";
import { sleep, type World } from "../world.ts";
import { answeredData } from "./answered-data.ts";
import { cursorOf } from "./cursor-of.ts";

/** How far to go. */
export interface PageWish {
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
export interface WalkEnd {
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
export async function* walkPages(
  world: Pick<World, "clock" | "interrupt">,
  ask: (token: string | undefined, number: number) => Promise<JsonObject>,
  wish: PageWish,
): AsyncGenerator<Page, WalkEnd> {
  const seen = new Set(wish.token === undefined ? [] : [wish.token]);
  let token = wish.token;
  for (let number = 1;; number++) {
    let page: Page;
    try {
      if (number > 1 && wish.delay > 0) await sleep(world.clock, wish.delay, world.interrupt);
      page = { number, ...pageOf(await ask(token, number)) };
    } catch (error) {
      if (!(error instanceof Failure) || number === 1) throw error;
      if (error.detail.type === "interrupted") throw error;
      return { complete: false, pages: number - 1, nextToken: token, hasMore: true, failure: error };
    }
    yield page;
    const end = { pages: number, hasMore: page.hasMore, failure: undefined };
    if (!page.hasMore) return { ...end, complete: true, nextToken: undefined };
    if (page.token === "" || seen.has(page.token)) {
      const failure = cursorFault(page.token);
      return { ...end, complete: false, nextToken: undefined, failure, isBroken: true };
    }
    if (number >= wish.limit) return { ...end, complete: false, nextToken: page.token };
    seen.add(page.token);
    token = page.token;
  }
}

function pageOf(body: JsonObject): Omit<Page, "number"> {
  const data = answeredData(body);
  return { data, ...cursorOf(data) };
}

/** The failure of a list that says it goes on and not where, or where it was before. */
export function cursorFault(token: string): Failure {
  return new Failure({
    type: "internal",
    subtype: "invalid_response",
    message: token === ""
      ? "the service says that there are more pages but does not tell where the next one begins"
      : `the service sends the page token "${token}" again: its pages go round in a circle`,
    hint:
      "what was read so far is complete up to this page; where the list can be narrowed, such as by time, read the " +
      "rest that way",
  });
}
