import { type Resource, resourceBytes } from "../../../fixtures/platform/mod.ts";
import { assertBytes, commandFor, fileOf, treeOf } from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene, type SceneResult } from "../../support/scene.ts";
import { DISPOSITIONS, KEYS, ODD_PATHS, REFUSED_PATHS } from "./hostile-names.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(100, { type: "image", contentType: "image/png" });

/** A working directory with neighbours that nothing may touch. */
async function amongNeighbours(use: (scene: Scene, inside: string) => Promise<void>): Promise<void> {
  await inScene({ resources: [image] }, async (scene) => {
    const inside = join(scene.directory, "neighbourhood", "inside");
    await Deno.mkdir(inside, { recursive: true });
    for (const name of ["x.png", "x", "passwd"]) {
      await Deno.writeTextFile(join(scene.directory, name), "keep");
      await Deno.writeTextFile(join(scene.directory, "neighbourhood", name), "keep");
    }
    await use(scene, inside);
  });
}

/** What lies around the working directory. */
function around(scene: Scene): string[] {
  return treeOf(scene.directory).filter((line) => !line.startsWith("neighbourhood/inside/"));
}

/** Empties the working directory and demands that what was in it is no more than one clean file. */
async function takeSaved(result: SceneResult, inside: string, resource: Resource): Promise<string> {
  const path = String(dataOf(result)["saved_path"]);
  assert(path.startsWith(`${inside}/`), `saved outside: ${path}`);
  await assertBytes(path, resourceBytes(resource));
  const files = treeOf(inside).filter((line) => !line.endsWith("/"));
  assertEquals(files.length, 1, `more than one file: ${files}`);
  await Deno.remove(inside, { recursive: true });
  await Deno.mkdir(inside);
  return path.slice(inside.length + 1);
}

/** Demands exit 2, naming a flag and its value, with nothing written. */
function assertRefused(result: SceneResult, inside: string, flag: string, value: string): void {
  const error = errorOf(result, 2);
  assertEquals(error["param"], flag, JSON.stringify(error));
  assertStringIncludes(String(error["message"]), JSON.stringify(value).slice(1, -1));
  assertEquals(treeOf(inside), []);
}

const UNCLEAN_REGEXP =
  /[\p{Cc}\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

/** Demands of a name that we made ourselves, or that a server chose, that it is harmless everywhere. */
function assertClean(name: string): void {
  assert(!UNCLEAN_REGEXP.test(name), `unseen characters: ${JSON.stringify(name)}`);
  assert(!/[\\/<>:"|?*]/.test(name), `reserved characters: ${JSON.stringify(name)}`);
  assert(!/^[.~ -]|[. ]$/.test(name), `a bad start or end: ${JSON.stringify(name)}`);
  assert(!/^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)/i.test(name), `a device: ${name}`);
  assert(new TextEncoder().encode(name).length <= 255, `too long: ${name}`);
}

describe(`hostile paths for --output (${REFUSED_PATHS.length + ODD_PATHS.length})`, () => {
  it("those that leave the directory or cannot be seen: exit 2, flag and value named, nothing sent or written", () =>
    amongNeighbours(async (scene, inside) => {
      const before = around(scene);
      for (const path of REFUSED_PATHS) {
        const result = await scene.run(commandFor(image, `--output=${path}`), { cwd: inside });
        assertRefused(result, inside, "--output", path);
      }
      assertEquals(scene.platform.log.length, 0);
      assertEquals(around(scene), before);
    }));

  it("the same words in a preview: exit 2 as well", () =>
    amongNeighbours(async (scene, inside) => {
      for (const path of REFUSED_PATHS) {
        const result = await scene.run(commandFor(image, `--output=${path}`, "--dry-run"), { cwd: inside });
        assertRefused(result, inside, "--output", path);
      }
    }));

  it("those that only look bad: one file inside, or exit 2", () =>
    amongNeighbours(async (scene, inside) => {
      const before = around(scene);
      for (const path of ODD_PATHS) {
        const result = await scene.run(commandFor(image, `--output=${path}`), { cwd: inside });
        if (result.status === 2) assertRefused(result, inside, "--output", path);
        else await takeSaved(result, inside, image);
        assertEquals(around(scene), before, path);
      }
    }));
});

describe(`hostile file keys (${KEYS.length})`, () => {
  it("one clean file inside, or exit 2 with flag and value", () =>
    amongNeighbours(async (scene, inside) => {
      const before = around(scene);
      for (const fileKey of KEYS) {
        const resource = { ...image, fileKey };
        scene.platform.addResource(resource);
        const result = await scene.run(
          [
            "+messages-resources-download",
            "--message-id",
            image.messageId,
            `--file-key=${fileKey}`,
            "--type",
            "image",
          ],
          { cwd: inside },
        );
        if (result.status === 2) assertRefused(result, inside, "--file-key", fileKey);
        else assertClean(await takeSaved(result, inside, resource));
        assertEquals(around(scene), before, fileKey);
      }
    }));
});

describe(`hostile Content-Disposition headers (${DISPOSITIONS.length})`, () => {
  for (const flags of [["--original-name"], ["--original-name", "--output", "deep/"], []]) {
    it(`with ${flags.join(" ") || "the key as name"}: one clean file inside`, () =>
      amongNeighbours(async (scene, inside) => {
        const before = around(scene);
        for (const contentDisposition of DISPOSITIONS) {
          const resource = { ...image, contentDisposition };
          scene.platform.addResource(resource);
          const result = await scene.run(commandFor(image, ...flags), { cwd: inside });
          const name = await takeSaved(result, inside, resource);
          assertClean(flags.includes("deep/") ? name.replace(/^deep\//, "") : name);
          if (flags.length === 0) assert(name.startsWith(image.fileKey), name);
          assertEquals(around(scene), before, contentDisposition);
        }
      }));
  }

  it("a good name arrives as it is", () =>
    inScene({}, async ({ platform, run, directory }) => {
      for (
        const fileName of [
          "发布检查表.png",
          "a b (1).png",
          "résumé.pdf",
          "😀.png",
          "archive.tar.gz",
          "no-extension",
        ]
      ) {
        platform.addResource({ ...image, fileName, contentType: "application/x-unknown" });
        const data = dataOf(await run(commandFor(image, "--original-name")));
        assertEquals(data["saved_path"], join(directory, fileName));
      }
    }));
});
