/**
 * The lock of an archive, which whoever writes holds: a file that the system keeps locked as long as the process lives.
 *
 * @module
 */

import { failedPrecondition, fileFailure, isInterrupted } from "../failure.ts";
import type { PinnedDirectory } from "../pinned-directory.ts";
import { phrase } from "../text/phrase.ts";
import type { World } from "../world.ts";
import { noLocks } from "./log-mode.ts";
import { join } from "@std/path";

type LockWorld = Pick<World, "files" | "clock" | "pid">;

/** Its name in the archive. */
export const LOCK = "lock";

/** Takes the lock at once or says who has it. The system releases it when the process ends, however it ends. */
export async function takeLock(world: LockWorld, directory: PinnedDirectory): Promise<() => void> {
  const path = join(directory.path, LOCK);
  let file: Deno.FsFile;
  try {
    const options = { read: true, write: true, create: true, mode: 0o600 };
    file = directory.run((at) => world.files.openSync(at(LOCK), options));
  } catch (error) {
    throw fileFailure("open", path, error);
  }
  let isLocked: boolean;
  try {
    isLocked = await tryLock(world, file);
  } catch (error) {
    file.close();
    throw isInterrupted(error) ? error : noLocks(directory.path);
  }
  if (!isLocked) {
    const holder = readHolder(file);
    file.close();
    throw failedPrecondition(
      phrase`another process is writing to the archive "${directory.path}"${
        holder === "" ? "" : ` (${holder})`
      }`,
      "wait until it has finished, or end it, then run the same command again",
      directory.path,
    );
  }
  file.truncateSync(0);
  file.writeSync(new TextEncoder().encode(holderText(world)));
  return () => file.close();
}

/** Runtimes before 2.5 can only wait for a lock, so that wait is cut short. */
const SHORT_WAIT = 5_000;

async function tryLock({ clock }: LockWorld, file: Deno.FsFile): Promise<boolean> {
  if (typeof file.tryLock === "function") return await file.tryLock(true);
  const locked = file.lock(true).then(() => true);
  // It is rejected when the file is closed.
  locked.catch(() => {});
  let cancel = () => {};
  const late = new Promise<boolean>((resolve) => cancel = clock.after(SHORT_WAIT, () => resolve(false)));
  return await Promise.race([locked, late]).finally(() => cancel());
}

function holderText({ clock, pid }: LockWorld): string {
  const process = pid === undefined ? "" : `process ${pid}, `;
  return `${process}since ${new Date(clock.now()).toISOString()}\n`;
}

function readHolder(file: Deno.FsFile): string {
  const buffer = new Uint8Array(200);
  file.seekSync(0, 0);
  return new TextDecoder().decode(buffer.subarray(0, file.readSync(buffer) ?? 0)).trim();
}
