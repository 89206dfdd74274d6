import { createLimit } from "./limit.ts";

/** Loads values by key, many keys a call; each key is loaded once, however often it is needed. */
export interface Batcher<V> {
  /** Resolves with the key's value; `undefined` where the call has none. */
  get(key: string): Promise<V | undefined>;
  /** Sends the keys that wait for a full call. */
  flush(): void;
}

/** How a batcher works. */
export interface BatcherOptions<V> {
  /** Most keys of a call. */
  readonly batchSize: number;
  /** Most calls at a time. */
  readonly concurrency: number;
  /** Makes one call. It may reject only for what ends the whole run. */
  load(keys: readonly string[]): Promise<ReadonlyMap<string, V>>;
  /** Keep every value for the rest of the run; without it only while a key is being loaded. */
  readonly cache: boolean;
}

/** Makes a batcher. A full batch is sent at once; the rest waits for `flush`. */
export function createBatcher<V>(
  { batchSize, concurrency, load, cache }: BatcherOptions<V>,
): Batcher<V> {
  const limit = createLimit(concurrency);
  const results = new Map<string, Promise<V | undefined>>();
  let waiting: { readonly key: string; settle(values: Promise<ReadonlyMap<string, V>>): void }[] = [];

  function send(): void {
    const batch = waiting;
    waiting = [];
    const values = limit(() => load(batch.map(({ key }) => key)));
    for (const { settle } of batch) settle(values);
  }

  function get(key: string): Promise<V | undefined> {
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = new Promise<ReadonlyMap<string, V>>((resolve) => waiting.push({ key, settle: resolve }))
      .then((values) => values.get(key));
    results.set(key, result);
    if (!cache) result.finally(() => results.delete(key)).catch(() => {});
    if (waiting.length === batchSize) send();
    return result;
  }

  return {
    get,
    flush: () => {
      if (waiting.length > 0) send();
    },
  };
}

/**
 * Knows when nobody can add to a collection any more: all who entered have left, and no one else will come.
 */
export interface WaitGroup {
  add(): void;
  /** @param now send what was collected at once, even if more keys may come */
  done(now: boolean): void;
  /** No one else will enter. */
  close(): void;
}

/** Makes a barrier that calls `release` each time that nothing more can be added. */
export function createWaitGroup(release: () => void): WaitGroup {
  let inside = 0;
  let isClosed = false;
  const check = () => {
    if (isClosed && inside === 0) release();
  };
  return {
    add: () => void inside++,
    done(now) {
      inside--;
      if (now) release();
      else check();
    },
    close() {
      isClosed = true;
      check();
    },
  };
}
