import type { JsonObject } from "../../../core/json/json.ts";
import { exportTo, world } from "../../support/export-world.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** What a preview says that would be done. */
async function contextOf(scene: Scene, ...args: readonly string[]): Promise<JsonObject> {
  const { status, stdout, stderr } = await scene.run([
    "archive",
    ...args,
    "--archive",
    "archive",
    "--dry-run",
  ]);
  assertEquals(status, 0, stderr);
  const { archive: _, ...context } = partOf(partOf(documentOf(stdout), "data"), "context");
  return context as JsonObject;
}

/** Every file below a directory. */
async function namesBelow(path: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    names.push(join(path, name), ...isDirectory ? await namesBelow(join(path, name)) : []);
  }
  return names.sort();
}

describe("a dry run of a command that changes an archive says what it would do, and does nothing", () => {
  it("archive export counts pages, files and messages as the run does, and what would change", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      const line = ["export", "--into", "html,jsonl,csv,markdown", "--self-contained"];
      const before = await namesBelow(scene.directory);
      const { forms } = await contextOf(scene, ...line);
      assertEquals(await namesBelow(scene.directory), before);
      const { stdout } = await scene.run(["archive", ...line, "--archive", "archive"]);
      assertEquals(forms, partOf(documentOf(stdout), "data")["written"]);
      const again = await contextOf(scene, ...line);
      assertEquals((again["forms"] as readonly JsonObject[])[0]?.["changed"], 0);
    }));

  it("archive verify --repair counts files that it would have fetched again, and leaves them", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      const media = (await namesBelow(join(scene.directory, "archive", "media"))).filter((name) =>
        name.endsWith(".bin") || name.endsWith(".png")
      );
      for (const name of media) await Deno.writeTextFile(name, "damaged");
      const before = await namesBelow(scene.directory);
      const planned = { indexed: 127, wanted: media.length, adopted: 0 };
      assertEquals(await contextOf(scene, "verify", "--repair"), planned);
      assertEquals(await namesBelow(scene.directory), before);
      assertEquals(media.length, 1);
    }));

  it("archive gaps --retry counts the gaps that it would have tried again, and leaves them final", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 234002, when: { path: "/resources/" } });
      await exportTo(scene);
      for (let n = 0; n < 2; n++) assertEquals(await contextOf(scene, "gaps", "--retry"), { gaps: 2 });
    }));

  it("archive forget counts the messages that it would remove", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      for (let n = 0; n < 2; n++) {
        assertEquals(await contextOf(scene, "forget", "--chat-id", "Topic", "--yes"), { messages: 2 });
      }
    }));

  for (
    const line of [["gaps", "--retry"], ["verify"], ["export", "--into", "html"], [
      "forget",
      "--chat-id",
      "x",
    ]]
  ) {
    it(`archive ${line[0]} fails where there is no archive, as the run does`, () =>
      inScene(world(), async (scene) => {
        const args = ["archive", ...line, "--archive", "nothing"];
        const run = await scene.run([...args, "--yes"].slice(0, line[0] === "forget" ? undefined : -1));
        const preview = await scene.run([...args, "--dry-run"]);
        assertEquals([preview.status, preview.stderr], [2, run.stderr]);
      }));
  }
});
