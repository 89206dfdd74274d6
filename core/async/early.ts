/** A generator whose first step is under way before anybody asks for it. */
export interface StartedGenerator<T, R> {
  /** Settles with the first step; a failure of it is thrown where that is asked for. */
  readonly first: Promise<unknown>;
  readonly rest: AsyncGenerator<T, R>;
}

/** Starts a generator. */
export function startEarly<T, R>(generator: AsyncGenerator<T, R>): StartedGenerator<T, R> {
  const first = generator.next();
  first.catch(() => {});
  async function* rest(): AsyncGenerator<T, R> {
    let next = await first;
    while (!next.done) {
      yield next.value;
      next = await generator.next();
    }
    return next.value;
  }
  return { first, rest: rest() };
}
