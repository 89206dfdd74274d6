import { assertEquals, assertStrictEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";
import { enterDirectory } from "../../cli/working-directory.ts";
import { rejectionOf } from "../core/detail-of.ts";
import { fakeWorld } from "../support/fake-world.ts";
import { inTemporaryDirectory } from "../support/temporary.ts";

describe("enterDirectory", () => {
  it("stays where nothing is asked", async () => {
    const world = fakeWorld({ cwd: "/somewhere" });
    assertStrictEquals(await enterDirectory(world, undefined), world);
  });

  it("takes relative and absolute directories", () =>
    inTemporaryDirectory(async (cwd) => {
      await Deno.mkdir(join(cwd, "a/b"), { recursive: true });
      const world = fakeWorld({ cwd: join(cwd, "a") });
      for (const directory of ["b", "./b/", "../a/b", join(cwd, "a", "b")]) {
        assertEquals((await enterDirectory(world, directory)).cwd, join(cwd, "a", "b"));
      }
    }));

  it("refuses what is no directory", () =>
    inTemporaryDirectory(async (cwd) => {
      await Deno.writeTextFile(join(cwd, "file"), "");
      for (const directory of ["missing", "file", ""]) {
        const detail = await rejectionOf(() => enterDirectory(fakeWorld({ cwd }), directory));
        assertEquals([detail.type, detail.subtype, detail.param], ["validation", "invalid_argument", "-C"]);
        assertEquals(detail.message.includes(`"${directory}"`), true);
      }
    }));
});
