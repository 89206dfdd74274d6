import { spelled } from "../../../cli/spelling.ts";
import { openLocalFile } from "../../../core/upload/open-file.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { findProgram } from "../../support/install.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const FLAG = "file";
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function inPlace(use: (cwd: string) => Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const cwd = join(directory, "cwd");
    await Deno.mkdir(join(cwd, "dir"), { recursive: true });
    await Deno.writeTextFile(join(directory, "secret"), "secret");
    await Deno.writeTextFile(join(cwd, "a.txt"), "0123456789");
    await use(cwd);
  });
}

describe("openLocalFile", () => {
  it("has the last part of its path for a name", () =>
    inPlace(async (cwd) => {
      await Deno.mkdir(join(cwd, "dir/sub"));
      await Deno.writeTextFile(join(cwd, "dir/sub/b.txt"), "x");
      const file = await openLocalFile(fakeWorld({ cwd }), FLAG, "dir/sub/b.txt");
      assertEquals(file.name, "b.txt");
      await file.close();
    }));

  it("shows name and size, and reads at any place but never beyond the end", () =>
    inPlace(async (cwd) => {
      await Deno.symlink("../a.txt", join(cwd, "dir/link.bin"));
      const file = await openLocalFile(fakeWorld({ cwd }), FLAG, "./dir/link.bin");
      assertEquals([file.name, file.size], ["link.bin", 10]);
      assertEquals([text(file.read(0, 3)), text(file.read(8, 99)), text(file.read(10, 1))], [
        "012",
        "89",
        "",
      ]);
      assertEquals(text(file.read(1e15, 9)), "");
      await file.close();
    }));

  it("gives its bytes again and again, in pieces, and says how many went", () =>
    inPlace(async (cwd) => {
      const bytes = Uint8Array.from({ length: 200_000 }, (_none, at) => at % 251);
      await Deno.writeFile(join(cwd, "big"), bytes);
      const file = await openLocalFile(fakeWorld({ cwd }), FLAG, "big");
      const sent: number[] = [];
      const content = file.content((count) => sent.push(count));
      for (let round = 0; round < 2; round++) {
        assertEquals(
          await new Response(content.stream() as ReadableStream<Uint8Array<ArrayBuffer>>).bytes(),
          bytes,
        );
      }
      assertEquals([content.size, sent], [200_000, [
        65_536,
        131_072,
        196_608,
        200_000,
        65_536,
        131_072,
        196_608,
        200_000,
      ]]);
      await file.close();
    }));

  const refused: readonly (readonly [path: string, why: string])[] = [
    ["missing", "no such file"],
    ["dir", "regular"],
    ["dir/", "regular"],
    [".", "regular"],
    ["a.txt/b", "not a directory"],
    ["../secret", '".."'],
    ["/etc/passwd", "relative"],
    ["out", "link"],
    ["null", "link"],
    ["empty", "empty"],
  ];
  for (const [path, why] of refused) {
    it(`refuses "${path}" with the input`, () =>
      inPlace(async (cwd) => {
        await Deno.symlink("../secret", join(cwd, "out"));
        await Deno.symlink("/dev/null", join(cwd, "null"));
        await Deno.writeTextFile(join(cwd, "empty"), "");
        const detail = await rejectionOf(() => openLocalFile(fakeWorld({ cwd }), FLAG, path));
        assertEquals([detail.type, detail.subtype, detail.input], ["validation", "invalid_argument", FLAG]);
        assertStringIncludes(spelled(detail.message), why);
      }));
  }

  it("refuses a pipe without waiting for its writer", () =>
    inPlace(async (cwd) => {
      const mkfifo = await findProgram("mkfifo");
      if (mkfifo === undefined) return;
      await new Deno.Command(mkfifo, { args: [join(cwd, "pipe")] }).output();
      const detail = await rejectionOf(() => openLocalFile(fakeWorld({ cwd }), FLAG, "pipe"));
      assertStringIncludes(spelled(detail.message), "regular");
    }));

  it("notices a file that is replaced between the check and the opening", () =>
    inPlace(async (cwd) => {
      const files = {
        ...Deno,
        openSync(path: string | URL, options?: Deno.OpenOptions) {
          Deno.removeSync(path);
          Deno.symlinkSync("../secret", path);
          return Deno.openSync(path, options);
        },
      };
      const detail = await rejectionOf(() => openLocalFile(fakeWorld({ cwd, files }), FLAG, "a.txt"));
      assertStringIncludes(spelled(detail.message), "replaced");
    }));

  it("is not led outside by a directory that is swapped for a link and back", () =>
    inPlace(async (cwd) => {
      await Deno.mkdir(join(cwd, "sub"));
      await Deno.writeTextFile(join(cwd, "sub", "secret"), "harmless");
      let swaps = 0;
      const swap = () => {
        if (swaps++ > 0) return;
        Deno.renameSync(join(cwd, "sub"), join(cwd, "kept"));
        Deno.symlinkSync("..", join(cwd, "sub"));
      };
      const lstat: typeof Deno.lstat = async (path) => {
        const info = await Deno.lstat(path);
        swap();
        return info;
      };
      const world = fakeWorld({ cwd, files: { ...Deno, lstat } });
      const detail = await rejectionOf(() => openLocalFile(world, FLAG, "sub/secret"));
      assertEquals(detail.type, "validation");
    }));

  const changes: readonly (readonly [name: string, change: (path: string) => void])[] = [
    ["grows", (path) => Deno.writeTextFileSync(path, "more", { append: true })],
    ["shrinks", (path) => Deno.truncateSync(path, 70_000)],
    ["is emptied", (path) => Deno.truncateSync(path, 0)],
    ["is touched", (path) => Deno.utimeSync(path, 1, 1)],
  ];
  for (const [name, change] of changes) {
    it(`keeps back the end of a file that ${name} while it is sent`, () =>
      inPlace(async (cwd) => {
        const path = join(cwd, "log");
        await Deno.writeFile(path, new Uint8Array(100_000));
        const file = await openLocalFile(fakeWorld({ cwd }), FLAG, "log");
        const reader = file.content().stream().getReader();
        let received = (await reader.read()).value?.length ?? 0;
        change(path);
        const detail = await rejectionOf(async () => {
          for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            received += value.length;
          }
        });
        assertEquals([detail.type, detail.input, received < 100_000], ["validation", FLAG, true]);
        assertStringIncludes(spelled(detail.message), "changed while it was being sent");
        await file.close();
      }));
  }
});
