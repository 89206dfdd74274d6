import { resourceBytes } from "../../../fixtures/platform/mod.ts";
import { assertSaved, commandFor, fileOf, LARGE, PROBE, sha256 } from "../../support/downloads.ts";
import { dataOf, documentOf, errorOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(5000, { type: "image", contentType: "image/png" });
const file = fileOf(PROBE + 300_000, { contentType: "application/pdf" });
const large = fileOf(LARGE, { fileKey: "file_v3_large" });
const resources = [image, file, large];

describe("standard output and standard error", () => {
  it("a path with < > & is not escaped", () =>
    inScene({ resources }, async ({ run }) => {
      assertStringIncludes((await run(commandFor(image, "--output", "a<b>&c.png"))).stdout, "a<b>&c.png");
    }));

  it("requests says how many were made", () =>
    inScene(
      { resources, faults: [{ name: "status-502-html", when: { times: 1 } }] },
      async ({ run, platform }) => {
        assertEquals(dataOf(await run(commandFor(file)))["requests"], platform.log.length);
      },
    ));

  it("--checksum shows the SHA-256, also of an unchanged file", () =>
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

describe("--original-name", () => {
  const image = fileOf(100, { type: "image", contentType: "image/png" });
  const nameless = [undefined, 'attachment; filename=".."', "attachment", 'attachment; filename=""'];
  for (const contentDisposition of nameless) {
    it(`that finds no usable name (${contentDisposition}) says so and takes the default one`, () =>
      inScene(
        { resources: [{ ...image, ...(contentDisposition === undefined ? {} : { contentDisposition }) }] },
        async ({ run, directory }) => {
          const result = await run(commandFor(image, "--original-name", "--verbose"));
          assertEquals(dataOf(result)["saved_path"], join(directory, "img_v3_scenario.png"));
          assertEquals(result.stderr.match(/warning: original_name_missing: /g)?.length, 1, result.stderr);
        },
      ));
  }

  it("that finds one does not warn; the request has the type under which the service sends it", () =>
    inScene({ resources: [{ ...image, fileName: "a.png" }] }, async ({ run, directory, platform }) => {
      const result = await run(commandFor(image, "--original-name"));
      assertEquals(dataOf(result)["saved_path"], join(directory, "a.png"));
      assertEquals(result.stderr.includes("warning"), false);
      assertEquals(platform.log[0]?.headers["content-type"], "application/json; charset=utf-8");
    }));

  it("also of a raw method", () =>
    inScene({ resources: [{ ...image, fileName: "a.png" }] }, async ({ run, directory }) => {
      const path = `/open-apis/im/v1/messages/${image.messageId}/resources/${image.fileKey}`;
      const params = JSON.stringify({ type: "image" });
      const words = [
        "api",
        "GET",
        path,
        "--params",
        params,
        "--output",
        "./",
        "--original-name",
        "--as",
        "user",
      ];
      assertEquals(dataOf(await run(words))["saved_path"], join(directory, "a.png"));
    }));
});
