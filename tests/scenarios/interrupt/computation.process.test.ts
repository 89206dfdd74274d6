import { describeOnUnix, until } from "../../support/bdd.ts";
import { startIm } from "../../support/im.ts";
import { CHAT, worldOf } from "../../support/reading.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

const ENDLESS = "def f: f; f";

describeOnUnix("a jq program without end", () => {
  const line = ["+chat-messages-list", "--chat-id", CHAT, "--no-reactions", "--jq", ENDLESS];
  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    it(`ends with the first ${signal}, exit ${status}, and an error`, () =>
      inScene(worldOf(1), async ({ directory, env, platform }) => {
        const child = startIm(line, { cwd: directory, env });
        // Everything was read, so that jq has begun.
        await until(() => platform.log[0]?.finishedAt !== undefined, child.status);
        child.kill(signal);
        const { code, stdout, stderr } = await child.output();
        const error = partOf(documentOf(new TextDecoder().decode(stderr)), "error");
        assertEquals([code, stdout.length, error["type"]], [status, 0, "interrupted"]);
      }));
  }
});
