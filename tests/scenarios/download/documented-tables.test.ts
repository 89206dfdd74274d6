import { type Resource, resourceBytes } from "../../../fixtures/platform/mod.ts";
import {
  assertBytes,
  assertNothingVisible,
  assertSaved,
  CHUNK,
  fileOf,
  LARGE,
  namesIn,
  PROBE,
} from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { file, line, resources } from "./documented-command.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const fileLine = line({ "--file-key": "file_v3_xxx", "--type": "file" });

describe("table Large File Download", () => {
  it("probe chunk: first 128 KB to detect file size and Content-Type", () =>
    inScene({ resources }, async ({ run, platform }) => {
      const data = dataOf(await run(fileLine));
      assertEquals(platform.log[0]?.headers["range"], "bytes=0-131071");
      assertEquals([data["size_bytes"], data["content_type"]], [LARGE, "application/pdf"]);
    }));

  it("chunk size: 8 MB per subsequent request", () =>
    inScene({ resources }, async ({ run, platform }) => {
      await run(fileLine);
      const asked = platform.log.slice(1).map(({ range }) => range);
      assertEquals(asked, [
        { start: PROBE, end: PROBE + CHUNK - 1 },
        { start: PROBE + CHUNK, end: PROBE + 2 * CHUNK - 1 },
        { start: PROBE + 2 * CHUNK, end: LARGE - 1 },
      ]);
    }));

  it("workers: single-threaded sequential download", () =>
    inScene({ resources }, async ({ run, platform }) => {
      await run(fileLine);
      await platform.idle();
      const starts = platform.log.map(({ range }) => range?.start ?? -1);
      assertEquals(starts, [...starts].sort((a, b) => a - b));
      const one = new Set(platform.log.map(({ connection }) => connection));
      // Further connections may open when ranges are asked for before the first one is free again.
      assert(one.size < starts.length, `${one.size} connections`);
    }));

  it("retries: up to 2 for transient request failures, with exponential backoff", () =>
    inScene({ resources, faults: [{ name: "status-503-html" }] }, async ({ run, platform }) => {
      const result = await run(fileLine);
      assertEquals(errorOf(result, 4)["type"], "network");
      assertEquals(platform.log.length, 3);
      const [first = 0, second = 0] = result.waited.filter((ms) => ms < 2000);
      assert(first >= 300 && second >= 2 * 300 && second >= first * 1.5, `waited ${result.waited}`);
    }));

  it("benefit: transient request failures do not end a large download", () =>
    inScene(
      { resources, faults: [{ name: "status-502-html", when: { skip: 1, times: 2 } }] },
      async (scene) => {
        dataOf(await scene.run(fileLine));
        await assertSaved(scene.directory, "file_v3_xxx.pdf", file);
      },
    ));

  it("benefit: detects and appends the extension from Content-Type", () =>
    inScene({ resources: [{ ...file, contentType: "video/mp4" }] }, async (scene) => {
      dataOf(await scene.run(fileLine));
      assertEquals(namesIn(scene.directory), ["file_v3_xxx.mp4"]);
    }));

  it("benefit: validates file size integrity after download completion", () =>
    inScene({ resources, faults: [{ name: "wrong-total", by: 7 }] }, async (scene) => {
      assertEquals(errorOf(await scene.run(fileLine), 4)["subtype"], "protocol");
      assertNothingVisible(scene.directory);
    }));
});

describe("table file_key sources", () => {
  const sources: [source: string, key: string, type: Resource["type"], contentType: string, saved: string][] =
    [
      ["image", "img_xxx", "image", "image/jpeg", "img_xxx.jpg"],
      ["file", "file_xxx", "file", "application/zip", "file_xxx.zip"],
      ["audio", "file_xxx", "file", "audio/ogg", "file_xxx.ogg"],
      ["video", "file_xxx", "file", "video/mp4", "file_xxx.mp4"],
    ];
  for (const [source, fileKey, type, contentType, saved] of sources) {
    it(`${source}: key ${fileKey}, --type ${type}`, () => {
      const resource = fileOf(3000, { messageId: "om_xxx", fileKey, type, contentType });
      return inScene({ resources: [resource] }, async (scene) => {
        dataOf(await scene.run(line({ "--file-key": fileKey, "--type": type })));
        await assertSaved(scene.directory, saved, resource);
      });
    });
  }
});

describe("table Common Errors", () => {
  /** The failure of the download under a fault; nothing may have been saved. */
  async function failure(scene: Scene, status: number, words = line()) {
    const error = errorOf(await scene.run(words), status);
    assertNothingVisible(scene.directory);
    return error;
  }

  it("download failed: file_key does not match the message_id", () =>
    inScene({ resources }, async (scene) => {
      const error = await failure(scene, 1, line({ "--file-key": "img_of_another_message" }));
      assertEquals([error["code"], error["subtype"]], [234003, "invalid_parameters"]);
      assertMatch(String(error["hint"]), /message/);
    }));

  for (const code of [234002, 14005]) {
    it(`error code ${code}: no permission, not a missing scope, not retried`, () =>
      inScene({ resources, faults: [{ name: "error", code }] }, async (scene) => {
        const error = await failure(scene, 3);
        assertEquals([error["type"], error["subtype"]], ["authorization", "permission_denied"]);
        assertMatch(String(error["hint"]), /not a missing scope/);
        assertEquals(error["retryable"], undefined);
        assertEquals(scene.platform.log.length, 1);
      }));
  }

  it("permission denied: im:message:readonly is not authorized", () =>
    inScene({ resources, faults: [{ name: "error", code: 99991679 }] }, async (scene) => {
      const error = await failure(scene, 3);
      assertEquals([error["type"], error["subtype"]], ["authorization", "missing_scope"]);
      assertMatch(`${error["hint"]}`, /scope im:message:readonly, then set IM_USER_ACCESS_TOKEN/);
    }));

  it("file size mismatch: integrity check failed, running the command again completes it", () =>
    inScene({ resources }, async (scene) => {
      scene.platform.addFault({ name: "content-length-short", byBytes: 10, when: { rangeStart: PROBE } });
      const error = await failure(scene, 4, fileLine);
      assertEquals(error["subtype"], "protocol");
      assertMatch(String(error["message"]), /file size mismatch/);
      scene.platform.clearFaults();
      dataOf(await scene.run(fileLine));
      await assertBytes(join(scene.directory, "file_v3_xxx.pdf"), resourceBytes(file));
    }));

  it("Content-Range error: invalid range header, running the command again completes it", () =>
    inScene({ resources }, async (scene) => {
      scene.platform.addFault({ name: "missing-content-range" });
      const error = await failure(scene, 4, fileLine);
      assertEquals(error["subtype"], "protocol");
      assertMatch(String(error["message"]), /content-range error/);
      scene.platform.clearFaults();
      dataOf(await scene.run(fileLine));
      await assertSaved(scene.directory, "file_v3_xxx.pdf", file);
    }));
});
