import { treeOf } from "../../../support/downloads.ts";
import { dataOf, documentOf, warningsOf } from "../../../support/results.ts";
import { inScene, type Scene } from "../../../support/scene.ts";
import { DIRECTORY, DOWNLOAD, largeFilesWorld } from "./download-scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const VERIFY = [...DOWNLOAD, "--verify"];

/** The resources of all messages, by key. */
function resourcesOf(document: Record<string, unknown>) {
  const { messages } = document["data"] as { messages: { resources: { key: string }[] }[] };
  return new Map(messages.flatMap(({ resources }) => resources).map((one) => [one.key, { ...one }]));
}

async function afterDownload(
  treat: (directory: string) => void | Promise<void>,
  see: (scene: Scene) => Promise<void>,
): Promise<void> {
  await inScene(largeFilesWorld(), async (scene) => {
    dataOf(await scene.run([...DOWNLOAD]));
    await treat(join(scene.directory, DIRECTORY));
    const before = treeOf(scene.directory);
    await see(scene);
    assertEquals(treeOf(scene.directory), before);
  });
}

describe("--download-resources --verify compares the files that are there, and saves nothing", () => {
  it("of which all are what the service has", () =>
    afterDownload(() => {}, async ({ run, directory }) => {
      const document = documentOf((await run(VERIFY)).stdout);
      assertEquals(document["ok"], true);
      assertEquals(resourcesOf(document).get("file_second"), {
        message_id: "om_second",
        key: "file_second",
        type: "file",
        local_path: join(directory, DIRECTORY, "file_second.bin"),
        size_bytes: 3 * 2 ** 20,
        compared: "head_and_tail",
      } as unknown as { key: string });
    }));

  it("of which one is cut, one missing and one as it should be: exit 1, and each is named with the reason", () =>
    afterDownload(async (directory) => {
      await Deno.truncate(join(directory, "file_first.bin"), 1000);
      await Deno.remove(join(directory, "file_second.bin"));
    }, async ({ run }) => {
      const result = await run(VERIFY);
      const document = documentOf(result.stdout);
      const { error } = document as { error: Record<string, unknown> };
      assertEquals([result.status, document["ok"], error["subtype"]], [1, false, "verification_failed"]);
      assertEquals(error["message"], "2 files could not be verified");
      const warnings = warningsOf(result).filter((one) => one.includes("resource_not_verified"));
      assertEquals(warnings.length, 2, warnings.join());
      assertStringIncludes(warnings.join("\n"), `file_first.bin" has 1000 bytes instead of ${10 * 2 ** 20}`);
      assertStringIncludes(warnings.join("\n"), 'file_second.bin" is not there');
      const { stdout } = await run([...VERIFY, "--format", "pretty"]);
      assertStringIncludes(stdout, "differs from the service: file_first");
      assertStringIncludes(stdout, "not saved: file_second");
      const found = resourcesOf(document);
      assertEquals(
        ["file_first", "file_second", "img_small"].map((key) => "error" in (found.get(key) ?? {})),
        [
          true,
          true,
          false,
        ],
      );
    }));

  it("before any download: nothing is made", () =>
    inScene(largeFilesWorld(), async ({ run, directory }) => {
      assertEquals((await run(VERIFY)).status, 1);
      assertEquals(treeOf(directory), []);
    }));

  it("and needs --download-resources, without --download-limit", () =>
    inScene(largeFilesWorld(), async ({ run, platform }) => {
      const [alone, both] = [
        DOWNLOAD.filter((word) => word !== "--download-resources"),
        [...DOWNLOAD, "--download-limit", "1G"],
      ];
      for (const line of [alone, both]) assertEquals((await run([...line, "--verify"])).status, 2);
      assertEquals(platform.log, []);
    }));
});
