import { fileFailure } from "../failure.ts";
import { openDirectoryInside, type PinnedDirectory } from "../pinned-directory.ts";
import type { PathWorld } from "../safe-path.ts";
import { checkRelativePath, resolveInside } from "../safe-path.ts";
import { join } from "@std/path";

/** A directory that renderings are written into; each file appears when it is complete. */
export interface OutputFolder {
  readonly path: string;
  /** Writes a file piece by piece; what had its name before is replaced. */
  write(name: string, pieces: Iterable<string>): void;
}

/** Bytes that are written at once. */
const WRITE_SIZE = 1 << 16;

/**
 * Opens a folder below the working directory, made where it is missing.
 *
 * @throws {Failure} exit 2 where the path breaks the path rule, exit 5 where the disk refuses.
 */
export async function openOutputFolder(
  world: PathWorld,
  inputKey: string,
  path: string,
): Promise<OutputFolder> {
  const real = await resolveInside(world, inputKey, checkRelativePath(inputKey, path, world.os));
  const { directory } = openDirectoryInside(world, inputKey, real);
  return {
    path: real,
    write(name, pieces) {
      try {
        writeFile(world, directory, name, pieces);
      } catch (error) {
        throw fileFailure("write", join(real, name), error);
      }
    },
  };
}

/** The text of a file may be longer than memory: it is written as it comes. */
function writeFile(
  world: PathWorld,
  directory: PinnedDirectory,
  name: string,
  pieces: Iterable<string>,
): void {
  const partial = `.${name}.part`;
  const options = { write: true, create: true, truncate: true, mode: 0o600 };
  using file = directory.run((at) => world.files.openSync(at(partial), options));
  const encoder = new TextEncoder();
  let waiting = "";
  const flush = () => {
    const bytes = encoder.encode(waiting);
    waiting = "";
    for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
  };
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length >= WRITE_SIZE) flush();
  }
  flush();
  file.syncSync();
  directory.run((at) => world.files.renameSync(at(partial), at(name)));
}
