import { Failure } from "../../../core/failure.ts";
import { asideName, replaceProgram } from "../../../core/upgrade/replace.ts";
import type { World } from "../../../core/world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** The new program, written beside the old one. */
function draftBeside(path: string): string {
  const draft = `${path}.draft`;
  Deno.writeTextFileSync(draft, "new");
  return draft;
}

async function inPlace(use: (path: string, names: () => string[]) => void | Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const path = join(directory, "im");
    await Deno.writeTextFile(path, "old", { mode: 0o755 });
    await use(path, () => [...Deno.readDirSync(directory)].map(({ name }) => name).sort());
  });
}

/** Files of which a rename to a name fails. */
function filesThatRefuse(to: string): World["files"] {
  return {
    ...Deno,
    renameSync(from, target) {
      if (target === to && !String(from).endsWith(".old")) throw new Deno.errors.PermissionDenied("refused");
      Deno.renameSync(from, target);
    },
  };
}

describe("replacing the program", () => {
  for (const os of ["linux", "darwin", "windows"] as const) {
    it(`puts the new one in its place on ${os}, and leaves nothing else`, () =>
      inPlace((path, names) => {
        replaceProgram(fakeWorld({ os }), path, draftBeside(path));
        assertEquals(Deno.readTextFileSync(path), "new");
        assertEquals(names(), ["im"]);
      }));

    it(`keeps the old one on ${os} where the new one cannot take its place`, () =>
      inPlace((path, names) => {
        const world = fakeWorld({ os, files: filesThatRefuse(path) });
        const failure = assertThrows(() => replaceProgram(world, path, draftBeside(path)), Failure);
        assertEquals([failure.detail.type, failure.detail.subtype], ["internal", "file_io"]);
        assertEquals(/^the old program is still in its place;/.test(String(failure.detail.hint)), true);
        assertEquals(Deno.readTextFileSync(path), "old");
        assertEquals(names(), ["im"]);
      }));
  }

  it("moves the running program aside on Windows, and removes what an earlier upgrade moved aside", () =>
    inPlace((path, names) => {
      Deno.writeTextFileSync(asideName(path), "older");
      const renames: string[] = [];
      const files: World["files"] = {
        ...Deno,
        renameSync(from, to) {
          renames.push(`${from}`.split("im").at(-1) + " " + `${to}`.split("im").at(-1));
          Deno.renameSync(from, to);
        },
        // While it runs, the program that was moved aside cannot be removed.
        removeSync(target) {
          if (Deno.readTextFileSync(target) === "old") throw new Deno.errors.PermissionDenied("in use");
          Deno.removeSync(target);
        },
      };
      replaceProgram(fakeWorld({ os: "windows", files }), path, draftBeside(path));
      assertEquals(renames.length, 2);
      assertEquals(renames[0], " .old");
      assertEquals(names(), ["im", "im.old"]);
      assertEquals(Deno.readTextFileSync(asideName(path)), "old");
    }));
});
