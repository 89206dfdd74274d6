import { takeFileLock, withFileLock } from "../../../core/account/file-lock.ts";
import { plainText } from "../../../core/text/phrase.ts";
import { fakeWorld, type WorldParts } from "../../support/fake-world.ts";
import { inTemporaryDirectory, stillOpen, trackOpened } from "../../support/files.ts";
import { passingClock, realClock } from "../../support/secrets.ts";
import { rejectionOf } from "../detail-of.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** A lock that is held. */
function whileHeld<T>(use: (path: string, release: () => void) => Promise<T>): Promise<T> {
  return inTemporaryDirectory(async (directory) => {
    const path = join(directory, "a.lock");
    const release = await takeFileLock(fakeWorld(), path);
    let isHeld = true;
    const releaseOnce = () => {
      if (isHeld) release();
      isHeld = false;
    };
    try {
      return await use(path, releaseOnce);
    } finally {
      releaseOnce();
    }
  });
}

describe("a lock on a file", () => {
  it("is waited for, and taken when it is released", () =>
    whileHeld(async (path, release) => {
      const order: string[] = [];
      const second = withFileLock(fakeWorld({ clock: realClock() }), path, () => {
        order.push("second");
        return Promise.resolve();
      });
      await withFileLock(fakeWorld(), `${path}.other`, () => Promise.resolve(order.push("other lock")));
      order.push("released");
      release();
      await second;
      assertEquals(order, ["other lock", "released", "second"]);
    }));

  it("is released when the work fails", () =>
    inTemporaryDirectory(async (directory) => {
      const path = join(directory, "a.lock");
      await withFileLock(fakeWorld(), path, () => Promise.reject(new Error("no"))).catch(() => {});
      assertEquals(await withFileLock(fakeWorld(), path, () => Promise.resolve("work")), "work");
    }));

  it("is waited for no longer when the person ends the run", () =>
    whileHeld(async (path) => {
      const interrupt = new AbortController();
      const tracked = trackOpened(fakeWorld({ interrupt: interrupt.signal }));
      const second = withFileLock(tracked.world, path, () => Promise.resolve("work")).catch((reason) =>
        reason
      );
      interrupt.abort("Ctrl-C");
      assertEquals([await second, stillOpen(tracked.opened)], ["Ctrl-C", 0]);
    }));

  it("is waited for a minute; then the failure says who is waited for", () =>
    whileHeld(async (path) => {
      const clock = passingClock();
      const detail = await rejectionOf(() =>
        withFileLock(fakeWorld({ clock }), path, () => Promise.resolve())
      );
      assertEquals([detail.type, detail.subtype, detail.retryable, detail.path], [
        "internal",
        "storage",
        true,
        path,
      ]);
      assertEquals(
        plainText(detail.message),
        `another process holds the lock "${path}", for more than 60 seconds`,
      );
      assert(clock.passed() >= 60_000 && clock.passed() < 61_000, String(clock.passed()));
    }));

  const faults: readonly (readonly [what: string, files: (path: string) => WorldParts])[] = [
    ["cannot be made", () => ({ files: { ...Deno, open: () => Promise.reject(coded("EROFS")) } })],
    ["cannot be locked", () => ({ files: { ...Deno, open: unlockable } })],
  ];
  for (const [what, parts] of faults) {
    it(`is a failure with a path where it ${what}, and the work is not done`, () =>
      inTemporaryDirectory(async (directory) => {
        const path = join(directory, "a.lock");
        let isDone = false;
        const detail = await rejectionOf(() =>
          withFileLock(fakeWorld(parts(path)), path, () => {
            isDone = true;
            return Promise.resolve();
          })
        );
        assertEquals([detail.subtype, detail.path, isDone], ["storage", path, false]);
        assertMatch(plainText(detail.message), /^could not (open the lock|lock) /);
      }));
  }
});

function coded(code: string): Error {
  return Object.assign(new Error(`${code}: no`), { code });
}

/** A file on a file system without locks. */
async function unlockable(...[path, options]: Parameters<typeof Deno.open>): Promise<Deno.FsFile> {
  const file = await Deno.open(path, options);
  file.tryLock = () => Promise.reject(coded("ENOLCK"));
  return file;
}
