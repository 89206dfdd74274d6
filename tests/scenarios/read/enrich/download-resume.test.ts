import { type Platform, resourceBytes } from "../../../../fixtures/platform/mod.ts";
import { until } from "../../../support/bdd.ts";
import { isPartial, readRecord, treeOf } from "../../../support/downloads.ts";
import {
  DIRECTORY,
  DOWNLOAD,
  downloads,
  LARGE_FILES,
  largeFilesWorld,
  resourcesOf,
  savedIn,
  sizeOf,
} from "./download-scene.ts";
import { envOf, itForBoth, read } from "./scene.ts";
import { interruption } from "../../../support/test-world.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe } from "@std/testing/bdd";

const MIB = 2 ** 20;
const MGET = ["+messages-mget", "--message-ids", "om_first,om_second,om_small", "--download-resources"];
const sentBy = (platform: Platform) => downloads(platform).reduce((sum, { bytesSent }) => sum + bytesSent, 0);

/** Demands that a directory has whole files and partial ones only, the latter with every byte on record. */
function assertOnRecord(directory: string): void {
  for (const name of savedIn(directory)) {
    const path = join(directory, DIRECTORY, name);
    if (!isPartial(name)) {
      const whole = LARGE_FILES.find(({ fileKey }) => name === `${fileKey}.bin`);
      assertEquals(Deno.readFileSync(path), whole && resourceBytes(whole));
    } else if (!name.endsWith(".json")) {
      const { done } = readRecord(Deno.readTextFileSync(`${path}.json`));
      assertEquals(done, [[0, sizeOf(path) - 1]]);
    }
  }
}

describe("--download-resources: a second run", () => {
  itForBoth("finds the files unchanged and shows the same", largeFilesWorld, async (scene, identity) => {
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
    for (const mebibytes of [0, 0.1, 2, 8]) {
      itForBoth(
        `${name} after ${mebibytes} MiB: exit 130, nothing on stdout; what is on disk is on record when it ends`,
        () => ({ ...largeFilesWorld(), bytesPerSecond: 60_000_000 }),
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
          stop.abort(interruption());
          const result = await ended;
          assertEquals([result.status, result.stdout], [130, ""], result.stderr);
          assertOnRecord(directory);
        },
      );
    }
  }
});
