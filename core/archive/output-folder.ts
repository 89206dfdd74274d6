import { fileFailure } from "../failure.ts";
import { inspectName, openDirectoryInside, type PinnedDirectory } from "../pinned-directory.ts";
import type { PathWorld } from "../safe-path.ts";
import { checkRelativePath, resolveInside } from "../safe-path.ts";
import { join } from "@std/path";

/** A directory that renderings are written into; each file appears when it is complete. */
export interface OutputFolder {
  readonly path: string;
  /** Writes a file piece by piece; what had its name before is replaced. */
  write(name: string, pieces: Iterable<string>): void;
  /** Writes a file unless it says the same already; answers whether it was written. */
  update(name: string, text: string): boolean;
  /** A folder in it, made where it is missing. */
  folder(name: string): OutputFolder;
  /** Names of what is in it. */
  names(): readonly string[];
  /** Removes files whose name has a pattern, but for those to keep. */
  prune(keep: ReadonlySet<string>, pattern: RegExp): void;
  /** Copies a file into it, unless one of the same name and size is there. */
  copy(from: string, name: string): void;
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
  return folderAt(world, inputKey, real);
}

function folderAt(world: PathWorld, inputKey: string, path: string): OutputFolder {
  const { directory } = openDirectoryInside(world, inputKey, path);
  const guarded = <T>(name: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw fileFailure("write", join(path, name), error);
    }
  };
  const write = (name: string, pieces: Iterable<string>) =>
    guarded(name, () => writeFile(world, directory, name, pieces));
  const names = () =>
    guarded(".", () => directory.run((at) => [...world.files.readDirSync(at("."))].map(({ name }) => name)));
  return {
    path,
    write,
    names,
    prune(keep, pattern) {
      for (const name of names()) {
        if (keep.has(name) || !pattern.test(name) || inspectName(world, directory, name)?.isFile !== true) {
          continue;
        }
        guarded(name, () => directory.run((at) => world.files.removeSync(at(name))));
      }
    },
    update(name, text) {
      if (guarded(name, () => readText(world, directory, name)) === text) return false;
      write(name, [text]);
      return true;
    },
    folder: (name) => folderAt(world, inputKey, join(path, name)),
    copy: (from, name) => guarded(name, () => copyFile(world, directory, from, name)),
  };
}

function readText(world: PathWorld, directory: PinnedDirectory, name: string): string | undefined {
  const info = inspectName(world, directory, name);
  if (info === undefined || !info.isFile) return undefined;
  using file = directory.run((at) => world.files.openSync(at(name), { read: true }));
  return textOf(file, info.size);
}

/** The text of an open file. */
export function textOf(file: Deno.FsFile, size: number): string {
  const bytes = new Uint8Array(size);
  let done = 0;
  for (
    let read = file.readSync(bytes);
    read !== null && read > 0;
    read = file.readSync(bytes.subarray(done))
  ) done += read;
  return new TextDecoder().decode(bytes.subarray(0, done));
}

function copyFile(world: PathWorld, directory: PinnedDirectory, from: string, name: string): void {
  using source = world.files.openSync(from, { read: true });
  if (inspectName(world, directory, name)?.size === source.statSync().size) return;
  const partial = `.${name}.part`;
  const options = { write: true, create: true, truncate: true, mode: 0o600 };
  using target = directory.run((at) => world.files.openSync(at(partial), options));
  const buffer = new Uint8Array(1 << 20);
  for (let read = source.readSync(buffer); read !== null; read = source.readSync(buffer)) {
    for (let done = 0; done < read;) done += target.writeSync(buffer.subarray(done, read));
  }
  directory.run((at) => world.files.renameSync(at(partial), at(name)));
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
