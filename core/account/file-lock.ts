import { Failure } from "../failure.ts";
import { phrase } from "../text/phrase.ts";
import { sleep } from "../world.ts";
import { storageFailure, type StorageWorld } from "./private-file.ts";

/** Longest wait for a lock that somebody else holds, milliseconds. */
const LONGEST_WAIT = 60_000;
/** Time between two attempts, milliseconds. */
const ATTEMPT_INTERVAL = 50;

/**
 * Runs work while no other process, and no other work of this one, holds the lock on the file. The system gives the lock
 * back when the process ends, however it ends. The file is made where it is missing, and stays.
 *
 * @throws {Failure} `internal`/`storage` where the file cannot be made or locked, or somebody holds the lock for a minute.
 */
export async function withFileLock<T>(world: StorageWorld, path: string, work: () => Promise<T>): Promise<T> {
  const file = await openLockFile(world, path);
  try {
    await lock(world, path, file);
    return await work();
  } finally {
    file.close();
  }
}

async function openLockFile({ files }: StorageWorld, path: string): Promise<Deno.FsFile> {
  try {
    return await files.open(path, { read: true, write: true, create: true, mode: 0o600 });
  } catch (error) {
    throw storageFailure("open the lock", path, error);
  }
}

async function lock(world: StorageWorld, path: string, file: Deno.FsFile): Promise<void> {
  const { clock, interrupt } = world;
  const late = clock.monotonic() + LONGEST_WAIT;
  try {
    while (!await tryLock(world, file)) {
      if (clock.monotonic() >= late) throw heldFailure(path);
      await sleep(clock, ATTEMPT_INTERVAL, interrupt);
    }
  } catch (error) {
    if (interrupt.aborted) throw interrupt.reason;
    throw storageFailure("lock", path, error);
  }
  interrupt.throwIfAborted();
}

/** Locks the file if nobody holds it. Runtimes before 2.5 can only wait for a lock, so the one wait is cut short. */
async function tryLock({ clock, interrupt }: StorageWorld, file: Deno.FsFile): Promise<boolean> {
  if (typeof file.tryLock === "function") return await file.tryLock(true);
  const waited = new AbortController();
  const locked = file.lock(true).then(() => true);
  locked.catch(() => {});
  try {
    return await Promise.race([
      locked,
      sleep(clock, LONGEST_WAIT, AbortSignal.any([waited.signal, interrupt])).then(() => false),
    ]);
  } finally {
    waited.abort();
  }
}

function heldFailure(path: string): Failure {
  return new Failure({
    type: "internal",
    subtype: "storage",
    message: phrase`another process has held the lock "${path}" for a minute`,
    hint: "wait until it has finished, or end it, then run the same command again",
    retryable: true,
    path,
  });
}
