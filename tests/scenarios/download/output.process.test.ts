import { resourceBytes } from "../../../fixtures/platform/mod.ts";
import { commandFor, fileOf, LARGE, namesIn, PROBE, sha256 } from "../../support/downloads.ts";
import { startIm } from "../../support/im.ts";
import { dataOf, documentOf, errorOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(5000, { type: "image", contentType: "image/png" });
const file = fileOf(PROBE + 300_000, { contentType: "application/pdf" });
const large = fileOf(LARGE, { fileKey: "file_v3_large" });
const resources = [image, file, large];

describe("standard output and standard error", () => {
  it("success: one JSON document on stdout, two-space indentation, nothing on stderr", () =>
    inScene({ resources }, async ({ spawn, directory }) => {
      const result = await spawn(commandFor(image));
      assertEquals([result.status, result.stderr], [0, ""]);
      const document = documentOf(result.stdout);
      assertEquals(result.stdout, JSON.stringify(document, null, 2) + "\n");
      assertEquals(Object.keys(document).slice(0, 3), ["ok", "identity", "data"]);
      assertEquals(document["data"], {
        saved_path: join(directory, "img_v3_scenario.png"),
        size_bytes: 5000,
        content_type: "image/png",
        requests: 1,
      });
    }));

  it("failure: one JSON document on stderr, nothing on stdout", () =>
    inScene({ resources, faults: [{ name: "error", code: 234003 }] }, async ({ spawn }) => {
      const result = await spawn(commandFor(image));
      const error = errorOf(result, 1);
      assertEquals(result.stderr, JSON.stringify(documentOf(result.stderr), null, 2) + "\n");
      assertEquals(Object.keys(documentOf(result.stderr)), ["ok", "identity", "error"]);
      assertEquals(Object.keys(error).slice(0, 4), ["type", "subtype", "code", "message"]);
    }));

  it("retries that help leave no trace", () =>
    inScene({ resources, faults: [{ name: "status-502-html", when: { times: 1 } }] }, async ({ spawn }) => {
      const result = await spawn(commandFor(file));
      assertEquals(dataOf(result)["size_bytes"], PROBE + 300_000);
      assertEquals(result.stderr, "");
    }));
});

describe("--dry-run", () => {
  const bare = { IM_BASE_URL: "", IM_USER_ACCESS_TOKEN: "" };

  it("works without any configuration, in the form of the contract, and sends nothing", () =>
    inScene({ resources }, async ({ spawn, platform, directory }) => {
      const result = await spawn(commandFor(file, "--dry-run"), { env: bare });
      assertEquals([result.status, result.stderr], [0, ""]);
      const document = documentOf(result.stdout);
      assertEquals(Object.keys(document), ["ok", "identity", "dry_run", "data"]);
      assertEquals([document["ok"], document["dry_run"]], [true, true]);
      const { api, context } = partOf(document, "data");
      assert(Array.isArray(api) && api.length > 0);
      const { method, url, params } = api[0] ?? {};
      assertEquals([method, url, params], [
        "GET",
        "/open-apis/im/v1/messages/om_scenario/resources/file_v3_scenario",
        { type: "file" },
      ]);
      assert(typeof context === "object" && context !== null);
      assertEquals([platform.log.length, namesIn(directory)], [0, []]);
    }));
});

describe("--output -", () => {
  for (const resource of resources) {
    it(`the bytes of ${resource.fileKey} to stdout, the envelope to stderr, no file`, () =>
      inScene({ resources }, async ({ spawn, directory }) => {
        const result = await spawn(commandFor(resource, "--output", "-", "--checksum"));
        assertEquals(result.status, 0);
        const hash = await sha256(resourceBytes(resource));
        assertEquals(await sha256(result.bytes), hash);
        const document = documentOf(result.stderr);
        assertEquals(document["ok"], true);
        assertEquals(partOf(document, "data")["sha256"], hash);
        assertEquals(partOf(document, "data")["saved_path"], undefined);
        assertEquals(namesIn(directory), []);
      }));
  }

  it("a reader that closes early: a quiet end, at once", () =>
    inScene({ resources, bytesPerSecond: 24_000_000 }, async ({ env, directory, platform }) => {
      const process = startIm(commandFor(large, "--output", "-"), { cwd: directory, env });
      const reader = process.stdout.getReader();
      await reader.read();
      await reader.cancel();
      const stderr = await new Response(process.stderr).text();
      const { code } = await process.status;
      assertEquals(stderr, "");
      assert(code === 0 || code === 141, `exit ${code}`);
      const sent = platform.log.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
      assert(sent < LARGE / 2, `${sent} bytes were still fetched`);
      assertEquals(namesIn(directory), []);
    }));
});

describe("--verbose and --quiet", () => {
  it("--verbose logs requests, ranges and answers on stderr; stdout stays one document", () =>
    inScene({ resources }, async ({ spawn }) => {
      const result = await spawn(commandFor(file, "--verbose"));
      dataOf(result);
      assertMatch(result.stderr, /GET .*\/resources\/file_v3_scenario.*bytes=0-131071/);
      assertMatch(result.stderr, /206/);
    }));

  it("--quiet: nothing on stderr", () =>
    inScene({ resources }, async ({ spawn }) => {
      assertEquals((await spawn(commandFor(file, "--quiet"))).stderr, "");
    }));
});
