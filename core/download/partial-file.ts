import { failedPrecondition, Failure, fileFailure, isNotFound } from "../failure.ts";
import { inspectName, isNamed, openRegular, type PinnedDirectory } from "../pinned-directory.ts";
import { input, phrase } from "../text/phrase.ts";
import { sleep, type World } from "../world.ts";
import { createSha256, sha256OfFile } from "./checksum.ts";
import { createWriteBack, readFully, removeIfExists, type WriteBack, writeFully } from "./disk.ts";
import { MAX_NAME_BYTES } from "./file-name.ts";
import type { KnownObject } from "./range-response.ts";
import { addSpan, clampSpans, coveredBytes, type Spans } from "./ranges.ts";
import { createRecordFile, type RecordFile, type ResourceIdentity } from "./record.ts";
import { join } from "@std/path";

/** The record is saved after this many new bytes or milliseconds, whichever comes first. */
const RECORD_BYTES = 1024 * 1024;
const RECORD_INTERVAL = 200;
/** Bytes and record are on disk after this many milliseconds at most (docs/contract.md, 7). */
const FLUSH_INTERVAL = 4_000;
/** Where the runtime cannot try a lock, the time after which it counts as taken, milliseconds. */
const LOCK_WAIT = 250;
const SUFFIX = ".im-part";
const RECORD_SUFFIX = ".im-part.json";

/** What a partial file needs of the world. */
export type PartialWorld = Pick<World, "files" | "clock" | "os">;

/** The hidden file beside the target that bytes are collected in, locked by this process. */
export interface PartialFile {
  /** In the directory of the target. */
  readonly name: string;
  readonly path: string;
  /** The object that an earlier run left bytes of; `undefined` where there is nothing to continue. */
  readonly object: KnownObject | undefined;
  done(): Spans;
  /** Sets what the first response said of the object; kept bytes stay. */
  describe(object: KnownObject): void;
  /** Writes all of `bytes` at `offset`. */
  write(offset: number, bytes: Uint8Array): void;
  /** Reads what is there, at most `length` bytes. */
  read(offset: number, length: number): Uint8Array;
  /** Saves the record if enough happened since the last time; with `now` always, and flushed to disk. */
  saveRecord(when: "due" | "now"): Promise<void>;
  /** Forgets all bytes. */
  reset(): Promise<void>;
  /** Cuts off what an earlier, longer state left after `size` bytes. */
  truncate(size: number): void;
  /** Size on disk, bytes. */
  size(): number;
  /** Makes all bytes durable. */
  flush(): Promise<void>;
  /** SHA-256 of all bytes. */
  sha256(): Promise<string>;
  /** Closes the file. `keep` leaves it and its record for the next run; `moved`: it has another name now. */
  close(what: "keep" | "remove" | "moved"): Promise<void>;
}

/**
 * Opens, or makes, the partial file for a target and locks it.
 *
 * @param base what is known of the target's file name before the first response
 * @throws {Failure} exit 2 where another process holds it, exit 5 where the file system refuses.
 */
export async function openPartialFile(
  world: PartialWorld,
  directory: PinnedDirectory,
  base: string,
  resource: ResourceIdentity,
): Promise<PartialFile> {
  const stem = await hiddenStem(base);
  const name = stem + SUFFIX;
  const file = await openLocked(world, directory, name);
  const size = file.statSync().size;
  const record = createRecordFile(world, directory, stem + RECORD_SUFFIX);
  const found = record.read(resource);
  if (found === undefined) {
    // The record is removed first: after a kill it must not describe bytes of something else.
    record.remove();
    file.truncateSync(0);
  }
  const kept = found === undefined ? [] : clampSpans(found.done, size);
  return partialFile(world, { directory, name, record, file, resource, object: found?.object, done: kept });
}

/** What an earlier run left of a resource, by its record; the bytes are not read, and nothing is locked. */
export async function inspectPartial(
  world: PartialWorld,
  directory: PinnedDirectory,
  base: string,
  resource: ResourceIdentity,
): Promise<{ readonly object: KnownObject; readonly bytes: number } | undefined> {
  const stem = await hiddenStem(base);
  const record = createRecordFile(world, directory, stem + RECORD_SUFFIX).read(resource);
  const file = inspectName(world, directory, stem + SUFFIX);
  if (record === undefined || !file?.isFile) return undefined;
  return { object: record.object, bytes: coveredBytes(clampSpans(record.done, file.size)) };
}

/** Everything an open partial file consists of. */
interface PartialState {
  readonly directory: PinnedDirectory;
  readonly name: string;
  readonly record: RecordFile;
  readonly file: Deno.FsFile;
  readonly resource: ResourceIdentity;
  object: KnownObject | undefined;
  done: Spans;
}

function partialFile(world: PartialWorld, parts: PartialState): PartialFile {
  const { directory, name, file, record } = parts;
  const path = join(directory.path, name);
  const found = coveredBytes(parts.done) > 0 ? parts.object : undefined;
  const writeBack = createWriteBack(() => openRegular(world, directory, name, { write: true }));
  const saving = createRecordSaver(world, parts, writeBack);
  return {
    name,
    path,
    object: found,
    done: () => parts.done,
    describe: (object) => parts.object = object,
    write(offset, bytes) {
      writeFully(file, path, offset, bytes);
      if (bytes.length === 0) return;
      parts.done = addSpan(parts.done, { start: offset, end: offset + bytes.length - 1 });
      writeBack.addWritten(bytes.length);
    },
    read: (offset, length) => readFully(file, path, offset, length),
    saveRecord: (when) => saving.save(when),
    async reset() {
      await saving.end();
      // The record is removed first: after a kill it must not describe bytes that are gone.
      record.remove();
      parts.done = [];
      file.truncateSync(0);
    },
    truncate(size) {
      if (file.statSync().size > size) file.truncateSync(size);
    },
    size: () => file.statSync().size,
    async flush() {
      const synced = file.sync().catch((error) => {
        throw fileFailure("write", path, error);
      });
      // What is being written back already need not be waited for first.
      await Promise.allSettled([synced, writeBack.settled()]);
      await synced;
    },
    sha256: () => sha256OfFile(file, path),
    async close(what) {
      await saving.end();
      await writeBack.settled();
      try {
        if (what === "remove" && isNamed(world, directory, name, file)) {
          removeIfExists(world, directory, name);
        }
        if (what !== "keep") record.remove();
      } finally {
        record.close();
        file.close();
      }
    },
  };
}

/** Decides when the record is saved, and when it has to be on disk; one save at a time. */
function createRecordSaver(world: PartialWorld, parts: PartialState, writeBack: WriteBack) {
  let recorded = parts.done;
  let recordedAt = world.clock.monotonic();
  let running: Promise<void> | undefined;
  let cancelFlush: (() => void) | undefined;

  /** A durable record comes after the bytes that it describes. */
  async function run(isDurable: boolean): Promise<void> {
    const { object, done, resource } = parts;
    if (object === undefined || done.length === 0) return;
    recorded = done;
    recordedAt = world.clock.monotonic();
    if (isDurable) await writeBack.flush();
    await parts.record.save({ resource, object, done }, isDurable);
    if (!isDurable) cancelFlush ??= world.clock.after(FLUSH_INTERVAL, flushSoon);
  }

  function flushSoon(): void {
    cancelFlush = undefined;
    // An error comes again where somebody waits for it: at the next save, or at the flush before the rename.
    start(true).catch(() => {});
  }

  /** After what is under way. */
  function start(isDurable: boolean): Promise<void> {
    const before = running ?? Promise.resolve();
    const mine = before.catch(() => {}).then(() => run(isDurable)).finally(() => {
      if (running === mine) running = undefined;
    });
    running = mine;
    return mine;
  }

  return {
    async save(when: "due" | "now"): Promise<void> {
      if (when === "now") return await start(true);
      if (running !== undefined) return;
      const bytes = coveredBytes(parts.done) - coveredBytes(recorded);
      const isDue = bytes >= RECORD_BYTES ||
        (bytes > 0 && world.clock.monotonic() - recordedAt >= RECORD_INTERVAL);
      // Bytes may also have become fewer, after a reset.
      if (!isDue && bytes >= 0) return;
      await start(false);
    },
    async end(): Promise<void> {
      await running?.catch(() => {});
      cancelFlush?.();
      cancelFlush = undefined;
    },
  };
}

/** Opens and locks the file; makes sure that what was locked is what the path names. */
async function openLocked(
  world: PartialWorld,
  directory: PinnedDirectory,
  name: string,
): Promise<Deno.FsFile> {
  const path = join(directory.path, name);
  // Another process may finish (and rename) the file between opening and locking it: then try again.
  let isMissing = false;
  for (let attempt = 0; attempt < 5; attempt++) {
    const file = openOwn(world, directory, name);
    isMissing = file === undefined && inspectName(world, directory, name) === undefined;
    if (file === undefined) continue;
    if (!await tryLock(world, file)) {
      file.close();
      throw busyFailure(path);
    }
    if (isNamed(world, directory, name, file)) return file;
    file.close();
  }
  throw isMissing ? noFilesFailure(path) : busyFailure(path);
}

/** Some directories of the system, such as those below "/proc", take no files. */
function noFilesFailure(path: string): Failure {
  return new Failure({
    type: "internal",
    subtype: "file_io",
    message: `could not create "${path}": its directory takes no new files`,
    hint: phrase`use ${input("directory", "DIR")} to work in another directory`,
    path,
  });
}

function busyFailure(path: string): Failure {
  return failedPrecondition(
    "another process is downloading to the same target",
    phrase`wait until it has finished, or choose another name with ${input("output")}`,
    path,
  );
}

/** Opens the file for reading and writing. Anything else there, such as a link, is removed, not followed. */
function openOwn(world: PartialWorld, directory: PinnedDirectory, name: string): Deno.FsFile | undefined {
  const options = { read: true, write: true };
  try {
    const info = inspectName(world, directory, name);
    if (info === undefined) {
      return directory.run((at) =>
        world.files.openSync(at(name), { ...options, createNew: true, mode: 0o600 })
      );
    }
    if (info.isFile && (info.nlink ?? 1) <= 1) return openRegular(world, directory, name, options);
    directory.run((at) => world.files.removeSync(at(name)));
    return undefined;
  } catch (error) {
    // It appeared or vanished in between: the caller tries again.
    if (isNotFound(error) || (error instanceof Error && error.name === "AlreadyExists")) return undefined;
    throw fileFailure("write", join(directory.path, name), error);
  }
}

/** Locks the file if nobody holds it. Runtimes before 2.5 can only wait for a lock, so the wait is cut short. */
async function tryLock(world: PartialWorld, file: Deno.FsFile): Promise<boolean> {
  if (typeof file.tryLock === "function") return await file.tryLock(true);
  const waited = new AbortController();
  const locked = file.lock(true).then(() => true);
  locked.catch(() => {});
  const late = sleep(world.clock, LOCK_WAIT, waited.signal).then(() => false, () => false);
  try {
    return await Promise.race([locked, late]);
  } finally {
    waited.abort();
  }
}

/** ".NAME", or with a digest in place of a name that is too long for the suffixes. */
async function hiddenStem(base: string): Promise<string> {
  const bytes = new TextEncoder().encode(base);
  if (bytes.length + 1 + RECORD_SUFFIX.length + ".tmp".length <= MAX_NAME_BYTES) return `.${base}`;
  const hash = await createSha256();
  hash.update(bytes);
  return `.${hash.digest().slice(0, 32)}`;
}
