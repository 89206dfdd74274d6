import { assertBytes, assertNothingVisible, fileOf, namesIn } from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const resource = fileOf(300_000, { messageId: "om_1", fileKey: "file_1", fileName: "../../报告.pdf" });
const bytes = resource.bytes as Uint8Array;
const GET = ["message.resources", "get", "--message-id", "om_1", "--file-key", "file_1", "--type", "file"];
const PATH = "/open-apis/im/v1/messages/om_1/resources/file_1";

describe("message.resources get", () => {
  const lines: readonly (readonly [name: string, words: readonly string[], saved: string])[] = [
    ["a path", [...GET, "--output", "out.bin"], "out.bin"],
    ["the server's name, cleaned", [...GET, "--original-name"], "报告.pdf"],
    [
      "JSON parameters",
      [
        "message.resources",
        "get",
        "--params",
        '{"message_id":"om_1","file_key":"file_1","type":"file"}',
        "--output",
        "out.bin",
      ],
      "out.bin",
    ],
  ];
  for (const [name, words, saved] of lines) {
    it(`saves the bytes through the download engine, with ${name}`, () =>
      inScene({ resources: [resource] }, async ({ run, directory }) => {
        const data = dataOf(await run(words));
        assertEquals(data["size_bytes"], 300_000);
        await assertBytes(join(directory, saved), bytes);
        assertEquals(namesIn(directory), [saved]);
      }));
  }

  it("writes to standard output", () =>
    inScene({ resources: [resource] }, async ({ run }) => {
      const result = await run([...GET, "--output", "-"]);
      assertEquals([result.status, result.bytes.length], [0, 300_000]);
    }));

  it("replaces nothing unless asked to", () =>
    inScene({ resources: [resource] }, async ({ run, directory }) => {
      await Deno.writeTextFile(join(directory, "out.bin"), "mine");
      const error = errorOf(await run([...GET, "--output", "out.bin"]), 2);
      assertEquals(error["subtype"], "failed_precondition");
      assertEquals(dataOf(await run([...GET, "--output", "out.bin", "--overwrite"]))["size_bytes"], 300_000);
    }));

  it("takes no key with a slash, which would be another directory's file", () =>
    inScene({}, async ({ run, platform }) => {
      const words = [
        "message.resources",
        "get",
        "--message-id",
        "om_1",
        "--file-key",
        "a/b",
        "--type",
        "file",
      ];
      assertEquals(errorOf(await run(words), 2)["param"], "--file-key");
      assertEquals(platform.log, []);
    }));

  it("says why the service refuses, and leaves nothing behind", () =>
    inScene({}, async ({ run, directory }) => {
      assertEquals(errorOf(await run([...GET, "--output", "out.bin"]), 1)["type"], "api");
      assertNothingVisible(directory);
    }));

  it("refuses a place outside before anything is sent, in a preview too", () =>
    inScene({}, async ({ run, platform }) => {
      for (const more of [[], ["--dry-run"]]) {
        assertEquals(errorOf(await run([...GET, "--output", "../x", ...more]), 2)["param"], "--output");
      }
      assertEquals(platform.log, []);
    }));
});

describe("im api with bytes", () => {
  it("saves them under the server's name, cleaned, where no place is given", () =>
    inScene({ resources: [resource] }, async ({ run, directory }) => {
      const data = dataOf(await run(["api", "GET", PATH, "--params", '{"type":"file"}']));
      assertEquals(data["saved_path"], join(await Deno.realPath(directory), "报告.pdf"));
      await assertBytes(join(directory, "报告.pdf"), bytes);
    }));

  it("asks once, and takes the first response for the file", () =>
    inScene({ resources: [resource] }, async ({ run, platform }) => {
      const data = dataOf(await run(["api", "GET", PATH, "--params", '{"type":"file"}']));
      assertEquals([platform.log.length, data["requests"]], [1, 1]);
    }));

  it("counts the requests that got no response, too", () => {
    const faults = [{ name: "error", code: 99991400, when: { times: 1 } }] as const;
    return inScene({ resources: [resource], faults }, async ({ run, platform }) => {
      const data = dataOf(await run(["api", "GET", PATH, "--params", '{"type":"file"}']));
      assertEquals([platform.log.length, data["requests"]], [2, 2]);
    });
  });

  it("asks for one token, however many requests it makes", () =>
    inScene({ resources: [resource] }, async ({ run, platform }) => {
      const env = { IM_USER_ACCESS_TOKEN: "", IM_APP_ID: "cli_demo", IM_APP_SECRET: "demo-secret" };
      dataOf(await run(["api", "GET", PATH, "--params", '{"type":"file"}'], { env }));
      const paths = platform.log.map(({ path }) => path);
      assertEquals(paths.filter((path) => path.includes("token")).length, 1, paths.join(" "));
    }));

  it("saves them where it is asked to", () =>
    inScene({ resources: [resource] }, async ({ run, directory }) => {
      dataOf(await run(["api", "GET", PATH, "--params", '{"type":"file"}', "--output", "x/"]));
      assertEquals(namesIn(directory), ["x"]);
      assertEquals(namesIn(join(directory, "x")).length, 1);
    }));

  it("replaces no file that is there", () =>
    inScene({ resources: [resource] }, async ({ run, directory }) => {
      await Deno.writeTextFile(join(directory, "报告.pdf"), "mine");
      const error = errorOf(await run(["api", "GET", PATH, "--params", '{"type":"file"}']), 2);
      assertStringIncludes(String(error["hint"]), "--overwrite");
      assertEquals(await Deno.readTextFile(join(directory, "报告.pdf")), "mine");
    }));

  it("shows a refusal as what it is", () =>
    inScene({}, async ({ run, directory }) => {
      const error = errorOf(await run(["api", "GET", PATH, "--params", '{"type":"file"}']), 1);
      assertEquals(error["type"], "api");
      assertNothingVisible(directory);
    }));
});
