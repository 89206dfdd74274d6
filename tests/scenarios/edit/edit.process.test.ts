import type { WorldMessage } from "../../../fixtures/platform/mod.ts";
import { putFiles } from "../../support/files.ts";
import { pngImage } from "../../support/media.ts";
import { rawResponse, startRawServer } from "../../support/raw-server.ts";
import { writesTo } from "../../support/requests.ts";
import { errorOf } from "../../support/results.ts";
import { GROUP, inDemo } from "../../support/sending.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MINE: WorldMessage = {
  messageId: "om_mine",
  chatId: GROUP,
  type: "text",
  content: { text: "before" },
  senderId: "cli_demo",
  createTime: Date.now(),
};
const PATH = "/open-apis/im/v1/messages/om_mine";
const EDIT = ["+messages-edit", "--message-id", "om_mine", "--text", "after"];

describe("an edit goes out once, and its outcome is reported as unknown", () => {
  it("when the connection breaks before the response", () =>
    inDemo({ messages: [MINE], faults: [{ name: "cut-before-headers" }] }, async ({ spawn, platform }) => {
      const error = errorOf(await spawn(EDIT), 4);
      assertStringIncludes(String(error["message"]), "outcome is unknown");
      assertEquals(writesTo(platform, PATH).length, 1);
    }));

  it("behind an upload, whose connection is not used again", async () => {
    let edits = 0;
    const server = startRawServer(({ head }) => {
      if (head.startsWith("PUT ")) {
        edits++;
        return "close";
      }
      const body = JSON.stringify({ code: 0, msg: "ok", data: { image_key: "img_v3_made" } });
      return rawResponse(body, "200 OK", ["content-type: application/json"]);
    });
    await inDemo({}, async (scene) => {
      await putFiles(scene, { "a.png": pngImage() });
      const line = ["+messages-edit", "--message-id", "om_mine", "--markdown", "x ![y](a.png)"];
      const error = errorOf(await scene.spawn(line, { env: { IM_BASE_URL: server.origin } }), 4);
      assertStringIncludes(String(error["message"]), "outcome is unknown");
    }).finally(() => server.close());
    // The runtime repeats by itself what it sends over a kept connection, so each write has one of its own.
    assertEquals([edits, server.requests.map(({ turn }) => turn)], [1, [1, 1]]);
  });
});
