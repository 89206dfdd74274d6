import { createLimit } from "./limit.ts";

/** Asks for things by key, many keys a call; a key that several ask for is asked once. */
export interface Batcher<V> {
  /** Resolves with what the call returned for the key; `undefined` where it returned nothing. */
  get(key: string): Promise<V | undefined>;
  /** Sends the keys that still wait for company. */
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
  /** Keep every answer for the rest of the run; otherwise only while a key is being requested. */
  readonly cache: boolean;
}

/** Makes a batcher. A full batch goes out at once; what is left waits for `flush`. */
export function createBatcher<V>(
  { batchSize: size, concurrency: open, load: ask, cache: remember }: BatcherOptions<V>,
): Batcher<V> {
  const gate = createLimit(open);
  const results = new Map<string, Promise<V | undefined>>();
  let waiting: { readonly key: string; settle(answers: Promise<ReadonlyMap<string, V>>): void }[] = [];

  function send(): void {
    const batch = waiting;
    waiting = [];
    const answers = gate(() => ask(batch.map(({ key }) => key)));
    for (const { settle } of batch) settle(answers);
  }

  function get(key: string): Promise<V | undefined> {
    const asked = results.get(key);
    if (asked !== undefined) return asked;
    const result = new Promise<ReadonlyMap<string, V>>((resolve) => waiting.push({ key, settle: resolve }))
      .then((answers) => answers.get(key));
    results.set(key, result);
    if (!remember) result.finally(() => results.delete(key)).catch(() => {});
    if (waiting.length === size) send();
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
