import { fileFailure, isNotFound } from "../failure.ts";
import type { PinnedDirectory } from "../pinned-directory.ts";
import type { World } from "../world.ts";
import { join } from "@std/path";

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
export function removeIfExists(
  { files }: Pick<World, "files">,
  directory: PinnedDirectory,
  name: string,
): void {
  try {
    directory.run((at) => files.removeSync(at(name)));
  } catch (error) {
    if (!isNotFound(error)) throw fileFailure("remove", join(directory.path, name), error);
  }
}

/** New bytes after which the system is asked to write back what it holds. */
const STEP_BYTES = 16 * 1024 * 1024;

/** Keeps little waiting for the disk, so that the flush at the end is short. */
export interface WriteBack {
  /** Counts bytes that were written to the file. */
  addWritten(bytes: number): void;
  /** Resolves when all that was written before is on disk. */
  flush(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

/**
 * Starts write-back of a file now and then.
 *
 * @param open a handle of its own: one handle does one thing at a time
 */
export function createWriteBack(open: () => Deno.FsFile | undefined): WriteBack {
  let waiting = 0;
  let running: Promise<void> | undefined;
  async function flush(): Promise<void> {
    using file = open();
    await file?.syncData();
  }
  return {
    addWritten(bytes) {
      waiting += bytes;
      if (waiting < STEP_BYTES || running !== undefined) return;
      waiting = 0;
      // Only a head start: the flush before the rename is what counts, and it reports errors.
      running = flush().catch(() => {}).finally(() => running = undefined);
    },
    flush,
    settled: async () => await running,
  };
}
