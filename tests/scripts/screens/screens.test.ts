import { makeScreens } from "../../../scripts/screens.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FOLDER = new URL("../../../docs/screens/", import.meta.url);

describe("docs/screens", () => {
  it("is what the program shows; deno task screens makes it again", async () => {
    const files = await makeScreens();
    const found = await Array.fromAsync(Deno.readDir(FOLDER), ({ name }) => name);
    assertEquals(found.toSorted(), [...files.keys(), "README.md"].toSorted());
    for (const [name, text] of files) {
      assert(await Deno.readTextFile(new URL(name, FOLDER)) === text, `${name} is out of date`);
    }
  });
});
