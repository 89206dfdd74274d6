/**
 * Files that belong to one person: 0600, in directories that are 0700, replaced as a whole or not at all, also where the
 * process or the machine dies meanwhile.
 *
 * @module
 */

import { Failure, fileErrorReason, fileFailure, isNotFound, systemErrorCode } from "../failure.ts";
import { toHex } from "../text/bytes.ts";
import { type Phrase, phrase, setting } from "../text/phrase.ts";
import { sleep, type World } from "../world.ts";
import { dirname, join } from "@std/path";

/** What these files need of the world. */
export type StorageWorld = Pick<World, "files" | "clock" | "os" | "interrupt" | "randomBytes">;

const OTHER_DIRECTORY = phrase`choose another one with ${setting("configDir")}`;

/** What the person can do, by the system's error code. */
const HINTS: Readonly<Record<string, Phrase>> = {
  ENOSPC: "free some space, then run the same command again: nothing was lost",
  EDQUOT: "the disk quota is used up: free some space, then run the same command again: nothing was lost",
  EROFS: phrase`the file system is read-only: choose a directory on another one with ${setting("configDir")}`,
  EACCES: phrase`make the directory and its files your own, or ${OTHER_DIRECTORY}`,
  EPERM: phrase`make the directory and its files your own, or ${OTHER_DIRECTORY}`,
  ENOTDIR: phrase`a part of the path is a file: ${OTHER_DIRECTORY}`,
  EEXIST: phrase`a file is in the place of the directory: ${OTHER_DIRECTORY}`,
  EISDIR: phrase`a directory is in its place: move it away, or ${OTHER_DIRECTORY}`,
};

/** Turns an error of the file system into `internal`/`storage`, exit 5, with the path and what to do. */
export function storageFailure(action: string, path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const hint = HINTS[systemErrorCode(error)] ?? fileFailure(action, path, error).detail.hint;
  return storageProblem(phrase`could not ${action} "${path}": ${fileErrorReason(error)}`, path, hint, error);
}

/** `internal`/`storage` of any other kind. */
export function storageProblem(message: Phrase, path: string, hint?: Phrase, cause?: unknown): Failure {
  return new Failure(
    { type: "internal", subtype: "storage", message, ...(hint === undefined ? {} : { hint }), path },
    cause,
  );
}

/**
 * The text of a file; `undefined` where there is none.
 *
 * @throws {Failure} `internal`/`storage` where it cannot be read.
 */
export async function readPrivateFile({ files }: Pick<World, "files">, path: string) {
  try {
    return await files.readTextFile(path);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw storageFailure("read", path, error);
  }
}

/**
 * Makes a directory with its parents, for the person alone. One that is there stays as it is: it may be for more than us.
 *
 * @throws {Failure} `internal`/`storage`
 */
export async function makePrivateDirectory({ files }: Pick<World, "files">, path: string): Promise<void> {
  try {
    await files.mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storageFailure("make the directory", path, error);
  }
}

/**
 * The same for a directory that is ours alone: one that others may open is closed to them.
 *
 * @throws {Failure} `internal`/`storage`
 */
export async function makeClosedDirectory(world: Pick<World, "files" | "os">, path: string): Promise<void> {
  const { files, os } = world;
  await makePrivateDirectory(world, path);
  try {
    const mode = os === "windows" ? null : (await files.stat(path)).mode;
    if (((mode ?? 0) & 0o077) !== 0) await files.chmod(path, 0o700);
  } catch (error) {
    throw storageFailure("restrict the permissions of", path, error);
  }
}

/**
 * Replaces a file, or makes it. After this it is on disk; before, or after a failure, the old one is. Where its name is a
 * link, the file that it leads to is replaced.
 *
 * @throws {Failure} `internal`/`storage`
 */
export async function replacePrivateFile(world: StorageWorld, path: string, text: string): Promise<void> {
  const { files } = world;
  const target = await files.realPath(path).catch(() => path);
  const draft = `${target}.${toHex(world.randomBytes(6))}${DRAFT_SUFFIX}`;
  try {
    try {
      using file = await files.open(draft, { write: true, createNew: true, mode: 0o600 });
      await writeText(file, text);
      await file.sync();
    } catch (error) {
      await files.remove(draft).catch(() => {});
      throw error;
    }
    await rename(world, draft, target).catch(async (error) => {
      await files.remove(draft).catch(() => {});
      throw error;
    });
    await syncDirectory(world, dirname(target));
  } catch (error) {
    throw storageFailure("write", path, error);
  }
}

const DRAFT_SUFFIX = ".draft";

/** Attempts to replace a file that somebody has open, and the time between them, milliseconds. */
const RENAME_ATTEMPTS = 10;
const RENAME_INTERVAL = 50;

/** On Windows, a file cannot be replaced while another program looks at it, such as a scanner. */
async function rename(
  { files, os, clock, interrupt }: StorageWorld,
  from: string,
  to: string,
): Promise<void> {
  for (let attempt = 1;; attempt++) {
    try {
      return await files.rename(from, to);
    } catch (error) {
      const isBusy = ["EPERM", "EACCES", "EBUSY"].includes(systemErrorCode(error));
      if (os !== "windows" || !isBusy || attempt === RENAME_ATTEMPTS) throw error;
      await sleep(clock, RENAME_INTERVAL, interrupt);
    }
  }
}

/** A nearly full disk takes a part without an error; only the next write fails. */
async function writeText(file: Deno.FsFile, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
}

/** Makes names durable that changed. Systems and file systems that cannot do this keep them anyway, a little later. */
async function syncDirectory({ files, os }: Pick<World, "files" | "os">, path: string): Promise<void> {
  if (os === "windows") return;
  try {
    using directory = await files.open(path, { read: true });
    await directory.sync();
  } catch (error) {
    if (systemErrorCode(error) === "EIO") throw error;
  }
}

/**
 * Removes a file; false where there was none.
 *
 * @throws {Failure} `internal`/`storage`
 */
export async function removePrivateFile(world: StorageWorld, path: string): Promise<boolean> {
  try {
    await world.files.remove(path);
    await syncDirectory(world, dirname(path));
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw storageFailure("remove", path, error);
  }
}

/** Drafts that a killed process left are removed when they are this old, milliseconds. */
const DRAFT_AGE = 3_600_000;

/** Removes what processes that were killed left in a directory. Only tidies up: errors are nobody's concern. */
export async function removeOldDrafts({ files, clock }: StorageWorld, directory: string): Promise<void> {
  try {
    for await (const { name } of files.readDir(directory)) {
      if (!name.endsWith(DRAFT_SUFFIX)) continue;
      const path = join(directory, name);
      const { mtime } = await files.stat(path);
      if (mtime !== null && clock.now() - mtime.getTime() > DRAFT_AGE) await files.remove(path);
    }
  } catch {
    // They are found again next time.
  }
}
