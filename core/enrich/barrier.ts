/**
 * Knows when nobody can add to a collection any more: all who entered have left, and no one else will come.
 */
export interface Barrier {
  enter(): void;
  /** @param now what was collected goes out at once, whoever else may come */
  leave(now: boolean): void;
  /** No one else will enter. */
  close(): void;
}

/** Makes a barrier that calls `release` each time that nothing more can be added. */
export function createBarrier(release: () => void): Barrier {
  let inside = 0;
  let isClosed = false;
  const check = () => {
    if (isClosed && inside === 0) release();
  };
  return {
    enter: () => void inside++,
    leave(now) {
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
