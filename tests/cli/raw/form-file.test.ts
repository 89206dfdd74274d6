import { openFormFile } from "../../../cli/raw/form-file.ts";
import { plainText } from "../../../core/text/phrase.ts";
import { rejectionOf } from "../../core/detail-of.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const BYTES = new TextEncoder().encode("content");
const read = (text: string, stdin: Uint8Array<ArrayBuffer> = BYTES) =>
  inTemporaryDirectory(async (cwd) => {
    for (const name of ["a.txt", "b=c.txt"]) await Deno.writeFile(join(cwd, name), BYTES);
    const world = fakeWorld({ cwd, readStdin: () => Promise.resolve(stdin) });
    const { field, file } = await openFormFile(world, text);
    const sent: number[] = [];
    const content = await new Response(file.content((count) => sent.push(count)).stream()).text();
    await file.close();
    return [field, file.name, file.size, content];
  });

describe("openFormFile", () => {
  const cases: readonly (readonly [text: string, field: string | undefined, name: string])[] = [
    ["a.txt", undefined, "a.txt"],
    ["photo=a.txt", "photo", "a.txt"],
    ["photo=b=c.txt", "photo", "b=c.txt"],
    ["-", undefined, "upload"],
    ["photo=-", "photo", "upload"],
  ];
  for (const [text, field, name] of cases) {
    it(`reads "${text}"`, async () => assertEquals(await read(text), [field, name, 7, "content"]));
  }

  it("refuses an empty standard input", async () => {
    const detail = await rejectionOf(() => read("-", new Uint8Array()));
    assertEquals([detail.type, detail.input], ["validation", "file"]);
  });

  it("refuses what is not there", async () => {
    const detail = await rejectionOf(() => read("photo=missing.txt"));
    assertEquals([detail.type, detail.input, plainText(detail.message).includes("missing.txt")], [
      "validation",
      "file",
      true,
    ]);
  });
});
