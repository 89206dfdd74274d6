/**
 * The directory of an archive: `archive.db`, `media/`, and a lock that whoever writes holds.
 *
 * @module
 */

import { failedPrecondition, type Failure, fileFailure, isNotFound } from "../failure.ts";
import { openDirectoryInside, type PinnedDirectory } from "../pinned-directory.ts";
import { checkRelativePath, resolveInside } from "../safe-path.ts";
import { phrase } from "../text/phrase.ts";
import type { World } from "../world.ts";
import { loadPacker, type Packer } from "./batch.ts";
import { type Database, notAnArchive, openDatabase } from "./database.ts";
import { LOCK, takeLock } from "./lock.ts";
import { enterLogMode, leaveLogMode, openReadable } from "./log-mode.ts";
import { checkSchema, prepareSchema, SCHEMA_VERSION } from "./schema.ts";
import { join } from "@std/path";

/** What archives need of the world. */
export type ArchiveWorld = Pick<World, "cwd" | "os" | "files" | "clock" | "interrupt" | "pid">;

/** An open archive. */
export interface Archive {
  /** Its directory, real and absolute. */
  readonly path: string;
  readonly database: Database;
  readonly packer: Packer;
  close(): void;
}

/** An archive that is open for writing. */
export interface WritableArchive extends Archive {
  readonly directory: PinnedDirectory;
  /** It was made just now. */
  readonly isNew: boolean;
}

const DATABASE = "archive.db";
const README = "README.txt";
const OWN_FILES = [
  DATABASE,
  `${DATABASE}.new`,
  `${DATABASE}-wal`,
  `${DATABASE}-shm`,
  `${DATABASE}-journal`,
  LOCK,
  README,
];

/** What the archive was before a newer program changed its schema. */
export const COPIES: readonly string[] = Array.from(
  { length: SCHEMA_VERSION },
  (_, version) => `${DATABASE}.v${version}`,
);

/** How an archive is opened for writing. */
export interface WriteOptions {
  /** The input that names the directory. */
  readonly inputKey: string;
  /** As the person gave it. */
  readonly path: string;
  /** What strangers read beside a new archive. */
  readonly readme?: string;
  /** There must be one already. */
  readonly isExisting?: boolean;
  /** Looks at the files once nobody else can write, before they are opened. */
  readonly beforeOpen?: (path: string) => Promise<void>;
}

/**
 * Opens an archive for writing, or makes one; nobody else can write to it until it is closed.
 *
 * @throws {Failure} exit 2 where the path breaks the path rule, the directory holds something else, a newer program made the
 * archive, or somebody is writing to it; exit 5 where the disk or the file system refuses.
 */
export async function openForWriting(
  world: ArchiveWorld,
  { inputKey, path, readme, isExisting = false, beforeOpen }: WriteOptions,
): Promise<WritableArchive> {
  const real = await resolveInside(world, inputKey, checkRelativePath(inputKey, path, world.os));
  const isNew = await isEmptyPlace(world, real);
  if (isNew && isExisting) throw noArchive(real);
  await checkOwnFiles(world, real);
  const { directory, removeCreated } = openDirectoryInside(world, inputKey, real);
  let release: (() => void) | undefined;
  try {
    release = await takeLock(world, directory);
    if (isNew && readme !== undefined) writeNew(world, directory, README, readme);
    const file = join(real, DATABASE);
    await beforeOpen?.(real);
    makePrivate(world, directory, DATABASE);
    const database = await openDatabase(file, { readOnly: false });
    try {
      prepare(world, database, directory, file);
      return {
        ...{ path: real, directory, isNew, database, packer: await loadPacker() },
        close() {
          leaveLogMode(database);
          database.close();
          release?.();
        },
      };
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    release?.();
    removeCreated();
    throw error;
  }
}

/**
 * Opens an archive for reading, while another process may write to it.
 *
 * @throws {Failure} exit 2 where there is none, or a newer program made it; exit 5 where it cannot be read.
 */
export async function openForReading(world: ArchiveWorld, inputKey: string, path: string): Promise<Archive> {
  const real = await resolveInside(world, inputKey, checkRelativePath(inputKey, path, world.os));
  const file = join(real, DATABASE);
  if (await isFile(world, real)) throw notAnArchive(real, "is a file, not a directory");
  if (!await isFile(world, file)) throw noArchive(real);
  const database = await openReadable(file);
  try {
    if (checkSchema(database, file) === 0) throw noArchive(real);
    return { path: real, database, packer: await loadPacker(), close: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

function noArchive(path: string): Failure {
  return failedPrecondition(
    phrase`"${path}" holds no archive`,
    phrase`name its directory with ${{ input: "archive", value: "DIR" }}, or make one: ${{
      action: "chats/export",
    }}`,
    path,
  );
}

async function isFile({ files }: ArchiveWorld, path: string): Promise<boolean> {
  try {
    return (await files.lstat(path)).isFile;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw fileFailure("read", path, error);
  }
}

/**
 * Whether an archive would be made at a path, rather than continued.
 *
 * @throws {Failure} exit 2 where the path breaks the path rule, or the directory holds something else.
 */
export async function isNewArchive(world: ArchiveWorld, inputKey: string, path: string): Promise<boolean> {
  const real = await resolveInside(world, inputKey, checkRelativePath(inputKey, path, world.os));
  return await isEmptyPlace(world, real);
}

/** Files that are opened by name, by the database too: a link could lead it anywhere. */
async function checkOwnFiles({ files }: ArchiveWorld, path: string): Promise<void> {
  for (const name of [...OWN_FILES, ...COPIES]) {
    try {
      if ((await files.lstat(join(path, name))).isFile) continue;
    } catch (error) {
      if (isNotFound(error)) continue;
      throw fileFailure("read", join(path, name), error);
    }
    throw notAnArchive(join(path, name), "is a link, a directory or something other than a file");
  }
}

async function isEmptyPlace(world: ArchiveWorld, path: string): Promise<boolean> {
  const { files } = world;
  try {
    const names: string[] = [];
    for await (const { name } of files.readDir(path)) names.push(name);
    if (names.includes(DATABASE)) return false;
    // What an earlier run left that was ended before the database was there.
    const others = names.filter((name) => name !== LOCK && name !== README);
    if (others.length > 0) throw notAnArchive(path, "has other files in it");
    return true;
  } catch (error) {
    if (isNotFound(error)) return true;
    if (await isFile(world, path)) throw notAnArchive(path, "is a file, not a directory");
    throw fileFailure("read", path, error);
  }
}

function prepare(world: ArchiveWorld, database: Database, directory: PinnedDirectory, file: string): void {
  prepareSchema(database, file, (version) => {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    copyFile(world, directory, DATABASE, `${DATABASE}.v${version}`);
  });
  enterLogMode(database, directory.path);
  // Rows that move or change leave no copy behind in their page, so that what is forgotten is nowhere else.
  database.exec("PRAGMA secure_delete = FAST");
  // A power cut loses the page under way at most.
  database.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
}

/** The database file belongs to one person; the files beside it get the same rights. */
function makePrivate(world: ArchiveWorld, directory: PinnedDirectory, name: string): void {
  try {
    directory.run((at) => {
      const options = { read: true, write: true, create: true, mode: 0o600 };
      world.files.openSync(at(name), options).close();
    });
  } catch (error) {
    throw fileFailure("create", join(directory.path, name), error);
  }
}

function writeNew(world: ArchiveWorld, directory: PinnedDirectory, name: string, text: string): void {
  try {
    directory.run((at) => {
      using file = world.files.openSync(at(name), { write: true, create: true, truncate: true, mode: 0o600 });
      writeAll(file, new TextEncoder().encode(text));
    });
  } catch (error) {
    throw fileFailure("write", join(directory.path, name), error);
  }
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
}

const COPY_BYTES = 1 << 20;

function copyFile(world: ArchiveWorld, directory: PinnedDirectory, name: string, copy: string): void {
  try {
    directory.run((at) => {
      using from = world.files.openSync(at(name), { read: true });
      using to = world.files.openSync(at(copy), { write: true, create: true, truncate: true, mode: 0o600 });
      const buffer = new Uint8Array(COPY_BYTES);
      for (let read = from.readSync(buffer); read !== null; read = from.readSync(buffer)) {
        writeAll(to, buffer.subarray(0, read));
      }
      to.syncSync();
    });
  } catch (error) {
    throw fileFailure("copy", join(directory.path, name), error);
  }
}
