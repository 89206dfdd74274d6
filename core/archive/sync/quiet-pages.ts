import type { Database } from "../database.ts";

/**
 * Pages on which nothing is. How far a chat is listed is a few bytes, and a transaction writes a page of the disk at
 * least, so those that are under way at the same time share one. Until it is written, each counts as under way: after a
 * kill no more calls are repeated than were open.
 */
export interface QuietPages {
  /** A list is under way. */
  begin(): void;
  /** It has ended. */
  end(): void;
  /** Resolves when the work is written: once all lists that are under way wait for that, or `flush` is called. */
  write(work: () => void): Promise<void>;
  /** Writes what waits. */
  flush(): void;
}

/** Collects the pages of one lane. */
export function createQuietPages(database: Database): QuietPages {
  let open = 0;
  let waiting: { readonly work: () => void; readonly written: PromiseWithResolvers<void> }[] = [];
  const flush = () => {
    if (waiting.length === 0) return;
    const pages = waiting;
    waiting = [];
    try {
      database.transaction(() => pages.forEach(({ work }) => work()));
      pages.forEach(({ written }) => written.resolve());
    } catch (error) {
      pages.forEach(({ written }) => written.reject(error));
    }
  };
  const flushIfAllWait = () => {
    if (waiting.length >= open) flush();
  };
  return {
    begin: () => void open++,
    end() {
      open--;
      flushIfAllWait();
    },
    write(work) {
      const written = Promise.withResolvers<void>();
      waiting.push({ work, written });
      flushIfAllWait();
      return written.promise;
    },
    flush,
  };
}
