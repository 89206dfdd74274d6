import { assertSaved, LARGE, namesIn } from "../../support/downloads.ts";
import { dataOf, documentOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { file, image, resources } from "./documented-command.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** The arguments of a command line, without the program's name. */
function argsOf(line: string): string[] {
  return line.split(" ").slice(1);
}

describe("commands of the document, unchanged", () => {
  it("downloads an image into the current directory", () =>
    inScene({ resources }, async (scene) => {
      const result = await scene.spawn(argsOf(
        "lark-cli im +messages-resources-download --message-id om_xxx --file-key img_v3_xxx --type image",
      ));
      assertEquals(dataOf(result)["saved_path"], join(scene.directory, "img_v3_xxx.png"));
      await assertSaved(scene.directory, "img_v3_xxx.png", image);
    }));

  it("downloads a file", () =>
    inScene({ resources }, async (scene) => {
      const result = await scene.spawn(argsOf(
        "lark-cli im +messages-resources-download --message-id om_xxx --file-key file_v3_xxx --type file",
      ));
      assertEquals(dataOf(result)["size_bytes"], LARGE);
      await assertSaved(scene.directory, "file_v3_xxx.pdf", file);
    }));

  it("saves to the output path that was specified", () =>
    inScene({ resources }, async (scene) => {
      const result = await scene.spawn(argsOf(
        "lark-cli im +messages-resources-download --message-id om_xxx --file-key img_v3_xxx --type image " +
          "--output ./photo.png",
      ));
      assertEquals(dataOf(result)["saved_path"], join(scene.directory, "photo.png"));
      await assertSaved(scene.directory, "photo.png", image);
    }));

  it("downloads as a bot", () =>
    inScene({ resources }, async (scene) => {
      const result = await scene.spawn(
        argsOf(
          "lark-cli im +messages-resources-download --message-id om_xxx --file-key img_v3_xxx --type image --as bot",
        ),
        { env: { IM_TENANT_ACCESS_TOKEN: "t-demo" } },
      );
      assertEquals(documentOf(result.stdout)["identity"], "bot");
      assertEquals(scene.platform.log.map(({ token }) => token), ["bot"]);
      await assertSaved(scene.directory, "img_v3_xxx.png", image);
    }));

  it("previews the request without executing it", () =>
    inScene({ resources }, async (scene) => {
      const result = await scene.spawn(argsOf(
        "lark-cli im +messages-resources-download --message-id om_xxx --file-key img_v3_xxx --type image --dry-run",
      ));
      assertEquals(documentOf(result.stdout)["dry_run"], true);
      assertEquals(scene.platform.log.length, 0);
      assertEquals(namesIn(scene.directory), []);
    }));
});
