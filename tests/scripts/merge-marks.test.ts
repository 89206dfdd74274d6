import { pathOf } from "../../scripts/registry.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MARKS = ["<", ">"].map((sign) => sign.repeat(7));

async function* texts(): AsyncGenerator<readonly [path: string, text: string]> {
  for (const folder of [".", "docs", "docs/guide", "skills/im", "skills/im/references"]) {
    for await (const { name, isFile } of Deno.readDir(pathOf(folder))) {
      const path = `${folder}/${name}`;
      if (isFile && name.endsWith(".md")) yield [path, await Deno.readTextFile(pathOf(path))];
    }
  }
}

describe("documents", () => {
  it("have no marks of an unfinished merge", async () => {
    const found: string[] = [];
    for await (const [path, text] of texts()) if (MARKS.some((mark) => text.includes(mark))) found.push(path);
    assertEquals(found, []);
  });
});
