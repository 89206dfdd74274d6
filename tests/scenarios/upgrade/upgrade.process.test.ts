import { inTemporaryDirectory } from "../../support/files.ts";
import { runIm } from "../../support/im.ts";
import { startReleases } from "../../support/releases.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const binary = Deno.env.get("IM_BINARY");
const NEXT = '#!/bin/sh\necho "im 99.0.0"\n';

describe("im upgrade in a process of its own", () => {
  it("is refused from a checkout, and a binary replaces itself while it runs", async () => {
    const target = Deno.build.target;
    await using page = await startReleases({ version: "99.0.0", targets: [target], program: NEXT });
    await inTemporaryDirectory(async (cwd) => {
      const env = { IM_RELEASES_URL: page.url };
      if (binary === undefined) {
        const result = await runIm(["upgrade"], { cwd, env });
        assertEquals([result.status, result.stdout], [2, ""]);
        assertMatch(JSON.parse(result.stderr).error.hint, /git pull/);
        return;
      }
      const program = join(cwd, "im");
      await Deno.copyFile(binary, program);
      // By way of a link, as people have it in ~/bin.
      await Deno.symlink(program, join(cwd, "link"));
      const { code, stdout, stderr } = await new Deno.Command(join(cwd, "link"), {
        args: ["upgrade", "--format", "json"],
        cwd,
        env,
      }).output();
      assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
      const { data } = JSON.parse(new TextDecoder().decode(stdout));
      assertEquals([data.upgraded, data.path], [true, program]);
      assertEquals(await Deno.readTextFile(program), NEXT);
      assertEquals([...Deno.readDirSync(cwd)].map(({ name }) => name).sort(), ["im", "link"]);
    });
  });
});
