/** Runs work, at most a given number of pieces at a time; the others wait in order. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a limit for pieces of work at a time. */
export function createLimit(concurrency: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place is handed on rather than given up, so that nothing overtakes what waits.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
