import { fileFailure, isNotFound } from "../failure.ts";
import type { World } from "../world.ts";

/**
 * Writes all bytes at an offset. Seek and write are synchronous, so workers that share a file cannot mix.
 *
 * @throws {Failure} exit 5, naming the path
 */
export function writeFully(file: Deno.FsFile, path: string, offset: number, bytes: Uint8Array): void {
  try {
    file.seekSync(offset, 0 satisfies Deno.SeekMode.Start);
    writeAll(file, bytes);
  } catch (error) {
    throw fileFailure("write", path, error);
  }
}

/** Writes all bytes where the file stands. A nearly full disk takes a part without an error; only the next write fails. */
export function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
}

/**
 * Reads bytes at an offset; fewer where the file ends before.
 *
 * @throws {Failure} exit 5, naming the path
 */
export function readFully(file: Deno.FsFile, path: string, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  try {
    file.seekSync(offset, 0 satisfies Deno.SeekMode.Start);
    let read = 0;
    while (read < length) {
      const count = file.readSync(bytes.subarray(read));
      if (count === null) break;
      read += count;
    }
    return bytes.subarray(0, read);
  } catch (error) {
    throw fileFailure("read", path, error);
  }
}

/**
 * Removes a file; one that is not there is no error.
 *
 * @throws {Failure} exit 5, naming the path
 */
export async function removeIfExists(world: Pick<World, "files">, path: string): Promise<void> {
  try {
    await world.files.remove(path);
  } catch (error) {
    if (!isNotFound(error)) throw fileFailure("remove", path, error);
  }
}

/** New bytes after which the system is asked to write back what it holds. */
const STEP_BYTES = 16 * 1024 * 1024;

/** Keeps little waiting for the disk, so that the flush at the end is short. */
export interface WriteBack {
  /** Counts bytes that were written to the file. */
  addWritten(bytes: number): void;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
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
    addWritten(bytes) {
      waiting += bytes;
      if (waiting < STEP_BYTES || running !== undefined) return;
      waiting = 0;
      running = run().finally(() => running = undefined);
    },
    settled: async () => await running,
  };
}
