import { COMMAND, commandFor, fileOf } from "../../support/downloads.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const file = fileOf(300_000);
const image = fileOf(100_000, { type: "image", contentType: "image/png" });
const resources = [file, image];

describe("--limit-rate", () => {
  for (
    const [name, resource, more] of [
      ["a file", file, []],
      ["a file with several workers", file, ["--workers", "4"]],
      ["an image", image, []],
      ["a file to standard output", file, ["--output", "-"]],
    ] as const
  ) {
    it(`makes a run wait that downloads ${name}`, () =>
      inScene({ resources }, async ({ run }) => {
        const free = await run(commandFor(resource, "--overwrite", ...more));
        const slow = await run(commandFor(resource, "--overwrite", ...more, "--limit-rate", "20K"));
        assertEquals([free.status, slow.status], [0, 0]);
        assertEquals(free.waited, []);
        assert(slow.waited.some((ms) => ms > 1000), String(slow.waited));
      }));
  }

  it("has a variable, and saves the same bytes with the same requests", () =>
    inScene({ resources }, async ({ run, platform }) => {
      const env = { IM_LIMIT_RATE: "100K" };
      dataOf(await run(commandFor(file, "--checksum", "--output", "a"), { env }));
      const limited = platform.log.map(({ headers }) => headers["range"]);
      const result = dataOf(await run(commandFor(file, "--checksum", "--output", "b")));
      const free = platform.log.slice(limited.length).map(({ headers }) => headers["range"]);
      assertEquals(limited, free);
      assertEquals(
        result["sha256"],
        dataOf(await run(commandFor(file, "--checksum", "--output", "a")))["sha256"],
      );
    }));

  it("does not slow calls down", () =>
    inScene({}, async ({ run }) => {
      assertEquals((await run(["+chat-list", "--limit-rate", "1K"])).waited, []);
    }));

  for (const rate of ["0", "-1", "fast", "1M/h"]) {
    it(`${rate} is exit 2`, () =>
      inScene({ resources }, async ({ run, platform }) => {
        const error = errorOf(await run([COMMAND, "--limit-rate", rate, ...commandFor(file).slice(1)]), 2);
        assertEquals([error["param"], platform.log], ["--limit-rate", []]);
      }));
  }
});
