/** Runs work, at most so many pieces at a time; the others wait in order. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a gate that lets `open` pieces of work run at a time. */
export function createLimit(open: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= open) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place is handed on rather than given up, so that nobody overtakes who waits.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
