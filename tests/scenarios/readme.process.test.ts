import { demoChat } from "../../fixtures/platform/mod.ts";
import { inScene } from "../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The README's session is what the program prints: each line behind a prompt is run against the demo service. */

const ROOT = new URL("../../", import.meta.url);

/** The command lines of the README's session with what stands below them. */
function sessions(readme: string): { readonly words: string[]; readonly output: string }[] {
  const blocks = Array.from(readme.matchAll(/^```console\n([^]*?)^```$/gm), ([, block = ""]) => block);
  return blocks.flatMap((block) => block.split(/^\$ im /m).slice(1)).map((session) => {
    const [line = "", ...output] = session.replaceAll("\\\n", "").split("\n");
    const words = Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? "");
    return { words, output: output.join("\n") };
  });
}

describe("the README's session", () => {
  it("is what the program prints", async () => {
    const readme = await Deno.readTextFile(new URL("README.md", ROOT));
    const shown = sessions(readme);
    assert(shown.length > 0, "the README has no session");
    for (const { words, output } of shown) {
      await inScene({ ...demoChat }, async ({ spawn, directory }) => {
        const result = await spawn(words, { env: { TZ: "Asia/Shanghai" } });
        const real = await Deno.realPath(directory);
        assertEquals(result.stdout.replaceAll(real, "/home/me").trim(), output.trim());
        assertEquals([result.status, result.stderr], [0, ""]);
      });
    }
  });
});
