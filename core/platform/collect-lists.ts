import type { JsonObject, JsonValue } from "../json.ts";
import { objectsAt } from "../json-access.ts";
import type { Page, WalkEnd } from "./pages.ts";

/** The lists of one page, or of all. */
export type Lists<K extends string> = Readonly<Record<K, readonly JsonObject[]>>;

/** What a walk over pages with several lists found. */
export interface ListsCollected<K extends string> {
  readonly end: WalkEnd;
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
  pages: AsyncGenerator<Page, WalkEnd>,
  keys: readonly K[],
  take?: (lists: Lists<K>) => Promise<void>,
): Promise<ListsCollected<K>> {
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
