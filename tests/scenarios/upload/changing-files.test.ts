import type { World } from "../../../core/world.ts";
import type { Platform } from "../../../fixtures/platform/mod.ts";
import { sha256 } from "../../support/downloads.ts";
import { putFiles } from "../../support/files.ts";
import { mp4Video, noise, pngImage } from "../../support/media.ts";
import { dataOf } from "../../support/results.ts";
import {
  FILES_PATH,
  IMAGES_PATH,
  inDemo,
  replyLine,
  runInWorld,
  sendLine,
  unsentError,
} from "../../support/sending.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const BYTES = noise(300_000);

/** What is done to a file between its check and its upload. */
const CHANGES: readonly (readonly [name: string, change: (path: string) => Promise<void>])[] = [
  ["becomes shorter", (path) => Deno.truncate(path, 100_000)],
  ["becomes empty", (path) => Deno.truncate(path, 0)],
  ["becomes longer", (path) => Deno.writeFile(path, noise(9), { append: true })],
  ["gets other bytes of the same length", async (path) => {
    await Deno.writeFile(path, noise(300_000, 9));
    // The clock of a file system may not have moved on.
    await Deno.utime(path, new Date(), new Date(Date.now() + 60_000));
  }],
];

/** A world in which something happens when an upload begins. */
function onUpload(world: World, path: string, act: () => Promise<void>): World {
  return {
    ...world,
    async fetchOnce(url, init) {
      if (new URL(url).pathname === path) await act();
      return await world.fetchOnce(url, init);
    },
  };
}

function assertChanged(platform: Platform, error: Readonly<Record<string, unknown>>, param: string): void {
  assertEquals([error["type"], error["param"], platform.uploads], ["validation", param, []]);
  assertStringIncludes(String(error["message"]), "changed while it was being sent");
  assertEquals(error["retryable"], undefined);
}

describe("a file that changes while it is sent: the service takes nothing, nothing is sent, exit 2", () => {
  for (const [name, change] of CHANGES) {
    for (const line of [sendLine, replyLine]) {
      it(`${line()[0]}: it ${name}`, () =>
        inDemo({}, async (scene) => {
          await putFiles(scene, { "a.bin": BYTES });
          const result = await runInWorld(
            scene,
            line("--file", "a.bin"),
            (world) => onUpload(world, FILES_PATH, () => change(join(scene.directory, "a.bin"))),
          );
          assertChanged(scene.platform, unsentError(scene.platform, result, 2), "--file");
        }));
    }
  }

  it("a cover that changes stops the message after the video was uploaded", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.mp4": mp4Video(1000), "a.png": pngImage() });
      const result = await runInWorld(
        scene,
        sendLine("--video", "a.mp4", "--video-cover", "a.png"),
        (world) => onUpload(world, IMAGES_PATH, () => Deno.truncate(join(scene.directory, "a.png"), 60)),
      );
      const error = unsentError(scene.platform, result, 2);
      assertEquals([error["param"], scene.platform.uploads.length], ["--video-cover", 1]);
    }));
});

describe("a file that another one takes the place of", () => {
  it("is sent as it was when it was checked", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.bin": BYTES, "b.bin": noise(300_000, 9) });
      const [from, to] = ["b.bin", "a.bin"].map((name) => join(scene.directory, name)) as [string, string];
      const result = await runInWorld(
        scene,
        sendLine("--file", "a.bin"),
        (world) => onUpload(world, FILES_PATH, () => Deno.rename(from, to)),
      );
      dataOf(result);
      assertEquals(scene.platform.uploads.map((upload) => upload.sha256), [await sha256(BYTES)]);
    }));

  it("is sent although its name is gone", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.bin": BYTES });
      const result = await runInWorld(
        scene,
        sendLine("--file", "a.bin"),
        (world) => onUpload(world, FILES_PATH, () => Deno.remove(join(scene.directory, "a.bin"))),
      );
      dataOf(result);
      assertEquals(scene.platform.uploads.map((upload) => upload.sha256), [await sha256(BYTES)]);
    }));
});
