import type { AnyFault, PlatformOptions } from "../../../../fixtures/platform/mod.ts";
import { partialDocument, partOf, successDocument, warningsOf } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { usageError } from "../../../support/usage.ts";
import { downloads, fileMessage, resourceOf } from "./download-scene.ts";
import { ENDPOINT, groupOf, LIST } from "./scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Ten messages with a file each; none of the bad ones can be had. */
const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
const REFUSED: AnyFault = { name: "error", code: 234002 };
const world = (bad: readonly string[], more: PlatformOptions = {}): PlatformOptions =>
  groupOf(NAMES.map((name, at) => fileMessage(name, at + 1)), {
    resources: NAMES.map((name) => resourceOf(name, `file_${name}`)),
    faults: bad.map((name) => ({ ...REFUSED, when: { endpoint: ENDPOINT.resource, path: `file_${name}` } })),
    ...more,
  });

const MGET = ["+messages-mget", "--message-ids", NAMES.map((name) => `om_${name}`).join(",")];

interface Entry {
  readonly key: string;
  readonly local_path?: string;
  readonly error?: true;
  readonly not_tried?: true;
}

function entriesOf(document: Readonly<Record<string, unknown>>): readonly Entry[] {
  const messages = partOf(document, "data")["messages"] as readonly {
    readonly resources: readonly Entry[];
  }[];
  return messages.flatMap(({ resources }) => resources);
}

const LINE = [...MGET, "--download-resources"];

describe("--download-resources: files that cannot be saved", () => {
  it("are named, the others are saved, exit 0; for people the end has the number", () =>
    inScene(world(["b", "f"]), async ({ run }) => {
      const result = await run(LINE);
      const entries = entriesOf(successDocument(result));
      assertEquals(entries.filter(({ error }) => error).map(({ key }) => key), ["file_b", "file_f"]);
      assertEquals(entries.filter(({ local_path: path }) => path !== undefined).length, 8);
      assertEquals(warningsOf(result).length, 2);
      assertStringIncludes(`${warningsOf(result)[0]}`, "resource_download_failed: om_b/file_b: ");
      const forPeople = warningsOf(await run([...LINE, "--format", "pretty"]));
      assertEquals(forPeople.at(-1), "warning: resources_incomplete: 2 of 10 files failed");
    }));
});

describe("--fail-fast", () => {
  it("begins no further file after the first that failed, names those, and is exit 1", () =>
    inScene(world(["a", "b", "c"]), async ({ run, platform }) => {
      const result = await run([...LINE, "--fail-fast"]);
      const document = partialDocument(result);
      const entries = entriesOf(document);
      assertEquals(entries.map(({ key }) => key), NAMES.map((name) => `file_${name}`));
      const left = entries.filter(({ not_tried }) => not_tried);
      assert(left.length >= 7, `${left.length} files were left out`);
      assertEquals(downloads(platform).length, NAMES.length - left.length);
      assertEquals(left.every(({ error }) => error === true), true);
      const error = partOf(document, "error");
      assertEquals([error["type"], error["subtype"]], ["api", "partial_failure"]);
      assertStringIncludes(String(error["message"]), "stopped at the first failure: om_");
      assertStringIncludes(String(error["message"]), `of 10 files failed, ${left.length} were not tried`);
      assertStringIncludes(String(error["hint"]), "--fail-fast");
      assertStringIncludes(result.stderr, "warning: resource_not_tried: om_");
    }));

  it("reads no further page, and next_token leads on", () =>
    inScene(world(["a"]), async ({ run }) => {
      const line = [...LIST, "--download-resources", "--fail-fast", "--order", "asc", "--page-size", "2"];
      const document = partialDocument(await run([...line, "--page-all", "--page-limit", "0"]));
      const pagination = partOf(partOf(document, "meta"), "pagination");
      assertEquals(pagination["complete"], false);
      assertEquals(typeof pagination["next_token"], "string");
      assert(Number(pagination["items"]) < NAMES.length);
    }));

  for (const format of ["ndjson", "pretty"]) {
    it(`with --format ${format}: exit 1, too`, () =>
      inScene(world(["a"]), async ({ run }) => {
        const { status, stderr } = await run([...LINE, "--fail-fast", "--format", format]);
        assertEquals(status, 1);
        assertStringIncludes(stderr, "stopped at the first failure: om_a/file_a");
      }));
  }

  it("changes nothing where all can be saved", () =>
    inScene(world([]), async ({ run }) => {
      const result = await run([...LINE, "--fail-fast"]);
      assertEquals([entriesOf(successDocument(result)).length, warningsOf(result)], [10, []]);
    }));

  it("needs --download-resources", async () => {
    const { param, message } = await usageError([...MGET, "--fail-fast"]);
    assertEquals([param, message], [
      "--fail-fast",
      "--fail-fast has no meaning without --download-resources",
    ]);
  });
});
