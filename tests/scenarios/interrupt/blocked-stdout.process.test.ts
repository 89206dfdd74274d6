import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { describeOnUnix, until } from "../../support/bdd.ts";
import { startIm } from "../../support/im.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** Rows of about 3 KB: a page fills more than a pipe holds. The third page never comes. */
const world: PlatformOptions = {
  chats: [{ chatId: "oc_long", mode: "group" }],
  generatedMessages: [{
    chatId: "oc_long",
    count: 400,
    messageAt: (index) => ({
      type: "text",
      content: { text: `${index} ${"x".repeat(3000)}` },
      createTime: 1_779_238_800_000 + index,
    }),
  }],
  faults: [{ name: "stall-before-headers", when: { endpoint: "/open-apis/im/v1/messages", skip: 2 } }],
};
const LINE = ["+chat-messages-list", "--chat-id", "oc_long", "--no-reactions", "--page-all"];

describeOnUnix("a list whose output nobody reads", () => {
  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    it(`ends with the first ${signal}, exit ${status}`, () =>
      inScene(world, async ({ directory, env, platform }) => {
        const words = [...LINE, "--page-delay", "0", "--format", "ndjson"];
        const child = startIm(words, { cwd: directory, env });
        await until(() => platform.log.length >= 3, child.status);
        child.kill(signal);
        assertEquals((await child.status).code, status);
        await Promise.all([child.stdout.cancel(), child.stderr.cancel()]);
      }));
  }

  it("ends with a second signal at once, by the status of that one", () =>
    inScene(world, async ({ directory, env, platform }) => {
      const words = [...LINE, "--page-delay", "0", "--format", "ndjson"];
      const child = startIm(words, { cwd: directory, env });
      await until(() => platform.log.length >= 3, child.status);
      child.kill("SIGINT");
      // The first one was noticed: it ends the call that is under way.
      await until(() => platform.log[2]?.finishedAt !== undefined, child.status);
      child.kill("SIGTERM");
      assertEquals((await child.status).code, 143);
      await Promise.all([child.stdout.cancel(), child.stderr.cancel()]);
    }));
});
