import { namesIn } from "../../support/downloads.ts";
import { dataOf, documentOf, errorOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { image, line, resources } from "./documented-command.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("table Parameters", () => {
  const required = ["--message-id", "--file-key", "--type"];
  for (const flag of required) {
    it(`${flag} is required`, () =>
      inScene({ resources }, async (scene) => {
        const error = errorOf(await scene.run(line({ [flag]: undefined })), 2);
        assertEquals([error["type"], error["subtype"], error["param"]], [
          "validation",
          "invalid_argument",
          flag,
        ]);
        assertEquals(scene.platform.log.length, 0);
      }));
  }

  it("--message-id <id>: message id (om_xxx format)", () =>
    inScene({ resources }, async (scene) => {
      const error = errorOf(await scene.run(line({ "--message-id": "oc_xxx" })), 2);
      assertEquals(error["param"], "--message-id");
      assertStringIncludes(String(error["message"]), "oc_xxx");
      assertEquals(scene.platform.log.length, 0);
    }));

  it("--file-key <key>: resource key (img_xxx or file_xxx)", () =>
    inScene({ resources }, async (scene) => {
      assertEquals(dataOf(await scene.run(line()))["size_bytes"], 40_000);
      dataOf(await scene.run(line({ "--file-key": "file_v3_xxx", "--type": "file" })));
      const error = errorOf(await scene.run(line({ "--file-key": "" })), 2);
      assertEquals(error["param"], "--file-key");
    }));

  it("--type <type>: image or file", () =>
    inScene({ resources }, async (scene) => {
      for (const type of ["audio", "video", "Image", "FILE", ""]) {
        const error = errorOf(await scene.run(line({ "--type": type })), 2);
        assertEquals(error["param"], "--type");
      }
      assertEquals(scene.platform.log.length, 0);
    }));

  it("--output <path>: relative paths only", () => assertRefused("/tmp/photo.png"));
  it("--output <path>: .. traversal is not allowed", () => assertRefused("a/../../photo.png"));

  it("--output <path>: defaults to file_key as the file name", () =>
    inScene({ resources: [{ ...image, contentType: "application/x-unknown" }] }, async (scene) => {
      await scene.run(line());
      assertEquals(namesIn(scene.directory), ["img_v3_xxx"]);
    }));

  it("--output <path>: the extension is added by Content-Type if not provided", () =>
    inScene({ resources }, async (scene) => {
      await scene.run(line({ "--output": "photo" }));
      await scene.run(line({ "--output": "picture.jpeg" }));
      assertEquals(namesIn(scene.directory), ["photo.png", "picture.jpeg"]);
    }));

  it("--as <identity>: user by default, or bot", () =>
    inScene({ resources }, async (scene) => {
      const env = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
      await scene.run(line({}, "--output", "a.png"), { env });
      await scene.run(line({}, "--output", "b.png", "--as", "user"), { env });
      await scene.run(line({}, "--output", "c.png", "--as", "bot"), { env });
      assertEquals(scene.platform.log.map(({ token }) => token), ["user", "user", "bot"]);
    }));

  it("--dry-run: print the request only, do not execute it", () =>
    inScene({ resources }, async (scene) => {
      const document = documentOf((await scene.run(line({}, "--dry-run"))).stdout);
      const api = partOf(document, "data")["api"];
      assert(Array.isArray(api));
      assertEquals(api[0]?.url, "/open-apis/im/v1/messages/om_xxx/resources/img_v3_xxx");
      assertEquals(scene.platform.log.length, 0);
    }));
});

function assertRefused(output: string): Promise<void> {
  return inScene({ resources }, async (scene) => {
    const error = errorOf(await scene.run(line({ "--output": output })), 2);
    assertEquals(error["param"], "--output");
    assertEquals(scene.platform.log.length, 0);
    assertEquals(namesIn(scene.directory), []);
  });
}
