import { failedPrecondition, type Failure, fileFailure, isNotFound } from "../failure.ts";
import { input, phrase } from "../text/phrase.ts";
import { sleep, type World } from "../world.ts";
import { createSha256 } from "./checksum.ts";
import { createWriteBack, readFully, removeIfExists, writeFully } from "./disk.ts";
import { MAX_NAME_BYTES } from "./file-name.ts";
import type { KnownObject } from "./range-response.ts";
import { addSpan, clampSpans, coveredBytes, type Spans } from "./ranges.ts";
import { createRecordFile, type RecordFile, type ResourceIdentity } from "./record.ts";
import { join } from "@std/path";

/** The record is saved after so many new bytes, or after so many milliseconds, whichever comes first. */
const RECORD_BYTES = 1024 * 1024;
const RECORD_INTERVAL = 200;
/** Where the runtime cannot try a lock, the time after which it counts as taken, milliseconds. */
const LOCK_WAIT = 250;
const SUFFIX = ".im-part";
const RECORD_SUFFIX = ".im-part.json";

/** What a partial file needs of the world. */
export type PartialWorld = Pick<World, "files" | "clock">;

/** The hidden file beside the target that bytes are collected in, locked by this process. */
export interface PartialFile {
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
  /** Saves the record if enough happened since the last time, or always with `now`. */
  saveRecord(when: "due" | "now"): Promise<void>;
  /** Forgets all bytes. */
  reset(): Promise<void>;
  /** Cuts off what an earlier, longer state left after `size` bytes. */
  truncate(size: number): void;
  /** Size on disk, bytes. */
  size(): number;
  /** Makes all bytes durable. */
  flush(): Promise<void>;
  /** Closes the file. `keep` leaves it and its record for the next run; `moved`: it has another name now. */
  close(what: "keep" | "remove" | "moved"): Promise<void>;
}

/**
 * Opens, or makes, the partial file for a target and locks it.
 *
 * @param base file name of the target as far as it is known before the first response
 * @throws {Failure} exit 2 where another process holds it, exit 5 where the file system refuses.
 */
export async function openPartialFile(
  world: PartialWorld,
  directory: string,
  base: string,
  resource: ResourceIdentity,
): Promise<PartialFile> {
  const stem = await hiddenStem(base);
  const path = join(directory, stem + SUFFIX);
  const file = await openLocked(world, path);
  const size = file.statSync().size;
  const record = createRecordFile(world, join(directory, stem + RECORD_SUFFIX));
  const found = await record.read(resource);
  if (found === undefined) {
    // The record is removed first: after a kill it must not describe bytes of something else.
    await record.remove();
    file.truncateSync(0);
  }
  const kept = found === undefined ? [] : clampSpans(found.done, size);
  return partialFile(world, { path, record, file, resource, object: found?.object, done: kept });
}

/** Everything an open partial file consists of. */
interface PartialState {
  readonly path: string;
  readonly record: RecordFile;
  readonly file: Deno.FsFile;
  readonly resource: ResourceIdentity;
  object: KnownObject | undefined;
  done: Spans;
}

function partialFile(world: PartialWorld, parts: PartialState): PartialFile {
  const { file, path, record } = parts;
  const found = coveredBytes(parts.done) > 0 ? parts.object : undefined;
  const saving = createRecordSaver(world, parts);
  const writeBack = createWriteBack(world, path);
  return {
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
      await record.remove();
      parts.done = [];
      file.truncateSync(0);
    },
    truncate(size) {
      if (file.statSync().size > size) file.truncateSync(size);
    },
    size: () => file.statSync().size,
    async flush() {
      await writeBack.settled();
      await file.sync().catch((error) => {
        throw fileFailure("write", path, error);
      });
    },
    async close(what) {
      await saving.end();
      await writeBack.settled();
      if (what === "remove") await removeIfExists(world, path);
      if (what !== "keep") await record.remove();
      record.close();
      file.close();
    },
  };
}

/** Decides when the record is saved; one save at a time. */
function createRecordSaver(world: PartialWorld, parts: PartialState) {
  let recorded = parts.done;
  let recordedAt = world.clock.monotonic();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const { object, done, resource } = parts;
    if (object === undefined || done.length === 0) return;
    recorded = done;
    recordedAt = world.clock.monotonic();
    await parts.record.save({ resource, object, done });
  }

  return {
    async save(when: "due" | "now"): Promise<void> {
      if (when === "now") {
        await running;
        return await run();
      }
      if (running !== undefined) return;
      const bytes = coveredBytes(parts.done) - coveredBytes(recorded);
      const isDue = bytes >= RECORD_BYTES ||
        (bytes > 0 && world.clock.monotonic() - recordedAt >= RECORD_INTERVAL);
      // Bytes may also have become fewer, after a reset.
      if (!isDue && bytes >= 0) return;
      running = run().finally(() => running = undefined);
      await running;
    },
    end: async (): Promise<void> => await running?.catch(() => {}),
  };
}

/** Opens and locks the file; makes sure that what was locked is what the path names. */
async function openLocked(world: PartialWorld, path: string): Promise<Deno.FsFile> {
  // Another process may finish (and rename) the file between opening and locking it: then try again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const file = await openRegular(world, path);
    if (file === undefined) continue;
    if (!await tryLock(world, file)) {
      file.close();
      throw busyFailure(path);
    }
    const named = await world.files.lstat(path).catch(() => undefined);
    const opened = file.statSync();
    if (named !== undefined && !named.isSymlink && named.ino === opened.ino && named.dev === opened.dev) {
      return file;
    }
    file.close();
  }
  throw busyFailure(path);
}

function busyFailure(path: string): Failure {
  return failedPrecondition(
    "another process is downloading to the same target",
    phrase`wait until it has finished, or choose another name with ${input("output")}`,
    path,
  );
}

/** Opens the file for reading and writing. Anything else there, such as a link, is removed, not followed. */
async function openRegular(world: PartialWorld, path: string): Promise<Deno.FsFile | undefined> {
  try {
    const info = await world.files.lstat(path).catch(() => undefined);
    if (info !== undefined && (!info.isFile || (info.nlink ?? 1) > 1)) {
      await world.files.remove(path);
      return undefined;
    }
    if (info !== undefined) return await world.files.open(path, { read: true, write: true });
    return await world.files.open(path, { read: true, write: true, createNew: true, mode: 0o600 });
  } catch (error) {
    // It appeared or vanished in between: the caller tries again.
    if (isNotFound(error) || (error instanceof Error && error.name === "AlreadyExists")) {
      if (await hasParent(world, path)) return undefined;
    }
    throw fileFailure("write", path, error);
  }
}

async function hasParent(world: PartialWorld, path: string): Promise<boolean> {
  return await world.files.stat(join(path, "..")).then((info) => info.isDirectory, () => false);
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
