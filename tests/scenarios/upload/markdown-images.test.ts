import { sha256 } from "../../support/downloads.ts";
import { putFiles } from "../../support/files.ts";
import { pngImage } from "../../support/media.ts";
import { inWeb } from "../../support/public-web.ts";
import { rawResponse } from "../../support/raw-server.ts";
import { bodyField, writesTo } from "../../support/requests.ts";
import { dataOf, warningsOf } from "../../support/results.ts";
import type { Scene, SceneResult } from "../../support/scene.ts";
import { IMAGES_PATH, inDemo, SEND_PATH, sendLine, unsentError } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const KEYS = { writing: { keys: [{ key: "img_v3_known", kind: "image" }] } } as const;
const GIF = "GIF89a\u0008\u0000\u0006\u0000" + "\u0000".repeat(30);

/** A scene in which "http://files.example/a.gif" is a picture and everything else of the web is missing. */
function onWeb(
  use: (scene: Scene, run: (markdown: string, ...more: string[]) => Promise<SceneResult>) => Promise<void>,
) {
  return inDemo(KEYS, (scene) =>
    inWeb(
      scene,
      ({ head }) => head.startsWith("GET /a.gif ") ? rawResponse(GIF) : rawResponse("", "404 Not Found"),
      ({ run }) => use(scene, (markdown, ...more) => run(sendLine("--markdown", markdown, ...more))),
    ));
}

/** The image keys in the one post that was asked for, in order. */
function imagesIn({ platform }: Scene): string[] {
  const content = String(bodyField(writesTo(platform, SEND_PATH)[0], "content"));
  return Array.from(content.matchAll(/img_v3_\w+/g), ([key]) => key);
}

describe("images of Markdown", () => {
  it("paths, addresses and keys end in one post, uploaded in the order of the text", () =>
    onWeb(async (scene, run) => {
      const bytes = pngImage({ seed: 3 });
      await putFiles(scene, { "pics/b.png": bytes });
      const text =
        "one ![x](pics/b.png)\n\ntwo ![y](img_v3_known)\n\nthree ![z](http://files.example/a.gif) end";
      const { uploads } = dataOf(await run(text));
      const digests = [await sha256(bytes), await sha256(new TextEncoder().encode(GIF))];
      assertEquals(scene.platform.uploads.map((upload) => upload.sha256), digests);
      const [first = "", second = ""] = scene.platform.uploads.map(({ key }) => key);
      assertEquals(imagesIn(scene), [first, "img_v3_known", second]);
      assert(Array.isArray(uploads));
      assertEquals(uploads.map((upload) => [upload.flag, upload.name]), [
        ["--markdown", "b.png"],
        ["--markdown", "a.gif"],
      ]);
      assertEquals(scene.platform.sentMessages.map(({ type }) => type), ["post"]);
    }));

  it("in code are text", () =>
    onWeb(async (scene, run) => {
      dataOf(await run("`![x](missing.png)`\n\n```\n![y](missing.png)\n```"));
      assertEquals([scene.platform.uploads, scene.platform.sentMessages.length], [[], 1]);
    }));
});

/** An image that cannot be had: its target, exit status, and what is said. */
const BAD: readonly (readonly [name: string, target: string, status: number, said: string])[] = [
  ["a missing file", "missing.png", 2, "no such file"],
  ["a file that is no image", "text.png", 2, "images"],
  ["an empty file", "empty.png", 2, "empty"],
  ["a path out of the directory", "../a.png", 2, ".."],
  ["an absolute path", "/etc/hostname", 2, "relative"],
  ["an address that is not there", "http://files.example/b.gif", 4, "404"],
  ["an internal address", "http://169.254.169.254/a.gif", 2, "internal"],
  ["a name of this machine", "http://rebound.example/a.gif", 2, "internal"],
  ["an unknown host", "http://unknown.example/a.gif", 4, "host not found"],
];

describe("an image that cannot be fetched fails the command: nothing is sent", () => {
  for (const [name, target, status, said] of BAD) {
    it(name, () =>
      onWeb(async (scene, run) => {
        await putFiles(scene, { "text.png": "no image", "empty.png": "", "good.png": pngImage() });
        const result = await run(`![x](good.png) text ![y](${target})`);
        const error = unsentError(scene.platform, result, status);
        assertStringIncludes(String(error["message"]), said);
        if (status === 2) assertEquals(error["param"], "--markdown");
      }));
  }

  it("an upload that the service refuses", () =>
    onWeb(async (scene, run) => {
      scene.platform.addFault({ name: "error", code: 234011, when: { endpoint: IMAGES_PATH } });
      await putFiles(scene, { "good.png": pngImage() });
      const error = unsentError(scene.platform, await run("![x](good.png) text"), 1);
      assertEquals(error["code"], 234011);
    }));
});

describe("--skip-bad-images sends the post without them, with a warning each", () => {
  for (const [name, target, _status, said] of BAD) {
    it(name, () =>
      onWeb(async (scene, run) => {
        await putFiles(scene, { "text.png": "no image", "empty.png": "", "good.png": pngImage() });
        const text = `before ![y](${target}) between ![x](good.png) after`;
        const result = await run(text, "--skip-bad-images");
        dataOf(result);
        assertEquals(imagesIn(scene), scene.platform.uploads.map(({ key }) => key));
        assertEquals(scene.platform.uploads.length, 1);
        const [warning = "", ...others] = warningsOf(result);
        assertEquals(others, []);
        assertStringIncludes(warning, "image_skipped");
        assertStringIncludes(warning, said);
        const content = String(bodyField(writesTo(scene.platform, SEND_PATH)[0], "content"));
        for (const word of ["before", "between", "after"]) assertStringIncludes(content, word);
        assert(!content.includes(target), `the address is in the post: ${content}`);
      }));
  }

  it("an upload that the service refuses", () =>
    onWeb(async (scene, run) => {
      scene.platform.addFault({ name: "error", code: 234011, when: { endpoint: IMAGES_PATH, times: 1 } });
      await putFiles(scene, { "a.png": pngImage(), "b.png": pngImage({ seed: 2 }) });
      const result = await run("one ![x](a.png) two ![y](b.png)", "--skip-bad-images");
      dataOf(result);
      assertEquals(imagesIn(scene), scene.platform.uploads.map(({ key }) => key));
      assertEquals([scene.platform.uploads.length, warningsOf(result).length], [1, 1]);
    }));

  it("leaves its words where there are some", () =>
    onWeb(async (scene, run) => {
      dataOf(await run("![the chart](missing.png)", "--skip-bad-images"));
      assertStringIncludes(
        String(bodyField(writesTo(scene.platform, SEND_PATH)[0], "content")),
        '"the chart"',
      );
    }));

  it("nothing is left: nothing is sent", () =>
    onWeb(async (scene, run) => {
      const error = unsentError(scene.platform, await run("![](missing.png)", "--skip-bad-images"), 2);
      assertEquals(error["param"], "--markdown");
    }));

  it("has no meaning without Markdown", () =>
    onWeb(async (scene) => {
      const error = unsentError(
        scene.platform,
        await scene.run(sendLine("--text", "x", "--skip-bad-images")),
        2,
      );
      assertEquals(error["param"], "--skip-bad-images");
    }));

  it("a dry run lists no upload that will not be made", () =>
    onWeb(async (scene, run) => {
      await putFiles(scene, { "good.png": pngImage() });
      const words = ["--skip-bad-images", "--dry-run"];
      const { api } = dataOf(await run("![x](missing.png) text ![y](good.png)", ...words));
      assert(Array.isArray(api));
      assertEquals(api.map(({ url }) => url), [IMAGES_PATH, SEND_PATH]);
      assertEquals(scene.platform.log, []);
    }));
});
