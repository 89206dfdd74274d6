import { inTemporaryDirectory } from "../../support/files.ts";
import { runLine } from "../../support/run-line.ts";
import { passingClock } from "../../support/secrets.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("a download of any address that breaks off", () => {
  it("is kept under its address, so that no other one goes on with its bytes", () =>
    inTemporaryDirectory(async (cwd) => {
      const half = () => {
        const body = new ReadableStream({
          type: "bytes",
          start: (controller) => controller.enqueue(new Uint8Array(5)),
          pull: (controller) => controller.error(new TypeError("error reading a body from connection")),
        });
        return new Response(body, {
          headers: { "content-length": "10", "content-type": "image/png", etag: '"1"' },
        });
      };
      const line = [
        "api",
        "GET",
        "/open-apis/im/v1/images/img_1",
        "--params",
        '{"n":"1"}',
        "--output",
        "a.png",
      ];
      const { status } = await runLine(line, [half], { cwd, clock: passingClock() });
      const record = JSON.parse(await Deno.readTextFile(join(cwd, ".a.png.im-part.json")));
      assertEquals([status, record.message_id, record.file_key, record.type], [
        4,
        "/open-apis/im/v1/images/img_1",
        "?n=1",
        "image",
      ]);
    }));
});
