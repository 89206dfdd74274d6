import { until } from "../../../support/bdd.ts";
import { isPartial } from "../../../support/downloads.ts";
import { resultOf, startIm } from "../../../support/im.ts";
import { documentOf, partOf } from "../../../support/results.ts";
import { inScene, type Scene } from "../../../support/scene.ts";
import {
  assertEntry,
  DIRECTORY,
  DOWNLOAD,
  downloads,
  LARGE_FILES,
  largeFilesWorld,
  resourcesOf,
  savedIn,
  sizeOf,
} from "./download-scene.ts";
import { envOf, type Identity, readResultOf } from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const MIB = 2 ** 20;

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

/** Runs the command to its end; every resource must be there, whole. */
async function assertDownloads(scene: Scene, identity: Identity): Promise<void> {
  const result = await scene.spawn([...DOWNLOAD, "--as", identity], { env: envOf(identity) });
  const { messages, warnings } = readResultOf(result, identity);
  for (const [index, resource] of LARGE_FILES.entries()) {
    await assertEntry(resourcesOf(messages[index])[0], resource, scene.directory);
  }
  assertEquals(warnings, []);
}

describe("--download-resources: an interrupted run", () => {
  for (const [identity, signal] of [["user", "SIGKILL"], ["bot", "SIGINT"]] as const) {
    it(`as ${identity}: ${signal}: the same command again continues and all is right`, () =>
      inScene({ ...largeFilesWorld(), bytesPerSecond: 15_000_000 }, async (scene) => {
        const stopped = await stopAt(scene, identity, 3 * MIB, signal);
        if (signal === "SIGINT") {
          assertEquals([stopped.status, stopped.stdout], [130, ""]);
          const error = partOf(documentOf(stopped.stderr), "error");
          assertEquals(error["type"], "interrupted");
          assertMatch(String(error["hint"]), /again/);
        }
        assert(savedIn(scene.directory).includes(".file_first.im-part"), "nothing was kept");
        await scene.platform.idle();
        scene.platform.clearLog();
        await assertDownloads(scene, identity);
        assertEquals(savedIn(scene.directory), ["file_first.bin", "file_second.bin", "img_small.bin"]);
        const again = downloads(scene.platform).filter(({ path }) => path.endsWith("file_first"));
        assert(again.every(({ range }) => (range?.start ?? 0) > 0), "it started from the beginning");
      }));
  }
});

describe("--download-resources: two runs at the same time", () => {
  it("both report whole files", () =>
    inScene({ ...largeFilesWorld(), bytesPerSecond: 30_000_000 }, async (scene) => {
      await Promise.all([assertDownloads(scene, "user"), assertDownloads(scene, "user")]);
      assertEquals(savedIn(scene.directory).filter(isPartial), []);
    }));
});
