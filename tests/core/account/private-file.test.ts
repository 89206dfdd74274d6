import { readPrivateFile, replacePrivateFile } from "../../../core/account/private-file.ts";
import type { World } from "../../../core/world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory, stillOpen, trackOpened } from "../../support/files.ts";
import { modeOf, namesIn, passingClock } from "../../support/secrets.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** Files that work for some steps and then not at all, as for a process that is killed between two of them. */
function dyingAfter(steps: number): { readonly files: World["files"]; readonly names: readonly string[] } {
  const names: string[] = [];
  function step(name: string): void {
    if (names.length >= steps) throw Object.assign(new Error("killed"), { code: "EKILLED" });
    names.push(name);
  }
  const files = new Proxy({ ...Deno } as World["files"], {
    get(all, key: keyof World["files"]) {
      return async (...words: readonly unknown[]) => {
        step(key);
        // deno-lint-ignore no-explicit-any
        const result = await (all[key] as any)(...words);
        if (key !== "open") return result;
        for (const method of ["write", "sync"] as const) {
          const original = result[method].bind(result);
          result[method] = async (bytes: Uint8Array) => {
            step(method);
            // Half of it, as much as a disk may have got.
            return await original(
              method === "write" ? bytes.subarray(0, Math.ceil(bytes.length / 2)) : undefined,
            );
          };
        }
        return result;
      };
    },
  });
  return { files, names };
}

describe("a file that is replaced", () => {
  const STEPS = ["realPath", "open", "write", "write", "sync", "rename", "open", "sync"];

  for (let steps = 0; steps <= STEPS.length; steps++) {
    it(`is whole when the process dies after ${STEPS.slice(0, steps).join(", ") || "nothing"}`, () =>
      inTemporaryDirectory(async (directory) => {
        const path = join(directory, "a.json");
        await replacePrivateFile(fakeWorld(), path, "old");
        const { files, names } = dyingAfter(steps);
        const isDone = await replacePrivateFile(fakeWorld({ files }), path, "new").then(
          () => true,
          () => false,
        );
        assertEquals(names, STEPS.slice(0, steps));
        assertEquals(
          await readPrivateFile(fakeWorld(), path),
          steps <= STEPS.indexOf("rename") ? "old" : "new",
        );
        // The last two steps make the name durable, which not all file systems can.
        assertEquals(isDone, steps > STEPS.indexOf("rename"));
      }));
  }

  it("is readable for its owner alone while it is written", () =>
    inTemporaryDirectory(async (directory) => {
      const path = join(directory, "a.json");
      const modes: number[] = [];
      const rename: World["files"]["rename"] = async (from, to) => {
        modes.push(modeOf(String(from)));
        await Deno.rename(from, to);
      };
      await replacePrivateFile(fakeWorld({ files: { ...Deno, rename } }), path, "new");
      assertEquals([...modes, modeOf(path)], [0o600, 0o600]);
    }));

  const holders: readonly (readonly [os: World["os"], refusals: number, text: string])[] = [
    ["windows", 9, "new"],
    ["windows", 10, "old"],
    ["linux", 1, "old"],
  ];
  for (const [os, refusals, text] of holders) {
    it(`is the ${text} one on ${os} where a program has it open ${refusals} times`, () =>
      inTemporaryDirectory(async (directory) => {
        const path = join(directory, "a.json");
        await replacePrivateFile(fakeWorld(), path, "old");
        let left = refusals;
        const rename: World["files"]["rename"] = (from, to) => {
          if (left-- > 0) return Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" }));
          return Deno.rename(from, to);
        };
        const world = fakeWorld({ os, clock: passingClock(), files: { ...Deno, rename } });
        await replacePrivateFile(world, path, "new").catch(() => {});
        assertEquals([await Deno.readTextFile(path), namesIn(directory)], [text, ["a.json"]]);
      }));
  }

  it("leaves no draft and no open file behind when it fails", () =>
    inTemporaryDirectory(async (directory) => {
      const rename = () => Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" }));
      const { world, opened } = trackOpened(fakeWorld({ files: { ...Deno, rename } }));
      const detail = await rejectionOf(() => replacePrivateFile(world, join(directory, "a.json"), "new"));
      assertEquals([detail.subtype, namesIn(directory), stillOpen(opened)], ["storage", [], 0]);
    }));

  it("is told from a missing one when it cannot be read", () =>
    inTemporaryDirectory(async (directory) => {
      assertEquals(await readPrivateFile(fakeWorld(), join(directory, "missing")), undefined);
      const detail = await rejectionOf(() => readPrivateFile(fakeWorld(), directory));
      assertEquals([detail.type, detail.subtype, detail.path], ["internal", "storage", directory]);
    }));
});
