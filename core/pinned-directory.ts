/**
 * Directories that stay the ones that they were when they were checked. A path that is checked and used afterwards can
 * be swapped for a link in between; the system's calls relative to an open directory, which would help, cannot be
 * reached here. So all work in a directory is done inside it, with plain names: entered, recognised, left again, in
 * one synchronous piece, so that nothing else of the process sees the other working directory.
 *
 * Windows refuses links without special rights and makes a process lock its working directory: there, paths are used.
 *
 * @module
 */

import { fileFailure, isNotFound } from "./failure.ts";
import { isInside, leavesFailure, type PathWorld } from "./safe-path.ts";
import { join, relative } from "@std/path";

/** What distinguishes a directory, or a file, from every other one. */
type Identity = Pick<Deno.FileInfo, "dev" | "ino">;

/** A directory that is the same one whatever its path comes to name. */
export interface PinnedDirectory {
  /** Its path when it was pinned: real and absolute; for messages and results. */
  readonly path: string;
  /**
   * Runs synchronous work in the directory.
   *
   * @param work `at` makes of a name in the directory the path to use for it
   * @throws {Failure} exit 2 where the path has come to name another directory; what the work throws.
   */
  run<T>(work: (at: (name: string) => string) => T): T;
}

/** A directory, and a way to take back that it was made. */
export interface OpenedDirectory {
  readonly directory: PinnedDirectory;
  /** Removes the directories that were missing, the deepest first; those that something was put into stay. */
  removeCreated(): void;
}

/** A path that is swapped back and forth is tried so often before it counts as another one. */
const ENTRY_ATTEMPTS = 1_000;

/** Pins the directory at a real, absolute path. */
export function pinDirectory(world: PathWorld, inputKey: string, path: string): PinnedDirectory {
  if (world.os === "windows") return { path, run: (work) => work((name) => join(path, name)) };
  const identity = inPlace(world, () => enterAs(world, inputKey, path, path));
  return pinned(world, inputKey, path, identity);
}

/** Enters what a name stands for, if it is no link; `path` is for messages. */
function enterAs({ files }: PathWorld, inputKey: string, name: string, path: string): Identity {
  const named = files.lstatSync(name);
  if (named.isSymlink) throw leavesFailure(inputKey, path);
  files.chdir(name);
  const entered = files.statSync(".");
  if (!isSame(named, entered)) throw leavesFailure(inputKey, path);
  return entered;
}

function isSame(one: Identity, other: Identity): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

/**
 * Opens a directory inside the working directory, component by component, and makes what is missing of it.
 *
 * @param path with the links of its existing part resolved (see `resolveInside`)
 * @throws {Failure} exit 2 where a component is, or has become, a link; exit 5 where the file system refuses.
 */
export function openDirectoryInside(world: PathWorld, inputKey: string, path: string): OpenedDirectory {
  const created: { readonly parent: PinnedDirectory; readonly name: string }[] = [];
  try {
    const directory = walkInside(world, inputKey, path, (parent, name) => {
      if (makeIfMissing(world, parent, name)) created.push({ parent, name });
    });
    return { directory, removeCreated: () => removeAll(world, created) };
  } catch (error) {
    removeAll(world, created);
    throw fileFailure("create the directory", path, error);
  }
}

/**
 * Pins an existing directory inside the working directory, component by component.
 *
 * @param path real (see `resolveInside`)
 * @throws {Failure} exit 2 where a component has become a link; exit 5 where the file system refuses.
 */
export function pinInside(world: PathWorld, inputKey: string, path: string): PinnedDirectory {
  try {
    return walkInside(world, inputKey, path, () => {});
  } catch (error) {
    throw fileFailure("open the directory", path, error);
  }
}

function walkInside(
  world: PathWorld,
  inputKey: string,
  path: string,
  prepare: (parent: PinnedDirectory, name: string) => void,
): PinnedDirectory {
  const root = pinDirectory(world, inputKey, world.files.realPathSync(world.cwd));
  if (!isInside(root.path, path)) throw leavesFailure(inputKey, path);
  const names: readonly string[] = relative(root.path, path).split(/[/\\]/).filter((name: string) =>
    name !== ""
  );
  return names.reduce((parent, name) => {
    prepare(parent, name);
    return enterChild(world, inputKey, parent, name);
  }, root);
}

function makeIfMissing(world: PathWorld, parent: PinnedDirectory, name: string): boolean {
  return parent.run((at) => {
    try {
      world.files.mkdirSync(at(name), { mode: 0o700 });
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "AlreadyExists") return false;
      throw error;
    }
  });
}

function enterChild(
  world: PathWorld,
  inputKey: string,
  parent: PinnedDirectory,
  name: string,
): PinnedDirectory {
  const path = join(parent.path, name);
  if (world.os === "windows") {
    if (inspectName(world, parent, name)?.isSymlink) throw leavesFailure(inputKey, path);
    return pinDirectory(world, inputKey, path);
  }
  const identity = parent.run((at) => enterAs(world, inputKey, at(name), path));
  return pinned(world, inputKey, path, identity);
}

function pinned(world: PathWorld, inputKey: string, path: string, identity: Identity): PinnedDirectory {
  const { files } = world;
  function enter(): void {
    let last: unknown;
    for (let attempt = 0; attempt < ENTRY_ATTEMPTS; attempt++) {
      try {
        files.chdir(path);
        if (isSame(identity, files.statSync("."))) return;
      } catch (error) {
        if (!isNotFound(error)) throw fileFailure("enter the directory", path, error);
        last = error;
      }
    }
    throw last === undefined ? leavesFailure(inputKey, path) : fileFailure("enter the directory", path, last);
  }
  return {
    path,
    run: (work) =>
      inPlace(world, () => {
        enter();
        return work((name) => name);
      }),
  };
}

/** Runs synchronous work that may change the working directory, and comes back. */
function inPlace<T>({ files }: PathWorld, work: () => T): T {
  const before = currentDirectory(files);
  try {
    return work();
  } finally {
    try {
      if (before !== undefined) files.chdir(before);
    } catch { /* it was removed, or cannot be entered again: no path is relative to it */ }
  }
}

/** `undefined` where the working directory of the process is gone. */
function currentDirectory(files: PathWorld["files"]): string | undefined {
  try {
    return files.cwd();
  } catch {
    return undefined;
  }
}

function removeAll(
  { files }: PathWorld,
  created: readonly { readonly parent: PinnedDirectory; readonly name: string }[],
): void {
  for (const { parent, name } of created.toReversed()) {
    try {
      parent.run((at) => files.removeSync(at(name)));
    } catch {
      return;
    }
  }
}

/** What a name in a directory stands for, links not followed; `undefined` where it is free. */
export function inspectName(
  { files }: Pick<PathWorld, "files">,
  directory: PinnedDirectory,
  name: string,
): Deno.FileInfo | undefined {
  try {
    return directory.run((at) => files.lstatSync(at(name)));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Opens the regular file that a name stands for, never what a link leads to; `undefined` where there is none. */
export function openRegular(
  world: Pick<PathWorld, "files" | "os">,
  directory: PinnedDirectory,
  name: string,
  options: Deno.OpenOptions,
): Deno.FsFile | undefined {
  // Inspected before it is opened: opening a pipe would wait for its other end.
  if (!inspectName(world, directory, name)?.isFile) return undefined;
  const file = directory.run((at) => world.files.openSync(at(name), options));
  if (isNamed(world, directory, name, file)) return file;
  file.close();
  return undefined;
}

/** Whether a name stands for an open file: nothing else was put in its place. */
export function isNamed(
  world: Pick<PathWorld, "files" | "os">,
  directory: PinnedDirectory,
  name: string,
  file: Deno.FsFile,
): boolean {
  const named = inspectName(world, directory, name);
  if (named === undefined || !named.isFile) return false;
  if (world.os !== "windows") return isSame(named, file.statSync());
  // There, Deno before 2.5.1 numbers volumes in one way for names and in another one for open files.
  using again = directory.run((at) => world.files.openSync(at(name), { read: true }));
  return isSame(again.statSync(), file.statSync());
}
