import { Failure } from "../../../../core/failure.ts";
import { type Platform, resourceBytes } from "../../../../fixtures/platform/mod.ts";
import { until } from "../../../support/bdd.ts";
import { documentOf, isPartial, partOf, readRecord, treeOf } from "../../../support/downloads.ts";
import { resultOf, startIm } from "../../../support/im.ts";
import { inScene, type Scene } from "../../../support/scene.ts";
import {
  assertEntry,
  DIRECTORY,
  DOWNLOAD,
  downloads,
  fileMessage,
  picture,
  resourceOf,
  resourcesOf,
  savedIn,
} from "./download-scene.ts";
import { envOf, groupOf, IDENTITIES, type Identity, itForBoth, read, readResultOf } from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const MIB = 2 ** 20;
const first = resourceOf("first", "file_first", { seed: 1, size: 24 * MIB });
const second = resourceOf("second", "file_second", { seed: 2, size: 12 * MIB });
const small = resourceOf("small", "img_small", { seed: 3 });
const all = [first, second, small];
const world = () =>
  groupOf([fileMessage("first", 1), fileMessage("second", 2), picture("small", 3)], { resources: all });
const MGET = ["+messages-mget", "--message-ids", "om_first,om_second,om_small", "--download-resources"];
const sentBy = (platform: Platform) => downloads(platform).reduce((sum, { bytesSent }) => sum + bytesSent, 0);

/** Size of a partial file, bytes; 0 while there is none. */
function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}

/** Starts the download and sends it a signal when so many bytes of the first file are on disk. */
async function stopAt(scene: Scene, identity: Identity, bytes: number, signal: Deno.Signal) {
  const { directory, env } = scene;
  const partial = join(directory, DIRECTORY, ".file_first.im-part");
  const process = startIm([...DOWNLOAD, "--as", identity], {
    cwd: directory,
    env: { ...env, ...envOf(identity) },
  });
  const output = process.output();
  await until(() => sizeOf(partial) >= bytes, output);
  process.kill(signal);
  return resultOf(await output);
}

/** Demands that a directory has whole files and partial ones only, the latter with every byte on record. */
function assertOnRecord(directory: string): void {
  for (const name of savedIn(directory)) {
    const path = join(directory, DIRECTORY, name);
    if (!isPartial(name)) {
      const whole = all.find(({ fileKey }) => name === `${fileKey}.bin`);
      assertEquals(Deno.readFileSync(path), whole && resourceBytes(whole));
    } else if (!name.endsWith(".json")) {
      const { done } = readRecord(Deno.readTextFileSync(`${path}.json`));
      assertEquals(done, [[0, sizeOf(path) - 1]]);
    }
  }
}

describe("--download-resources: a second run", () => {
  itForBoth("finds the files unchanged and tells the same", world, async (scene, identity) => {
    const before = await read(scene, identity, DOWNLOAD);
    const tree = treeOf(scene.directory);
    const times = savedIn(scene.directory).map((name) =>
      Deno.statSync(join(scene.directory, DIRECTORY, name)).mtime
    );
    const sent = sentBy(scene.platform);
    const after = await read(scene, identity, DOWNLOAD);
    assertEquals(after.messages.map(resourcesOf), before.messages.map(resourcesOf));
    assertEquals([treeOf(scene.directory), after.warnings], [tree, []]);
    assertEquals(
      savedIn(scene.directory).map((name) => Deno.statSync(join(scene.directory, DIRECTORY, name)).mtime),
      times,
    );
    assert(sentBy(scene.platform) - sent < MIB, "large files were fetched again");
  });
});

describe("--download-resources: an interrupted run", () => {
  for (const [name, args] of [["list", DOWNLOAD], ["mget", MGET]] as const) {
    for (const mebibytes of [0, 0.1, 4, 12]) {
      itForBoth(
        `${name} after ${mebibytes} MiB: exit 130, nothing on stdout; what is on disk is on record when it ends`,
        () => ({ ...world(), bytesPerSecond: 60_000_000 }),
        async (scene, identity) => {
          const stop = new AbortController();
          const ended = scene.run([...args, "--as", identity], {
            env: envOf(identity),
            interrupt: stop.signal,
          });
          const { platform, directory } = scene;
          await until(
            () => downloads(platform).length > 0 && sentBy(platform) >= mebibytes * MIB,
            ended,
          );
          stop.abort(new Failure({ type: "interrupted", subtype: "interrupt", message: "interrupted" }));
          const result = await ended;
          assertEquals([result.status, result.stdout], [130, ""], result.stderr);
          assertOnRecord(directory);
        },
      );
    }
  }

  for (const identity of IDENTITIES) {
    for (const signal of ["SIGKILL", "SIGINT"] as const) {
      it(`as ${identity}: ${signal}: the same command again continues and all is right`, () =>
        inScene({ ...world(), bytesPerSecond: 30_000_000 }, async (scene) => {
          const stopped = await stopAt(scene, identity, 6 * MIB, signal);
          if (signal === "SIGINT") {
            assertEquals([stopped.status, stopped.stdout], [130, ""]);
            const error = partOf(documentOf(stopped.stderr), "error");
            assertEquals(error["type"], "interrupted");
            assertMatch(String(error["hint"]), /again/);
          }
          assert(savedIn(scene.directory).includes(".file_first.im-part"), "nothing was kept");
          await scene.platform.idle();
          scene.platform.clearLog();
          const env = envOf(identity);
          const result = await scene.spawn([...DOWNLOAD, "--as", identity], { env });
          const { messages, warnings } = readResultOf(result, identity);
          for (const [index, resource] of all.entries()) {
            await assertEntry(resourcesOf(messages[index])[0], resource, scene.directory);
          }
          assertEquals(warnings, []);
          assertEquals(savedIn(scene.directory), ["file_first.bin", "file_second.bin", "img_small.bin"]);
          const again = downloads(scene.platform).filter(({ path }) => path.endsWith("file_first"));
          assert(again.every(({ range }) => (range?.start ?? 0) > 0), "it started from the beginning");
        }));
    }
  }
});

describe("--download-resources: two runs at the same time", () => {
  for (const identity of IDENTITIES) {
    it(`as ${identity}: both tell right files`, () =>
      inScene({ ...world(), bytesPerSecond: 60_000_000 }, async (scene) => {
        const start = () => scene.spawn([...DOWNLOAD, "--as", identity], { env: envOf(identity) });
        for (const result of await Promise.all([start(), start()])) {
          const { messages } = readResultOf(result, identity);
          for (const [index, resource] of all.entries()) {
            await assertEntry(resourcesOf(messages[index])[0], resource, scene.directory);
          }
        }
        assertEquals(savedIn(scene.directory).filter(isPartial), []);
      }));
  }
});
