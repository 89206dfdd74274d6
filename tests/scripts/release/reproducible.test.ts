import { bundle } from "../../../scripts/bundle.ts";
import { pathOf } from "../../../scripts/registry.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(command, { args: [...args], cwd }).output();
  const decoder = new TextDecoder();
  assertEquals(code, 0, decoder.decode(stderr));
  return decoder.decode(stdout);
}

describe("the single file", () => {
  it("has the same bytes wherever the same commit is bundled, and says its commit and permissions", () =>
    inTemporaryDirectory(async (directory) => {
      const commit = (await run("git", ["rev-parse", "HEAD"], pathOf("."))).trim();
      const bundles = [];
      for (const place of ["here", "elsewhere/deeper"]) {
        const checkout = `${directory}/${place}`;
        await run("git", ["clone", "--quiet", "--shared", pathOf("."), checkout], directory);
        await run(Deno.execPath(), ["run", "-A", `${checkout}/scripts/bundle.ts`], directory);
        bundles.push(await Deno.readTextFile(`${checkout}/dist/im.js`));
      }
      assertEquals(bundles[0] === bundles[1], true);
      const head = bundles[0]?.split("\n").filter((line) => line.startsWith("//")).join("\n") ?? "";
      assertMatch(head, new RegExp(`built from ${commit}\\b`));
      for (const permission of ["net", "read", "write", "env=IM_APP_ID,"]) {
        assertMatch(head, new RegExp(`^//     --allow-${permission}`, "m"));
      }
    }));
});

describe("the chunks of a binary", () => {
  it("have one date, which the compiled program keeps", () =>
    inTemporaryDirectory(async (directory) => {
      const folder = `${directory}/chunks`;
      await bundle({ target: "dates", output: { folder } });
      const dates = new Set<string>();
      for await (const { name } of Deno.readDir(folder)) {
        dates.add((await Deno.stat(`${folder}/${name}`)).mtime?.toISOString() ?? "");
      }
      assertEquals([...dates], ["1980-01-01T00:00:00.000Z"]);
    }));
});
