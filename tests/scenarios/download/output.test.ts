import { resourceBytes } from "../../../fixtures/platform/mod.ts";
import {
  assertSaved,
  commandFor,
  dataOf,
  documentOf,
  errorOf,
  fileOf,
  LARGE,
  namesIn,
  partOf,
  PROBE,
  sha256,
} from "../../support/downloads.ts";
import { startIm } from "../../support/im.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
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

  it("a path with < > & is not escaped", () =>
    inScene({ resources }, async ({ run }) => {
      assertStringIncludes((await run(commandFor(image, "--output", "a<b>&c.png"))).stdout, "a<b>&c.png");
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

  it("requests tells how many were made", () =>
    inScene(
      { resources, faults: [{ name: "status-502-html", when: { times: 1 } }] },
      async ({ run, platform }) => {
        assertEquals(dataOf(await run(commandFor(file)))["requests"], platform.log.length);
      },
    ));

  it("--checksum tells the SHA-256, also of an unchanged file", () =>
    inScene({ resources }, async ({ run }) => {
      const expected = await sha256(resourceBytes(file));
      assertEquals(dataOf(await run(commandFor(file, "--checksum")))["sha256"], expected);
      const again = dataOf(await run(commandFor(file, "--checksum")));
      assertEquals([again["unchanged"], again["sha256"]], [true, expected]);
      assertEquals(dataOf(await run(commandFor(file)))["sha256"], undefined);
    }));
});

describe("--format", () => {
  it("pretty: text with path and size, no JSON", () =>
    inScene({ resources }, async ({ run, directory }) => {
      const result = await run(commandFor(image, "--format", "pretty"));
      assertEquals([result.status, result.stderr], [0, ""]);
      assertStringIncludes(result.stdout, join(directory, "img_v3_scenario.png"));
      assertStringIncludes(result.stdout, "4.9 KiB");
      assert(!result.stdout.includes("{"), result.stdout);
    }));

  it("pretty: an error is two or three lines on stderr", () =>
    inScene({ resources, faults: [{ name: "error", code: 234002 }] }, async ({ run }) => {
      const result = await run(commandFor(image, "--format=pretty"));
      assertEquals([result.status, result.stdout], [3, ""]);
      const lines = result.stderr.trimEnd().split("\n").length;
      assert(lines === 2 || lines === 3, result.stderr);
      assertMatch(result.stderr, /234002/);
    }));

  for (const format of ["xml", "", "json,pretty"]) {
    it(`${JSON.stringify(format)} is unknown: exit 2`, () =>
      inScene({ resources }, async ({ run, platform }) => {
        const result = await run(commandFor(image, "--format", format));
        assertEquals([result.status, result.stdout, platform.log.length], [2, "", 0]);
        assertEquals(errorOf(result, 2)["param"], "--format");
      }));
  }

  it("in capitals is taken", () =>
    inScene({ resources }, async ({ run }) => {
      const result = await run(commandFor(image, "--format", "JSON"));
      assertEquals(result.status, 0, result.stderr);
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

  it("placeholders are percent-encoded", () =>
    inScene({ resources }, async ({ run }) => {
      const words = [
        "+messages-resources-download",
        "--message-id",
        "om_a",
        "--file-key",
        "键 &=+",
        "--type",
        "file",
      ];
      const { api } = partOf(documentOf((await run([...words, "--dry-run"])).stdout), "data");
      assert(Array.isArray(api));
      assertEquals(api[0]?.url, "/open-apis/im/v1/messages/om_a/resources/%E9%94%AE%20%26%3D%2B");
    }));

  it("with --format pretty: lines for people", () =>
    inScene({ resources }, async ({ run, platform }) => {
      const result = await run(commandFor(image, "--dry-run", "--format", "pretty"), { env: bare });
      assertEquals(result.status, 0);
      assertMatch(
        result.stdout,
        /^GET \/open-apis\/im\/v1\/messages\/om_scenario\/resources\/\S+\?type=image$/m,
      );
      assertEquals(platform.log.length, 0);
    }));

  const bad: [flag: string, value: string][] = [
    ["--type", "audio"],
    ["--message-id", "oc_x"],
    ["--file-key", "../x"],
    ["--output", "/x"],
    ["--workers", "9"],
    ["--chunk-size", "0"],
    ["--timeout", "soon"],
    ["--retry-budget", "-1"],
    ["--format", "xml"],
    ["--as", "admin"],
    ["-C", "missing"],
  ];
  for (const [flag, value] of bad) {
    it(`a bad ${flag} fails in a preview exactly as in a run`, () =>
      inScene({ resources }, async ({ run, platform }) => {
        const real = await run(commandFor(image, flag, value));
        const preview = await run(commandFor(image, flag, value, "--dry-run"));
        assertEquals(real.status, 2, real.stderr);
        assertEquals([preview.status, preview.stdout, preview.stderr], [2, "", real.stderr]);
        assertEquals(platform.log.length, 0);
      }));
  }
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

  it("breaks and retries leave no gap and no double bytes", () =>
    inScene({ resources }, async ({ run, platform }) => {
      platform.addFault({ name: "cut-mid-body", atByte: 3_000_000, when: { rangeStart: PROBE } });
      platform.addFault({ name: "status-503-html", when: { requestNumber: 4 } });
      platform.addFault({ name: "wrong-start", by: 10, when: { requestNumber: 6 } });
      const result = await run(commandFor(large, "--output", "-"));
      assertEquals(result.status, 0, result.stderr);
      assertEquals(await sha256(result.bytes), await sha256(resourceBytes(large)));
    }));

  it("the object changes in the middle: fails, since bytes that are out cannot be taken back", () =>
    inScene({ resources }, async ({ run, platform }) => {
      const bytes = resourceBytes(large).fill(1);
      platform.addFault({ name: "new-validator", bytes, when: { skip: 2 } });
      const result = await run(commandFor(large, "--output", "-"));
      assertEquals(result.status, 4, result.stderr);
      assertEquals(partOf(documentOf(result.stderr), "error")["subtype"], "representation_changed");
    }));

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

  for (const flag of ["--original-name", "--workers=2"]) {
    it(`${flag} needs a file: exit 2`, () =>
      inScene({ resources }, async ({ run, platform }) => {
        errorOf(await run(commandFor(file, "--output", "-", flag)), 2);
        assertEquals(platform.log.length, 0);
      }));
  }

  it("./- is a file", () =>
    inScene({ resources }, async ({ run, directory }) => {
      dataOf(await run(commandFor(image, "--output", "./-")));
      await assertSaved(directory, "-.png", image);
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
