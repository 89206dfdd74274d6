import {
  createWriteBack,
  readFully,
  removeIfExists,
  writeAll,
  writeFully,
} from "../../../core/download/disk.ts";
import { pinDirectory } from "../../../core/pinned-directory.ts";
import { fakeWorld, settle } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { detailOf, rejectionOf } from "../detail-of.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const BYTES = new Uint8Array([1, 2, 3, 4, 5]);

/** Gives a file of a temporary directory, opened for reading and writing. */
async function inFile(use: (file: Deno.FsFile, path: string) => void | Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const path = join(directory, "a");
    using file = await Deno.open(path, { read: true, write: true, create: true });
    await use(file, path);
  });
}

/** A file that takes and gives two bytes at a time, as a nearly full or slow disk does. */
function inPairs(file: Deno.FsFile): Deno.FsFile {
  const [write, read] = [file.writeSync.bind(file), file.readSync.bind(file)];
  file.writeSync = (bytes) => write(bytes.subarray(0, 2));
  file.readSync = (bytes) => read(bytes.subarray(0, 2));
  return file;
}

describe("writing and reading a file", () => {
  it("goes to the offset, and on until all is done", () =>
    inFile((file, path) => {
      writeFully(inPairs(file), path, 3, BYTES);
      assertEquals(Deno.readFileSync(path), new Uint8Array([0, 0, 0, ...BYTES]));
      assertEquals(readFully(file, path, 4, 3), new Uint8Array([2, 3, 4]));
      writeFully(file, path, 0, BYTES.subarray(0, 1));
      assertEquals(Deno.readFileSync(path), new Uint8Array([1, 0, 0, ...BYTES]));
    }));

  it("reads no more than there is", () =>
    inFile((file, path) => {
      writeAll(file, BYTES);
      assertEquals([readFully(file, path, 3, 10), readFully(file, path, 9, 10)], [
        new Uint8Array([4, 5]),
        new Uint8Array(),
      ]);
    }));

  it("names the file where it fails", () =>
    inFile((_file, path) => {
      using readable = Deno.openSync(path);
      using writable = Deno.openSync(path, { write: true });
      assertEquals(detailOf(() => writeFully(readable, path, 0, BYTES)).path, path);
      assertEquals(detailOf(() => readFully(writable, path, 0, 1)).path, path);
    }));
});

describe("removeIfExists", () => {
  it("removes a file, and takes one that is not there", () =>
    inTemporaryDirectory(async (cwd) => {
      const world = fakeWorld({ cwd });
      const directory = pinDirectory(world, "output", cwd);
      await Deno.writeTextFile(join(cwd, "a"), "x");
      removeIfExists(world, directory, "a");
      removeIfExists(world, directory, "a");
      assertEquals([...Deno.readDirSync(cwd)], []);
    }));

  it("names what cannot be removed", () =>
    inTemporaryDirectory(async (cwd) => {
      const world = fakeWorld({ cwd });
      await Deno.mkdir(join(cwd, "a/b"), { recursive: true });
      const detail = await rejectionOf(() =>
        Promise.resolve().then(() => removeIfExists(world, pinDirectory(world, "output", cwd), "a"))
      );
      assertEquals([detail.subtype, detail.path], ["file_io", join(cwd, "a")]);
    }));
});

describe("createWriteBack", () => {
  const STEP = 16 * 1024 * 1024;

  /** A file whose flushes wait for the test. */
  function start() {
    const flushes: { readonly end: () => void; readonly fail: () => void }[] = [];
    let opened = 0;
    const writeBack = createWriteBack(() => {
      opened++;
      return {
        syncData: () =>
          new Promise<void>((resolve, reject) =>
            flushes.push({ end: resolve, fail: () => reject(new Error()) })
          ),
        [Symbol.dispose]: () => void opened--,
      } as unknown as Deno.FsFile;
    });
    return { writeBack, flushes, opened: () => opened };
  }

  it("begins after each 16 MiB, one at a time", async () => {
    const { writeBack, flushes, opened } = start();
    writeBack.addWritten(STEP - 1);
    assertEquals(flushes.length, 0);
    writeBack.addWritten(1);
    assertEquals([flushes.length, opened()], [1, 1]);
    writeBack.addWritten(STEP);
    assertEquals(flushes.length, 1);
    flushes[0]?.end();
    await settle();
    assertEquals(opened(), 0);
    writeBack.addWritten(1);
    assertEquals(flushes.length, 2);
    flushes[1]?.end();
    await settle();
    writeBack.addWritten(STEP - 1);
    assertEquals(flushes.length, 2);
  });

  it("says when nothing is under way any more, whatever became of it", async () => {
    const { writeBack, flushes } = start();
    await writeBack.settled();
    writeBack.addWritten(STEP);
    let isSettled = false;
    const settling = writeBack.settled().then(() => isSettled = true);
    await settle();
    assert(!isSettled);
    flushes[0]?.fail();
    await settling;
  });

  it("reports what a flush that somebody waits for fails with", async () => {
    const { writeBack, flushes, opened } = start();
    let isFlushed = false;
    const flushing = writeBack.flush().then(() => isFlushed = true, () => "failed");
    await settle();
    assert(!isFlushed);
    flushes[0]?.fail();
    assertEquals([await flushing, opened()], ["failed", 0]);
  });

  it("takes a file that is no longer there", async () => {
    await createWriteBack(() => undefined).flush();
  });
});
