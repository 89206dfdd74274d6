import { resourceBytes } from "../../../fixtures/platform/mod.ts";
import { until } from "../../support/bdd.ts";
import {
  assertBytes,
  assertNothingVisible,
  assertSaved,
  commandFor,
  fileOf,
  namesIn,
  PROBE,
  treeOf,
} from "../../support/downloads.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(5000, { type: "image", contentType: "image/png" });
const file = fileOf(PROBE + 400_000, { contentType: "application/pdf", fileName: "report.pdf" });
const resources = [image, file];

function modeOf(path: string): number {
  return (Deno.lstatSync(path).mode ?? 0) & 0o777;
}

describe("directories", () => {
  for (const output of ["made/of/parts/", "there", "there/", "./there", "there/."]) {
    it(`--output ${output} means into it, under the default name`, () =>
      inScene({ resources }, async ({ run, directory }) => {
        await Deno.mkdir(join(directory, "there"));
        const data = dataOf(await run(commandFor(image, "--output", output)));
        assertEquals(data["saved_path"], join(directory, output, "img_v3_scenario.png"));
        await assertBytes(String(data["saved_path"]), resourceBytes(image));
      }));
  }

  for (const output of [".", "./"]) {
    it(`--output ${output} is the working directory`, () =>
      inScene({ resources }, async ({ run, directory }) => {
        dataOf(await run(commandFor(image, "--output", output)));
        await assertSaved(directory, "img_v3_scenario.png", image);
      }));
  }

  it("missing parents are made for their owner alone, the file too", () =>
    inScene({ resources }, async ({ run, directory }) => {
      dataOf(await run(commandFor(image, "--output", "a/b/c.png")));
      if (Deno.build.os === "windows") return;
      assertEquals(["a", "a/b", "a/b/c.png"].map((path) => modeOf(join(directory, path))), [
        0o700,
        0o700,
        0o600,
      ]);
    }));

  it("a parent that is a file: exit 5 file_io or exit 2, the file stays", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Deno.writeTextFile(join(directory, "a"), "keep");
      const result = await run(commandFor(image, "--output", "a/b.png"));
      assert(result.status === 5 || result.status === 2, result.stderr);
      assertEquals(treeOf(directory), ["a (4: 107 101 101 112)"]);
    }));

  it("a directory has the name that the extension makes: exit 2", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Deno.mkdir(join(directory, "photo.png"));
      assertEquals(
        errorOf(await run(commandFor(image, "--output", "photo")), 2)["subtype"],
        "failed_precondition",
      );
      assertEquals(namesIn(directory), ["photo.png"]);
    }));

  for (const flags of [["-C", "there"], ["--directory", "there"]]) {
    it(`${flags.join(" ")} sets the working directory`, () =>
      inScene({ resources }, async ({ run, directory }) => {
        await Deno.mkdir(join(directory, "there"));
        const data = dataOf(await run([...flags, ...commandFor(image, "--output", "x.png")]));
        assertEquals(data["saved_path"], join(directory, "there", "x.png"));
      }));
  }

  it("-C reaches any place on purpose, and the path rule holds from there", () =>
    inScene({ resources }, (scene) =>
      inTemporaryDirectory(async (elsewhere) => {
        dataOf(await scene.run(commandFor(image, "--output", "x.png", "-C", elsewhere)));
        await assertSaved(elsewhere, "x.png", image);
        assertEquals(
          errorOf(await scene.run(commandFor(image, "--output", "../x.png", "-C", elsewhere)), 2)["param"],
          "--output",
        );
        assertEquals(namesIn(scene.directory), []);
      })));

  for (const name of ["missing", "file", ""]) {
    it(`-C ${JSON.stringify(name)} is no directory: exit 2`, () =>
      inScene({ resources }, async ({ run, directory }) => {
        await Deno.writeTextFile(join(directory, "file"), "");
        assertEquals(errorOf(await run(commandFor(image, "-C", name)), 2)["param"], "-C");
      }));
  }
});

describe("symbolic links", () => {
  /** A scene with a directory outside that holds a file; it must stay as it is. */
  function besideOutside(use: (scene: Scene, outside: string) => Promise<void>): Promise<void> {
    return inScene({ resources }, (scene) =>
      inTemporaryDirectory(async (outside) => {
        await Deno.writeTextFile(join(outside, "precious.png"), "keep");
        await use(scene, outside);
        assertEquals(treeOf(outside), ["precious.png (4: 107 101 101 112)"]);
      }));
  }

  for (const output of ["link/x.png", "link", "link/", "link/new/x.png", "deep/link/x.png"]) {
    for (const preview of [[], ["--dry-run"]]) {
      it(`a directory link that leaves the tree is refused: --output ${output} ${preview}`, () =>
        besideOutside(async ({ run, directory }, outside) => {
          await Deno.mkdir(join(directory, "deep"));
          await Deno.symlink(outside, join(directory, "link"));
          await Deno.symlink(outside, join(directory, "deep", "link"));
          const before = treeOf(directory);
          const error = errorOf(await run(commandFor(image, "--output", output, ...preview)), 2);
          assertEquals(error["param"], "--output");
          assertEquals(treeOf(directory), before);
        }));
    }
  }

  it("a link to a missing place outside is not followed", () =>
    besideOutside(async ({ run, directory }, outside) => {
      await Deno.symlink(join(outside, "new"), join(directory, "link"));
      const error = errorOf(await run(commandFor(image, "--output", "link/x.png")), 2);
      assertEquals([error["subtype"], error["param"]], ["invalid_argument", "--output"]);
    }));

  it("a directory link that stays inside may be used", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Deno.mkdir(join(directory, "real"));
      await Deno.symlink("real", join(directory, "link"));
      dataOf(await run(commandFor(image, "--output", "link/x.png")));
      await assertSaved(join(directory, "real"), "x.png", image);
    }));

  for (const to of ["precious.png", "missing.png"]) {
    it(`a link as the last part is an existing target, not followed (to ${to})`, () =>
      besideOutside(async ({ run, directory }, outside) => {
        await Deno.symlink(join(outside, to), join(directory, "x.png"));
        const before = treeOf(directory);
        const error = errorOf(await run(commandFor(image, "--output", "x.png")), 2);
        assertEquals([error["subtype"], error["path"]], ["failed_precondition", join(directory, "x.png")]);
        assertStringIncludes(String(error["hint"]), "--overwrite");
        assertEquals(treeOf(directory), before);
      }));

    it(`--overwrite replaces a link as the last part, not followed (to ${to})`, () =>
      besideOutside(async ({ run, directory }, outside) => {
        await Deno.symlink(join(outside, to), join(directory, "x.png"));
        dataOf(await run(commandFor(image, "--output", "x.png", "--overwrite")));
        assert(!Deno.lstatSync(join(directory, "x.png")).isSymlink);
        await assertSaved(directory, "x.png", image);
      }));
  }

  it("a link to a file with the same bytes is an existing target, too", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Deno.writeFile(join(directory, "same"), resourceBytes(image));
      await Deno.symlink("same", join(directory, "x.png"));
      errorOf(await run(commandFor(image, "--output", "x.png")), 2);
      assert(Deno.lstatSync(join(directory, "x.png")).isSymlink);
    }));

  it("a link under the default name is an existing target, too", () =>
    besideOutside(async ({ run, directory }, outside) => {
      const path = join(directory, "img_v3_scenario.png");
      await Deno.symlink(join(outside, "precious.png"), path);
      assertEquals(errorOf(await run(commandFor(image)), 2)["path"], path);
      dataOf(await run(commandFor(image, "--overwrite")));
      await assertSaved(directory, "img_v3_scenario.png", image);
    }));

  it("--overwrite of one of two hard links leaves the other as it is", () =>
    besideOutside(async ({ run, directory }, outside) => {
      await Deno.link(join(outside, "precious.png"), join(directory, "x.png"));
      dataOf(await run(commandFor(image, "--output", "x.png", "--overwrite")));
      await assertSaved(directory, "x.png", image);
    }));

  it("the working directory itself may be reached through a link", () =>
    inScene({ resources }, async ({ run, directory }) => {
      await Deno.mkdir(join(directory, "real"));
      await Deno.symlink("real", join(directory, "link"));
      dataOf(await run(commandFor(image, "--output", "x.png"), { cwd: join(directory, "link") }));
      await assertSaved(join(directory, "real"), "x.png", image);
    }));
});

describe("extensions", () => {
  const cases: [
    output: string | undefined,
    contentType: string,
    fileName: string | undefined,
    saved: string,
  ][] = [
    [undefined, "image/png", undefined, "img_v3_scenario.png"],
    [undefined, "image/jpeg; charset=binary", undefined, "img_v3_scenario.jpg"],
    [undefined, "IMAGE/GIF", undefined, "img_v3_scenario.gif"],
    [undefined, "image/png", "photo.webp", "img_v3_scenario.webp"],
    [undefined, "image/png", "photo", "img_v3_scenario.png"],
    [undefined, "application/x-unknown", undefined, "img_v3_scenario"],
    ["photo", "image/png", undefined, "photo.png"],
    ["photo", "image/png", "original.jpeg", "photo.jpeg"],
    ["photo.dat", "image/png", "original.jpeg", "photo.dat"],
    ["sub/photo", "application/zip", undefined, "sub/photo.zip"],
    ["v1.2/photo", "application/pdf", undefined, "v1.2/photo.pdf"],
  ];
  for (const [output, contentType, fileName, saved] of cases) {
    it(`--output ${output}, ${contentType}, server's name ${fileName}: ${saved}`, () => {
      const resource = { ...image, contentType, ...(fileName === undefined ? {} : { fileName }) };
      return inScene({ resources: [resource] }, async ({ run, directory }) => {
        const flags = output === undefined ? [] : ["--output", output];
        assertEquals(dataOf(await run(commandFor(image, ...flags)))["saved_path"], join(directory, saved));
      });
    });
  }

  it("--original-name takes the server's name", () =>
    inScene({ resources }, async ({ run, directory }) => {
      dataOf(await run(commandFor(file, "--original-name")));
      dataOf(await run(commandFor(image, "--original-name")));
      assertEquals(namesIn(directory), ["img_v3_scenario.png", "report.pdf"]);
    }));

  for (const preview of [[], ["--dry-run"]]) {
    it(`--original-name with an --output that is a file name: exit 2 ${preview}`, () =>
      inScene({ resources }, async ({ run, directory, platform }) => {
        const error = errorOf(
          await run(commandFor(file, "--original-name", "--output", "x.pdf", ...preview)),
          2,
        );
        assertEquals(error["param"], "--original-name");
        assertStringIncludes(String(error["message"]), "x.pdf");
        assertEquals([namesIn(directory), platform.log.length], [[], 0]);
      }));
  }
});

describe("a target that exists", () => {
  for (const resource of resources) {
    const line = commandFor(resource, "--output", "x.bin");
    const bytes = resourceBytes(resource);

    it(`${resource.type}: the same bytes: success, unchanged, not written`, () =>
      inScene({ resources }, async ({ run, directory }) => {
        const path = join(directory, "x.bin");
        await Deno.writeFile(path, bytes, { mode: 0o640 });
        await Deno.utime(path, 1_000_000, 1_000_000);
        const data = dataOf(await run(line));
        assertEquals([data["unchanged"], data["size_bytes"], data["saved_path"]], [true, bytes.length, path]);
        assertEquals(Deno.statSync(path).mtime?.getTime(), 1_000_000_000);
        assertEquals(namesIn(directory), ["x.bin"]);
      }));

    const others: [name: string, other: Uint8Array<ArrayBuffer>][] = [
      ["shorter", bytes.slice(0, -1)],
      ["longer", new Uint8Array([...bytes, 1])],
      ["empty", new Uint8Array(0)],
      ["another head", bytes.map((byte, index) => index === 0 ? byte ^ 1 : byte)],
      ["another tail", bytes.map((byte, index) => index === bytes.length - 1 ? byte ^ 1 : byte)],
    ];
    for (const [name, other] of others) {
      it(`${resource.type}, ${name}: refused with exit 2, failed_precondition; --overwrite replaces it`, () =>
        inScene({ resources }, async ({ run, directory }) => {
          await Deno.writeFile(join(directory, "x.bin"), other);
          const error = errorOf(await run(line), 2);
          assertEquals([error["type"], error["subtype"]], ["validation", "failed_precondition"]);
          assertStringIncludes(String(error["hint"]), "--overwrite");
          await assertBytes(join(directory, "x.bin"), other);
          assertEquals(namesIn(directory), ["x.bin"]);
          dataOf(await run([...line, "--overwrite"]));
          await assertSaved(directory, "x.bin", resource);
        }));
    }
  }

  it("a target that comes up during the download is not replaced", () =>
    inScene({ resources }, async ({ run, directory, platform }) => {
      platform.addFault({ name: "late-answer", delayMs: 200, when: { rangeStart: PROBE } });
      const running = run(commandFor(file, "--output", "x.bin"));
      await until(() => platform.log.length >= 2, running);
      await Deno.writeTextFile(join(directory, "x.bin"), "keep");
      assertEquals(errorOf(await running, 2)["subtype"], "failed_precondition");
      assertEquals(await Deno.readTextFile(join(directory, "x.bin")), "keep");
      await Deno.remove(join(directory, "x.bin"));
      assertNothingVisible(directory);
    }));
});
