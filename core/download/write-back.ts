import type { World } from "../world.ts";

/** New bytes after which the system is asked to write back what it holds. */
const STEP_BYTES = 16 * 1024 * 1024;

/** Keeps little waiting for the disk, so that the flush at the end is short. */
export interface WriteBack {
  /** Tells that so many bytes were written to the file. */
  wrote(bytes: number): void;
  /** Resolves when nothing is under way any more. */
  end(): Promise<void>;
}

/** Starts write-back of a file now and then through a handle of its own: one handle does one thing at a time. */
export function createWriteBack(world: Pick<World, "files">, path: string): WriteBack {
  let waiting = 0;
  let running: Promise<void> | undefined;
  async function run(): Promise<void> {
    // Only a head start: the flush before the rename is what counts, and it reports errors.
    try {
      using file = await world.files.open(path, { write: true });
      await file.syncData();
    } catch { /* see above */ }
  }
  return {
    wrote(bytes) {
      waiting += bytes;
      if (waiting < STEP_BYTES || running !== undefined) return;
      waiting = 0;
      running = run().finally(() => running = undefined);
    },
    end: async () => await running,
  };
}
