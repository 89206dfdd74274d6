import { errorCode, fileFailure } from "../file-failure.ts";
import type { World } from "../world.ts";

/**
 * Writes all bytes at an offset. Seek and write are synchronous, so workers that share a file cannot mix.
 *
 * @throws {Failure} exit 5, naming the path
 */
export function writeFully(file: Deno.FsFile, path: string, offset: number, bytes: Uint8Array): void {
  try {
    file.seekSync(offset, 0 satisfies Deno.SeekMode.Start);
    // A nearly full disk takes less than asked without an error; only the next write fails.
    for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
  } catch (error) {
    throw fileFailure("write", path, error);
  }
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
export async function removeIfThere(world: Pick<World, "files">, path: string): Promise<void> {
  try {
    await world.files.remove(path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT" && !(error instanceof Error && error.name === "NotFound")) {
      throw fileFailure("remove", path, error);
    }
  }
}
