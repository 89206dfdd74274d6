import { Failure } from "../failure.ts";
import { phrase } from "../text/phrase.ts";
import { sleep } from "../world.ts";
import { storageFailure, type StorageWorld } from "./private-file.ts";

/** Longest wait for a lock that somebody else holds, milliseconds. */
const LONGEST_WAIT = 60_000;
/** Time between two attempts, milliseconds. */
const ATTEMPT_INTERVAL = 50;

/**
 * Waits for the lock on a file and takes it. No other process, and no other work of this one, gets it before it is
 * released; the system releases it when the process ends, however it ends. The file is made where it is missing, and stays.
 *
 * @param longestWait milliseconds
 * @returns what releases it
 * @throws {Failure} `internal`/`storage` where the file cannot be made or locked, or the wait is over; the interrupt.
 */
export async function takeFileLock(
  world: StorageWorld,
  path: string,
  longestWait: number = LONGEST_WAIT,
): Promise<() => void> {
  const file = await openLockFile(world, path);
  try {
    await lock(world, path, file, longestWait);
  } catch (error) {
    file.close();
    throw error;
  }
  return () => file.close();
}

/** Runs work while nobody else holds the lock on the file; see `takeFileLock`. */
export async function withFileLock<T>(world: StorageWorld, path: string, work: () => Promise<T>): Promise<T> {
  const release = await takeFileLock(world, path);
  try {
    return await work();
  } finally {
    release();
  }
}

async function openLockFile({ files }: StorageWorld, path: string): Promise<Deno.FsFile> {
  try {
    return await files.open(path, { read: true, write: true, create: true, mode: 0o600 });
  } catch (error) {
    throw storageFailure("open the lock", path, error);
  }
}

async function lock(
  world: StorageWorld,
  path: string,
  file: Deno.FsFile,
  longestWait: number,
): Promise<void> {
  const { clock, interrupt } = world;
  const late = clock.monotonic() + longestWait;
  try {
    while (!await tryLock(world, file, longestWait)) {
      if (clock.monotonic() >= late) throw heldFailure(path, longestWait);
      await sleep(clock, ATTEMPT_INTERVAL, interrupt);
    }
    interrupt.throwIfAborted();
  } catch (error) {
    throw interrupt.aborted ? interrupt.reason : storageFailure("lock", path, error);
  }
}

/** Locks the file if nobody holds it. Runtimes before 2.5 can only wait for a lock, so the one wait is cut short. */
async function tryLock(world: StorageWorld, file: Deno.FsFile, longestWait: number): Promise<boolean> {
  if (typeof file.tryLock === "function") return await file.tryLock(true);
  const waited = new AbortController();
  const locked = file.lock(true).then(() => true);
  locked.catch(() => {});
  const over = AbortSignal.any([waited.signal, world.interrupt]);
  try {
    return await Promise.race([locked, sleep(world.clock, longestWait, over).then(() => false)]);
  } finally {
    waited.abort();
  }
}

function heldFailure(path: string, waited: number): Failure {
  return new Failure({
    type: "internal",
    subtype: "storage",
    message: phrase`another process holds the lock "${path}", for more than ${waited / 1000} seconds`,
    hint: "wait until it has finished, or end it, then run the same command again",
    retryable: true,
    path,
  });
}
