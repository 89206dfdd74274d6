import { CHAT, worldOf } from "../../support/reading.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = ["+chat-messages-list", "--chat-id", CHAT, "--no-reactions"];

describe("--quiet takes the lines about pages away", () => {
  for (const format of ["csv", "ndjson", "table", "pretty"]) {
    it(format, () =>
      inScene(worldOf(2), async ({ run }) => {
        const loud = await run([...LINE, "--format", format]);
        const quiet = await run([...LINE, "--format", format, "--quiet"]);
        assert(/complete/.test(loud.stdout + loud.stderr), loud.stdout);
        assertEquals([quiet.status, quiet.stderr, /complete/.test(quiet.stdout)], [0, "", false]);
      }));
  }
});
