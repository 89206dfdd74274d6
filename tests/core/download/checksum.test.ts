import { createSha256, sha256OfFile } from "../../../core/download/checksum.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const encode = (text: string) => new TextEncoder().encode(text);

describe("startSha256", () => {
  it("of nothing", async () => assertEquals((await createSha256()).digest(), OF_NOTHING));
  it("of pieces is that of the whole", async () => {
    const hash = await createSha256();
    for (const piece of ["a", "", "bc"]) hash.update(encode(piece));
    assertEquals(hash.digest(), OF_ABC);
  });
});

describe("sha256OfFile", () => {
  it("is that of the bytes, over several buffers", () =>
    inTemporaryDirectory(async (directory) => {
      const path = join(directory, "file");
      const bytes = new Uint8Array(2_500_000).map((_none, index) => index % 251);
      await Deno.writeFile(path, bytes);
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const expected = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      using file = await Deno.open(path);
      // From the first byte, wherever the file stands.
      await file.seek(1000, Deno.SeekMode.Start);
      assertEquals(await sha256OfFile(file, path), expected);
    }));

  it("of an empty file", () =>
    inTemporaryDirectory(async (directory) => {
      await Deno.writeTextFile(join(directory, "file"), "");
      using file = await Deno.open(join(directory, "file"));
      assertEquals(await sha256OfFile(file, "file"), OF_NOTHING);
    }));

  it("names a file that cannot be read", () =>
    inTemporaryDirectory(async (directory) => {
      const path = join(directory, "file");
      using file = await Deno.open(path, { write: true, create: true });
      const detail = await rejectionOf(() => sha256OfFile(file, path));
      assertEquals([detail.type, detail.subtype, detail.path], ["internal", "file_io", path]);
    }));
});
