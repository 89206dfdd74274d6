import { describeOnUnix } from "../../support/bdd.ts";
import {
  CHUNK,
  commandFor,
  fileOf,
  isPartial,
  namesIn,
  PROBE,
  sha256,
  treeOf,
} from "../../support/downloads.ts";
import { dataOf, documentOf } from "../../support/results.ts";
import { inScene, type Scene, type SceneResult } from "../../support/scene.ts";
import { resourceBytes } from "../../../fixtures/platform/mod.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const file = fileOf(PROBE + 200_000);
const image = fileOf(5000, { type: "image", contentType: "image/png" });
const resources = [file, image];
const NAME = "file_v3_scenario.bin";

/** A check of the file after it was downloaded, and then treated like this. */
async function checked(
  treat: (path: string) => void | Promise<void>,
  more: readonly string[],
  see: (result: SceneResult, ranges: readonly (string | undefined)[], scene: Scene) => void | Promise<void>,
): Promise<void> {
  await inScene({ resources }, async (scene) => {
    const { run, directory, platform } = scene;
    dataOf(await run(commandFor(file)));
    await treat(join(directory, NAME));
    const before = treeOf(directory);
    const sent = platform.log.length;
    const result = await run(commandFor(file, "--verify", ...more));
    assertEquals(treeOf(directory), before);
    await see(result, platform.log.slice(sent).map(({ headers }) => headers["range"]), scene);
  });
}

/** Writes a byte that is not there. */
function change(at: number): (path: string) => void {
  return (path) => {
    const bytes = Deno.readFileSync(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    Deno.writeFileSync(path, bytes);
  };
}

const untouched = () => {};

/** What a failed check says. */
function problemOf(result: SceneResult) {
  const { ok, data, error } = documentOf(result.stdout) as {
    ok: boolean;
    data: Record<string, unknown>;
    error: Record<string, unknown>;
  };
  const { problem, compared, verified } = data;
  assertEquals([result.status, ok, verified, error["subtype"]], [1, false, false, "verification_failed"]);
  return { problem, compared, data, error };
}

describe("--verify compares the file that is there with the service, and saves nothing", () => {
  it("by length, head and tail", () =>
    checked(untouched, [], (result, ranges) => {
      const { verified, compared, size_bytes, requests } = dataOf(result);
      assertEquals([verified, compared, size_bytes, requests], [true, "head_and_tail", PROBE + 200_000, 2]);
      assertEquals(ranges, [
        `bytes=0-${PROBE - 1}`,
        `bytes=${PROBE + 200_000 - 65_536}-${PROBE + 200_000 - 1}`,
      ]);
    }));

  it("and a dry run says so", () =>
    inScene({ resources }, async ({ run }) => {
      const descOf = async (...more: readonly string[]) => {
        const { api } = dataOf(await run(commandFor(file, "--verify", "--dry-run", ...more)));
        return (api as { readonly desc: string }[])[0]?.desc ?? "";
      };
      assertStringIncludes(await descOf(), "its last 64 KiB");
      assertStringIncludes(await descOf("--checksum"), "range by range until the file is complete");
    }));

  it("with --checksum every byte", () =>
    checked(untouched, ["--checksum"], async (result) => {
      const data = dataOf(result);
      assertEquals([data["verified"], data["compared"]], [true, "sha256"]);
      assertEquals(data["sha256"], await sha256(resourceBytes(file)));
    }));

  it("a change in the middle is seen with --checksum only, as the answer says", async () => {
    await checked(change(PROBE + 10), [], (result) => {
      assertEquals(dataOf(result)["compared"], "head_and_tail");
    });
    await checked(change(PROBE + 10), ["--checksum"], (result) => {
      const { problem, compared } = problemOf(result);
      assertEquals([problem, compared], ["other_bytes", "sha256"]);
    });
  });

  for (const at of [0, PROBE + 199_999]) {
    it(`byte ${at} is another one`, () =>
      checked(change(at), [], (result) => {
        const { problem, compared, error } = problemOf(result);
        assertEquals([problem, compared], ["other_bytes", "head_and_tail"]);
        assertStringIncludes(`${error["hint"]}`, "--overwrite");
      }));
  }

  it("another length needs no more than the first request", () =>
    checked((path) => Deno.truncate(path, 1000), [], (result, ranges) => {
      const { problem, compared, data } = problemOf(result);
      assertEquals([problem, compared, ranges.length], ["other_size", "length", 1]);
      assertEquals([data["size_bytes"], data["expected_bytes"]], [1000, PROBE + 200_000]);
    }));

  it("no file", () =>
    checked((path) => Deno.remove(path), [], (result) => {
      const { problem, compared, error } = problemOf(result);
      assertEquals([problem, compared], ["missing", "nothing"]);
      assertStringIncludes(`${error["hint"]}`, "leave --verify out");
    }));

  it("no directory, which is not made", () =>
    checked(untouched, ["--output", "none/deep/"], (result) => {
      assertEquals(problemOf(result).problem, "missing");
    }));

  it("a directory in place of the file", () =>
    checked(
      async (path) => {
        await Deno.remove(path);
        await Deno.mkdir(path);
      },
      [],
      (result) => {
        assertEquals(problemOf(result).problem, "not_a_file");
      },
    ));

  it("an image", () =>
    inScene({ resources }, async ({ run, directory }) => {
      const missing = await run(commandFor(image, "--verify"));
      assertEquals([problemOf(missing).problem, namesIn(directory)], ["missing", []]);
      dataOf(await run(commandFor(image)));
      assertEquals(dataOf(await run(commandFor(image, "--verify")))["verified"], true);
    }));

  it("what is not complete yet, by its record, which stays", () => {
    const large = fileOf(PROBE + 2 * CHUNK);
    const faults = [{ name: "error", code: 234002, when: { rangeStart: PROBE + CHUNK } }] as const;
    return inScene({ resources: [large], faults: [...faults] }, async ({ run, directory }) => {
      assertEquals((await run(commandFor(large))).status, 3);
      const before = treeOf(directory);
      const { problem, compared, data } = problemOf(await run(commandFor(large, "--verify")));
      assertEquals([problem, compared, data["expected_bytes"]], ["incomplete", "nothing", PROBE + 2 * CHUNK]);
      assert(Number(data["size_bytes"]) >= PROBE + CHUNK, String(data["size_bytes"]));
      assertEquals(treeOf(directory), before);
      assert(namesIn(directory).every(isPartial));
    });
  });
});

describeOnUnix("--verify on Unix", () => {
  it("follows no link", () =>
    checked(
      async (path) => {
        await Deno.rename(path, `${path}.real`);
        await Deno.symlink(`${path}.real`, path);
      },
      [],
      (result) => {
        assertEquals(problemOf(result).problem, "not_a_file");
      },
    ));
});

describe("--verify and other options", () => {
  for (const more of [["--overwrite"], ["--output", "-"], ["--output", "../x"]]) {
    it(`${more.join(" ")}: exit 2, and nothing is sent`, () =>
      inScene({ resources }, async ({ run, platform }) => {
        const result = await run(commandFor(file, "--verify", ...more));
        assertEquals([result.status, platform.log], [2, []], result.stderr);
      }));
  }

  it("the service's refusal is an error of its own", () =>
    inScene({ resources, faults: [{ name: "error", code: 234002 }] }, async ({ run }) => {
      const result = await run(commandFor(file, "--verify"));
      assertEquals([result.status, result.stdout], [3, ""]);
    }));

  it("people are told what was compared", () =>
    checked(untouched, ["--format", "pretty"], (result, _ranges, { directory }) => {
      assertEquals(
        result.stdout,
        `verified: ${join(directory, NAME)} (323 KiB; compared: length, head and tail)\n`,
      );
    }));

  it("and what is wrong", () =>
    checked((path) => Deno.truncate(path, 10), ["--format", "pretty"], (result) => {
      assertStringIncludes(result.stderr, `${NAME}" has 10 bytes instead of ${PROBE + 200_000}`);
      assertEquals(result.status, 1);
    }));
});

describe("a download says what its bytes were compared by", () => {
  it("the length that the service names, with --verbose", () =>
    inScene({ resources }, async ({ run }) => {
      for (const one of [file, image]) {
        assertEquals(dataOf(await run(commandFor(one)))["compared"], undefined);
        assertEquals(dataOf(await run(commandFor(one, "--verbose")))["compared"], "head_and_tail");
        const other = commandFor(one, "--output", `other-${one.type}`, "--verbose");
        assertEquals(dataOf(await run(other))["compared"], "length");
      }
      const pretty = await run(commandFor(file, "--overwrite", "--format", "pretty", "--verbose"));
      assertStringIncludes(pretty.stdout, "compared: length\n");
    }));

  it("nothing, where it names none", () =>
    inScene({ resources, faults: [{ name: "chunked" }, { name: "status-200" }] }, async ({ run }) => {
      assertEquals(dataOf(await run(commandFor(image)))["compared"], "nothing");
    }));

  it("to standard output as well", () =>
    inScene({ resources }, async ({ run }) => {
      const { stderr } = await run(commandFor(file, "--output", "-", "--verbose"));
      assertStringIncludes(stderr, '"compared": "length"');
    }));
});
