import { createGate } from "./gate.ts";

/** Asks for things by key, many keys a call; a key that several ask for is asked once. */
export interface Batcher<V> {
  /** Resolves with what the call told of the key; `undefined` where it told nothing. */
  get(key: string): Promise<V | undefined>;
  /** Sends the keys that still wait for company. */
  flush(): void;
}

/** How a batcher works. */
export interface BatcherOptions<V> {
  /** Most keys of a call. */
  readonly size: number;
  /** Most calls at a time. */
  readonly open: number;
  /** Makes one call. It may reject only for what ends the whole run. */
  ask(keys: readonly string[]): Promise<ReadonlyMap<string, V>>;
  /** Keep every answer for the rest of the run; without it only while a key is being asked for. */
  readonly remember: boolean;
}

/** Makes a batcher. A full batch goes out at once; what is left waits for `flush`. */
export function createBatcher<V>({ size, open, ask, remember }: BatcherOptions<V>): Batcher<V> {
  const gate = createGate(open);
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
