import { targets } from "../../scripts/compile.ts";
import { pathOf } from "../../scripts/registry.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FOLDER = ".github/workflows";
const names = [...Deno.readDirSync(pathOf(FOLDER))].map(({ name }) => name).sort();
const read = (name: string) => Deno.readTextFile(pathOf(`${FOLDER}/${name}`));

describe("workflows", () => {
  for (const name of names) {
    it(`${name} may read the contents of the repository, and more only in single jobs`, async () => {
      assertMatch(await read(name), /^permissions:\n {2}contents: read\n\n/m);
    });

    it(`${name} pins each action by commit, with its version beside it`, async () => {
      const uses = (await read(name)).match(/uses: .*/g) ?? [];
      assert(uses.length > 0);
      const loose = uses.filter((line) =>
        !/^uses: ([\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/workflows\/\w+\.yml)$/.test(line)
      );
      assertEquals(loose, []);
    });

    it(`${name} keeps no credentials in the checkout`, async () => {
      const text = await read(name);
      const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
      assertEquals(count(/persist-credentials: false/g), count(/actions\/checkout@/g));
    });

    it(`${name} puts no expression into a script`, async () => {
      const scripts = (await read(name)).match(/^\s+-? ?run: (\|\n(\s{10,}.*\n)+|.*\n)/gm) ?? [];
      assertEquals(scripts.filter((script) => script.includes("${{")), []);
    });
  }

  it("use the pinned Deno", async () => {
    const pinned = /^pinned=(.*)$/m.exec(await Deno.readTextFile(pathOf("scripts/im")))?.[1];
    for (const name of names) {
      for (const [, version] of (await read(name)).matchAll(/DENO_VERSION: (.*)/g)) {
        assertEquals(version, pinned);
      }
    }
  });

  it("run the gate on both registries, and start the binary of every target", async () => {
    for (const name of ["ci.yml", "release.yml"]) assertMatch(await read(name), /registry: \[jsr, npm\]/);
    const started = Array.from(
      (await read("start.yml")).matchAll(/target: ([\w-]+) }/g),
      ([, target]) => target,
    );
    assertEquals(started.sort(), [...targets].sort());
  });

  it("publish only after the gate and the starts, with attestations of all files", async () => {
    const [, publish = ""] = (await read("release.yml")).split(/^ {2}publish:\n/m);
    assertMatch(publish, /needs: \[gate, start\]/);
    assertMatch(publish, /subject-checksums: release\/SHA256SUMS/);
    assertMatch(publish, /attestations: write/);
  });
});
