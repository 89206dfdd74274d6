import type { JsonObject } from "../json.ts";
import { objectsAt } from "../json-access.ts";
import type { Page, WalkEnd } from "./pages.ts";

/** The records of a list. */
export interface PagesCollected {
  readonly end: WalkEnd;
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
  pages: AsyncGenerator<Page, WalkEnd>,
  key: string,
  emit?: (items: readonly JsonObject[]) => Promise<void>,
): Promise<PagesCollected> {
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
